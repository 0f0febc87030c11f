import type { Texte } from "../droit/texte.js";
import { additionner, soustraire, ZERO } from "../exact/fraction.js";
import { lireValeurExacte, type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { cleDeSecteur } from "../modele/secteurs.js";
import { type Etape, etape, etapeDeChoix } from "../modele/trace.js";
import { direLaPart } from "../modele/vocabulaire.js";
import { cleDePart } from "../repartition/lire-parts.js";
import type {
  Objectif,
  ObjectifDeSecteur,
  Objectifs,
  ObjectifsDUnSecteur,
} from "./fixer-objectifs-de-flux.js";
import type { EchangeDObjectifs } from "./rapprocher-objectifs.js";

/** Ce que les années précédentes ajoutent à la part d'un réservataire, ou en déduisent. */
export function etapesDuReport(
  { reports, stipulations, provenance }: Objectifs,
  reservataire: string,
): Etape[] {
  const siens = (reports ?? []).filter((ligne) => ligne.reservataire === reservataire);
  if (siens.every(({ ouverture }) => ouverture.exact === "0")) return [];
  return [
    etape("R20", provenance.dateDeDroit, {
      stipulations: stipulationsDe({ stipulations }, ["reportDesRestes"]),
      intitule: { fr: "Report des restes", en: "Carry-over of remainders" },
      formule: {
        fr: "part retenue = part de l'année + reste admis ; à reporter = reste + part de l'année − objectif",
        en: "share kept = year's share + admitted remainder; to carry = remainder + year's share − target",
      },
      calcul: enDeuxLangues(({ nombre, mot, texte, separateur }) => {
        const ajoute = (valeur: ValeurExacte) =>
          valeur.exact.startsWith("-") ? `− ${nombre(opposee(valeur))}` : `+ ${nombre(valeur)}`;
        return siens
          .map(({ exact, admis, ouverture, objectif, cloture, ...part }) => {
            const retenue = `${nombre(exact)} ${ajoute(admis)} = ${nombre(additionnerExactes(exact, admis))}`;
            const aReporter = `${nombre(ouverture)} ${ajoute(exact)} − ${objectif} = ${nombre(cloture)}`;
            return mot(
              `${texte(direLaPart(part))} : ${retenue}, et ${aReporter} à reporter`,
              `${texte(direLaPart(part))}: ${retenue}, and ${aReporter} to carry`,
            );
          })
          .join(separateur);
      }),
      phrase: {
        fr: "Comme stipulé, ce que l'arrondi des années précédentes a ôté à la part s'ajoute à celle de l'année, et ce qu'il lui a donné s'en déduit. Un reste n'entre que dans la place que laissent les plafonds de l'année et le flux de chaque secteur ; ce qui n'entre pas attend l'année suivante.",
        en: "As stipulated, what rounding took from the share in earlier years adds to the year's share, and what it gave is deducted. A remainder enters only in the room left by the year's caps and by the flow of each sector; what does not fit waits for the next year.",
      },
    }),
  ];
}

function stipulationsDe(
  { stipulations }: Pick<Objectifs, "stipulations">,
  noms: readonly (keyof Objectifs["stipulations"])[],
): Etape["stipulations"] {
  return noms.flatMap((nom) => {
    const valeur = stipulations[nom];
    return valeur === undefined ? [] : [{ nom, valeur }];
  });
}

function opposee(valeur: ValeurExacte): ValeurExacte {
  return valeurExacte(soustraire(ZERO, lireValeurExacte(valeur)));
}

function additionnerExactes(a: ValeurExacte, b: ValeurExacte): ValeurExacte {
  return valeurExacte(additionner(lireValeurExacte(a), lireValeurExacte(b)));
}

/** Ce qui s'arrondit, quand ce n'est plus la part de l'année telle quelle. */
export function etapesDuRetenu(
  { stipulations, provenance }: Objectifs,
  { exact, retenu }: Pick<Objectif, "exact" | "retenu">,
): Etape[] {
  if (exact.exact === retenu.exact) return [];
  const garanties = stipulations.jugementDesGaranties === "logements-entiers";
  const report = stipulations.reportDesRestes === "integral";
  return [
    etape("R20", provenance.dateDeDroit, {
      stipulations: stipulationsDe({ stipulations }, ["reportDesRestes", "jugementDesGaranties"]),
      intitule: { fr: "Ce qui s'arrondit", en: "What is rounded" },
      formule: {
        fr: "retenu = part de l'année, restes reportés et plafond des garanties en logements entiers compris",
        en: "kept = year's share, with carried remainders and the cap on guarantees in whole dwellings",
      },
      calcul: enDeuxLangues(({ nombre }) => `${nombre(exact)} → ${nombre(retenu)}`),
      phrase: enDeuxLangues(({ nombre, mot }) => {
        const causes = [
          ...(report ? [mot("des restes reportés", "carried remainders")] : []),
          ...(garanties
            ? [
                mot(
                  "du plafond des garanties, tenu en logements entiers dans chaque commune : là où un logement de plus le dépasserait, leur reste va au bailleur",
                  "the cap on guarantees, held in whole dwellings in each municipality: where one more dwelling would exceed it, their remainder goes to the landlord",
                ),
              ]
            : []),
        ].join(mot(" et ", " and "));
        return mot(
          `La part de l'année fait ${nombre(exact.decimal)} ; le calcul en retient ${nombre(retenu.decimal)}, qui s'arrondit, du fait ${causes}.`,
          `The year's share makes ${exact.decimal}; the calculation keeps ${retenu.decimal}, which is rounded, because of ${causes}.`,
        );
      }),
    }),
  ];
}

/** Les échanges qui ont changé une part dans un secteur, après l'arrondi. */
export function etapesDesEchanges(
  { echanges, provenance }: Objectifs,
  secteur: ObjectifsDUnSecteur,
  cellule: ObjectifDeSecteur,
): Etape[] {
  const ici = cleDeSecteur(secteur);
  const estElle = (part: EchangeDObjectifs["entre"][number]) =>
    part.reservataire === cellule.reservataire && cleDePart(cellule) === cleDeDesignation(part);
  const siens = echanges.filter(
    ({ entre, cede, recoit }) => [cede, recoit].includes(ici) && entre.some(estElle),
  );
  if (siens.length === 0) return [];
  return [
    etapeDeChoix(provenance.dateDeDroit, {
      intitule: { fr: "Échange après l'arrondi", en: "Exchange after rounding" },
      formule: {
        fr: "deux parts échangent un logement entre deux secteurs : aucun total tenu ne change d'arrondi",
        en: "two shares exchange one dwelling between two sectors: no kept total leaves its rounding",
      },
      calcul: enDeuxLangues(({ mot, texte, separateur }) =>
        siens
          .map(({ entre: [premiere, seconde], cede, recoit }) => {
            const [a, b] = [texte(direDesignation(premiere)), texte(direDesignation(seconde))];
            return mot(
              `${a} cède un logement à ${b} (${cede}) et en reçoit un (${recoit})`,
              `${a} gives one dwelling to ${b} (${cede}) and gets one back (${recoit})`,
            );
          })
          .join(separateur),
      ),
      phrase: {
        fr: "L'arrondi ne peut pas tenir aussi ce qu'un réservataire reçoit par toutes ses parts dans une commune, un EPCI ou l'ensemble des QPV : cet échange a rapproché un tel total de sa valeur exacte.",
        en: "Rounding cannot also keep what a holder gets through all its shares in a municipality, an EPCI or all the QPV: this exchange brought such a total closer to its exact value.",
      },
    }),
  ];
}

function cleDeDesignation({ contrepartie, contingent }: EchangeDObjectifs["entre"][number]): string {
  return contrepartie === null ? "" : cleDePart({ contrepartie, contingent });
}

function direDesignation({
  reservataire,
  contrepartie,
  contingent,
}: EchangeDObjectifs["entre"][number]): Texte {
  return contrepartie === null
    ? { fr: "non réservés", en: "unreserved" }
    : enDeuxLangues(({ texte }) => `${reservataire} (${texte(direLaPart({ contrepartie, contingent }))})`);
}
