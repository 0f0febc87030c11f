import * as z from "zod";
import { CENT, diviser, fraction, multiplier } from "../exact/fraction.js";
import { type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import type { EnLecture } from "../modele/en-lecture.js";
import { annee, compte, dateIso, texteNonVide } from "../modele/identifiants.js";
import { type Provenance, sceller } from "../modele/provenance.js";
import { exigerRegimeDuFlux } from "../modele/regime.js";
import { Saisie } from "../modele/saisie.js";
import { arrondiConvenu, choixDe } from "../modele/stipulations.js";
import { appliquerArrondi } from "./arrondi-convenu.js";

const schemaEntree = z.strictObject({
  date: dateIso,
  millesime: annee,
  territoire: texteNonVide,
  numerateur: z.strictObject({ nature: z.enum(["emmenagements", "sorties"]), nombre: compte }),
  denominateur: z.strictObject({
    nature: z.enum(["logements-loues-ou-proposes", "logements"]),
    nombre: compte,
  }),
});

const schemaStipulations = z.strictObject({
  mutations: choixDe("mutations"),
  misesEnService: choixDe("misesEnService"),
  arrondiDuTaux: arrondiConvenu,
});

/**
 * Entrée de {@link mesurerTauxDeRotation} : deux comptes, ce qu'ils comptent, d'où et de quand.
 *
 * @useDeclaredType
 */
export type EntreeTauxDeRotation = EnLecture<z.infer<typeof schemaEntree>>;
export type StipulationsDeRotation = z.infer<typeof schemaStipulations>;

/** Un taux de rotation que l'on peut refaire : ses deux termes, son millésime, son territoire, ce qu'il compte. */
export interface TauxDeRotation extends Omit<EntreeTauxDeRotation, "date"> {
  readonly nature: "taux-de-rotation";
  readonly stipulations: StipulationsDeRotation;
  /** Numérateur rapporté au dénominateur, en pourcentage, sans arrondi. */
  readonly brut: ValeurExacte;
  /** Le taux retenu, en pourcentage, après l'arrondi convenu. */
  readonly taux: ValeurExacte;
  readonly provenance: Provenance;
}

const VERBE = "mesurerTauxDeRotation";

/**
 * Mesure un taux de rotation traçable : numérateur ÷ dénominateur, en pourcentage.
 *
 * Aucun texte ne fixe ce que le taux compte ni sur quel périmètre il se prend : les parties le disent.
 *
 * @param entree - numérateur et dénominateur, en logements, avec leur nature, leur millésime et leur territoire
 * @param stipulations - mutations et mises en service comptées ou exclues, arrondi du taux
 * @returns le taux brut et le taux retenu, en pourcentage
 * @throws {@link ErreurDeSaisie} si le dénominateur est nul ou inférieur au numérateur
 * @throws {@link StipulationManquante} si l'une des trois stipulations n'est pas donnée
 * @category Conversion
 * @example
 * mesurerTauxDeRotation(
 *   {
 *     date: "2024-01-01",
 *     millesime: 2019,
 *     territoire: "Seine-et-Marne",
 *     numerateur: { nature: "emmenagements", nombre: 663 },
 *     denominateur: { nature: "logements-loues-ou-proposes", nombre: 8500 },
 *   },
 *   { mutations: "comptees", misesEnService: "exclues", arrondiDuTaux: "aucun" },
 * ).taux // { exact: "39/5", decimal: "7.8" }
 */
export function mesurerTauxDeRotation(
  entree: EntreeTauxDeRotation,
  stipulations: StipulationsDeRotation,
): TauxDeRotation {
  const saisie = new Saisie(VERBE);
  const { complet: lue, champs } = saisie.lireObjet(schemaEntree, saisie.recevoir(entree));
  const convenu = saisie.lireStipulations(schemaStipulations, stipulations);
  exigerRegimeDuFlux(saisie, champs.date, ["date"]);
  if (champs.numerateur !== undefined && champs.denominateur !== undefined)
    controlerTermes(saisie, champs.numerateur.nombre, champs.denominateur.nombre);
  const { date, ...mesure } = saisie.certifier(lue);
  const retenues = saisie.certifier(convenu);

  const brut = multiplier(
    diviser(fraction(mesure.numerateur.nombre), fraction(mesure.denominateur.nombre)),
    CENT,
  );
  return sceller(
    {
      nature: "taux-de-rotation" as const,
      ...mesure,
      stipulations: retenues,
      brut: valeurExacte(brut),
      taux: valeurExacte(appliquerArrondi(brut, retenues.arrondiDuTaux)),
    },
    { dateDeDroit: date, entrees: mesure, stipulations: retenues },
  );
}

function controlerTermes(saisie: Saisie, numerateur: number, denominateur: number): void {
  if (denominateur === 0)
    saisie.refuser(["denominateur", "nombre"], "DENOMINATEUR_NUL", {
      fr: "Un taux ne se mesure pas sur zéro logement.",
      en: "A rate cannot be measured on zero dwellings.",
    });
  else if (numerateur > denominateur)
    saisie.refuser(["numerateur", "nombre"], "NUMERATEUR_SUPERIEUR", {
      fr: `${numerateur} mouvements pour ${denominateur} logements : les deux termes sont peut-être inversés.`,
      en: `${numerateur} moves for ${denominateur} dwellings: the two terms may be swapped.`,
    });
}
