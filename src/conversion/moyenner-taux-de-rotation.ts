import * as z from "zod";
import { trierParCodes } from "../exact/ordre.js";
import { dateIso } from "../modele/identifiants.js";
import { exigerRegimeDuFlux } from "../modele/regime.js";
import { Saisie } from "../modele/saisie.js";
import { arrondiConvenu, choixDe } from "../modele/stipulations.js";
import { composerTaux } from "./composer-taux.js";
import { exigerLogements, lireTauxAReunir, type PointCommun } from "./lire-taux-a-reunir.js";
import type { TauxDeRotation } from "./mesurer-taux-de-rotation.js";
import { moyennerSimplement, ponderer } from "./reunir-termes.js";

const schemaEntree = z.strictObject({ date: dateIso, taux: z.array(z.unknown()) });

const schemaStipulations = z.strictObject({
  moyenneDesAnnees: choixDe("moyenneDesAnnees"),
  arrondiDuTaux: arrondiConvenu,
});

export interface EntreeMoyenne {
  /** Date à laquelle le droit se lit, AAAA-MM-JJ. */
  readonly date: string;
  /** Un taux par année, du même territoire. */
  readonly taux: readonly TauxDeRotation[];
}

export type StipulationsDeMoyenne = z.infer<typeof schemaStipulations>;

const VERBE = "moyennerTauxDeRotation";

const TERRITOIRE: PointCommun = {
  chemin: ["territoire"],
  code: "TERRITOIRES_DIFFERENTS",
  nom: { fr: "territoire", en: "territory" },
  lire: ({ territoire }) => territoire,
};

/**
 * Fait la moyenne des taux de rotation de plusieurs années d'un même territoire, comme les parties le stipulent.
 *
 * Aucun texte ne dit combien d'années se prennent, ni comment : pondérée, la moyenne rapporte les mouvements de toutes les
 * années aux logements de toutes ; simple, chaque année compte autant, et le résultat n'a plus de termes. Les taux entrent
 * sans leur arrondi convenu : celui du résultat est le seul.
 *
 * @param entree - les taux, un par année
 * @param stipulations - moyenne pondérée ou simple, arrondi du taux
 * @returns la moyenne, en pourcentage, et les taux des années sous `composantes`
 * @throws {@link ErreurDeSaisie} si une année figure deux fois, si les territoires, les termes ou les conventions diffèrent,
 * si un taux est déjà une moyenne, ou, pour une moyenne pondérée, si un taux publié n'a pas de nombre de logements
 * @throws {@link StipulationManquante} si la moyenne ou l'arrondi n'est pas donné
 * @article Aucun article ne fixe le taux (règle R14)
 * @category Conversion
 * @example
 * const mesure = (millesime: number, nombre: number, logements: number) =>
 *   mesurerTauxDeRotation(
 *     { date: "2024-01-01", millesime, territoire: "bailleur", numerateur: { nature: "sorties", nombre }, denominateur: { nature: "logements", nombre: logements } },
 *     { mutations: "comptees", misesEnService: "exclues", arrondiDuTaux: "aucun" },
 *   );
 * moyennerTauxDeRotation(
 *   { date: "2024-01-01", taux: [mesure(2022, 80, 1000), mesure(2023, 120, 2000)] },
 *   { moyenneDesAnnees: "simple", arrondiDuTaux: "aucun" },
 * ).taux // { exact: "7", decimal: "7" }
 */
export function moyennerTauxDeRotation(
  entree: EntreeMoyenne,
  stipulations: StipulationsDeMoyenne,
): TauxDeRotation {
  const saisie = new Saisie(VERBE);
  const { complet: lue, champs } = saisie.lireObjet(schemaEntree, saisie.recevoir(entree));
  const convenu = saisie.lireStipulations(schemaStipulations, stipulations);
  exigerRegimeDuFlux(saisie, champs.date, ["date"]);
  const lus = lireTauxAReunir(saisie, champs.taux, TERRITOIRE);
  if (convenu?.moyenneDesAnnees === "ponderee") exigerLogements(saisie, lus);
  saisie.refuserDoublons(
    lus,
    ({ millesime }) => String(millesime),
    (rang) => ["taux", rang, "millesime"],
  );
  const { date } = saisie.certifier(lue);
  const { moyenneDesAnnees, arrondiDuTaux } = saisie.certifier(convenu);
  const composantes = trierParCodes(
    lus.map(({ ligne }) => ligne),
    ({ millesime }) => String(millesime),
  );
  const { territoire } = saisie.certifier(composantes[0]);
  return composerTaux(
    {
      origine: "annees",
      territoire,
      composantes,
      reunir: moyenneDesAnnees === "ponderee" ? ponderer : moyennerSimplement,
      date,
    },
    { moyenneDesAnnees, arrondiDuTaux },
  );
}
