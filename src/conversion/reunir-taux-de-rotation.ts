import * as z from "zod";
import { trierParCodes } from "../exact/ordre.js";
import { dateIso, texteNonVide } from "../modele/identifiants.js";
import { exigerRegimeDuFlux } from "../modele/regime.js";
import { Saisie } from "../modele/saisie.js";
import { arrondiConvenu } from "../modele/stipulations.js";
import { composerTaux } from "./composer-taux.js";
import { exigerLogements, lireTauxAReunir, type PointCommun } from "./lire-taux-a-reunir.js";
import type { TauxDeRotation } from "./mesurer-taux-de-rotation.js";
import { ponderer } from "./reunir-termes.js";

const schemaEntree = z.strictObject({
  date: dateIso,
  territoire: texteNonVide,
  taux: z.array(z.unknown()),
});

const schemaStipulations = z.strictObject({ arrondiDuTaux: arrondiConvenu });

export interface EntreeReunion {
  /** Date à laquelle le droit se lit, AAAA-MM-JJ. */
  readonly date: string;
  /** Le nom du territoire entier. */
  readonly territoire: string;
  /** Un taux par territoire, du même millésime, ou des réunions de tels taux. */
  readonly taux: readonly TauxDeRotation[];
}

export type StipulationsDeReunion = z.infer<typeof schemaStipulations>;

const VERBE = "reunirTauxDeRotation";

const MILLESIME: PointCommun = {
  chemin: ["millesime"],
  code: "MILLESIMES_DIFFERENTS",
  nom: { fr: "millésime", en: "vintage" },
  lire: ({ millesime }) => millesime,
};

/**
 * Réunit les taux de rotation de plusieurs territoires : Σ mouvements ÷ Σ logements, jamais la moyenne des taux.
 *
 * Un taux publié pèse par son nombre de logements ; le résultat dit alors qu'il vient de taux déjà arrondis. Les taux
 * entrent sans leur arrondi convenu : celui du résultat est le seul. Une réunion se défait en ses territoires, si bien que
 * réunir par étapes ou d'un coup donne le même résultat.
 *
 * @param entree - le nom du tout, et les taux de ses territoires
 * @param stipulations - arrondi du taux réuni
 * @returns le taux du tout, en pourcentage, et les taux réunis sous `composantes`
 * @throws {@link ErreurDeSaisie} si les millésimes, les termes ou les conventions diffèrent, si un territoire figure deux
 * fois, si un taux publié n'a pas de nombre de logements, ou si un taux est déjà une moyenne d'années
 * @throws {@link StipulationManquante} si l'arrondi n'est pas donné
 * @article Aucun article ne fixe le taux (règle R14)
 * @category Conversion
 * @example
 * const publie = (territoire: string, logements: number, tauxPublie: number) =>
 *   mesurerTauxDeRotation(
 *     { date: "2024-01-01", millesime: 2022, territoire, numerateur: { nature: "emmenagements" }, denominateur: { nature: "logements-loues-ou-proposes", nombre: logements }, tauxPublie },
 *     { mutations: "comptees", misesEnService: "exclues", arrondiDuTaux: "aucun" },
 *   );
 * reunirTauxDeRotation(
 *   { date: "2024-01-01", territoire: "Alpes du Sud", taux: [publie("Alpes-de-Haute-Provence", 7453, 12.2), publie("Hautes-Alpes", 7891, 10.3)] },
 *   { arrondiDuTaux: { mode: "plus-proche", decimales: 1 } },
 * ).taux // { exact: "56/5", decimal: "11.2" }
 */
export function reunirTauxDeRotation(
  entree: EntreeReunion,
  stipulations: StipulationsDeReunion,
): TauxDeRotation {
  const saisie = new Saisie(VERBE);
  const { complet: lue, champs } = saisie.lireObjet(schemaEntree, saisie.recevoir(entree));
  const convenu = saisie.lireStipulations(schemaStipulations, stipulations);
  exigerRegimeDuFlux(saisie, champs.date, ["date"]);
  const lus = lireTauxAReunir(saisie, champs.taux, MILLESIME);
  exigerLogements(saisie, lus);
  const feuilles = lus.flatMap(({ rang, ligne }) =>
    (ligne.origine === "territoires" ? ligne.composantes : [ligne]).map((feuille) => ({
      rang,
      ligne: feuille,
    })),
  );
  saisie.refuserDoublons(
    feuilles,
    ({ territoire }) => territoire,
    (rang) => ["taux", rang, "territoire"],
  );
  const { date, territoire } = saisie.certifier(lue);
  const { arrondiDuTaux } = saisie.certifier(convenu);
  const composantes = trierParCodes(
    feuilles.map(({ ligne }) => ligne),
    (composante) => composante.territoire,
  );
  return composerTaux(
    { origine: "territoires", territoire, composantes, reunir: ponderer, date },
    { arrondiDuTaux },
  );
}
