import type { Texte } from "../droit/texte.js";
import { additionner, comparer, type Fraction, soustraire, valeurAbsolue, ZERO } from "../exact/fraction.js";
import { lireValeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { cleDeSecteur } from "../modele/secteurs.js";
import { type Etape, etape, etapeDeChoix } from "../modele/trace.js";
import { direLaPart, NON_RESERVES } from "../modele/vocabulaire.js";
import { cleDePart } from "../repartition/lire-parts.js";
import type {
  Objectif,
  ObjectifDeSecteur,
  Objectifs,
  ObjectifsDUnSecteur,
} from "./fixer-objectifs-de-flux.js";
import type { EchangeDObjectifs } from "./rapprocher-objectifs.js";
import type { ReportDePart } from "./reporter-restes.js";

/** Ce que les arrondis des années précédentes ajoutent à des parts, ou en déduisent. */
export function etapesDuReport(
  { stipulations, provenance }: Objectifs,
  reports: readonly ReportDePart[],
): Etape[] {
  if (reports.every(({ ouverture }) => ouverture.exact === "0")) return [];
  return [
    etape("R20", provenance.dateDeDroit, {
      stipulations: stipulationsDe(stipulations, ["reportDesRestes"]),
      intitule: { fr: "Report des restes", en: "Carry-over of remainders" },
      formule: {
        fr: "part due = part de l'année + reste admis ; à reporter = reste + part de l'année − objectif",
        en: "share due = year's share + admitted remainder; to carry = remainder + year's share − target",
      },
      calcul: enDeuxLangues(({ mot, texte, separateur }) =>
        reports
          .map((ligne) => `${texte(direLaPart(ligne))}${mot(" :", ":")} ${texte(direLeCompte(ligne))}`)
          .join(separateur),
      ),
      phrase: {
        fr: "Comme stipulé, ce que l'arrondi des années précédentes a ôté à la part s'ajoute à celle de l'année, et ce qu'il lui a donné s'en déduit. Un reste n'entre que dans la place que laissent les plafonds de l'année — celui des garanties se juge aussi commune par commune, ce qui est une lecture — et le flux de chaque secteur ; ce qui n'entre pas attend. Ce compte ne mesure que des arrondis sur un flux prévu : il n'est ni un droit ni une dette.",
        en: "As stipulated, what rounding took from the share in earlier years adds to the year's share, and what it gave is deducted. A remainder enters only in the room left by the year's caps — the one on guarantees being judged in each municipality too, which is a reading — and by the flow of each sector; what does not fit waits. This account only measures roundings on an expected flow: it is neither a right nor a debt.",
      },
    }),
  ];
}

/** « 0,6 + 0,2 = 0,8 ; 0,4 + 0,6 − 1 = 0 à reporter ». */
function direLeCompte({ ouverture, admis, exact, objectif, cloture }: ReportDePart): Texte {
  const [avant, entre, sienne, apres] = [ouverture, admis, exact, cloture].map(lireValeurExacte) as [
    Fraction,
    Fraction,
    Fraction,
    Fraction,
  ];
  return enDeuxLangues(({ decimal, mot }) => {
    const ajouter = (valeur: Fraction) =>
      comparer(valeur, ZERO) < 0 ? `− ${decimal(valeurAbsolue(valeur))}` : `+ ${decimal(valeur)}`;
    const signe = (valeur: Fraction) =>
      comparer(valeur, ZERO) < 0 ? `−${decimal(valeurAbsolue(valeur))}` : decimal(valeur);
    const due = `${decimal(sienne)} ${ajouter(entre)} = ${decimal(additionner(sienne, entre))}`;
    const aReporter = `${signe(avant)} ${ajouter(sienne)} − ${objectif} = ${signe(apres)}`;
    const attend = soustraire(avant, entre);
    const enAttente =
      comparer(attend, ZERO) > 0
        ? mot(`, ${decimal(attend)} n'entrant pas`, `, ${decimal(attend)} not fitting`)
        : "";
    return mot(
      `${due}${enAttente}, et ${aReporter} à reporter`,
      `${due}${enAttente}, and ${aReporter} to carry`,
    );
  });
}

function stipulationsDe(
  stipulations: Objectifs["stipulations"],
  noms: readonly (keyof Objectifs["stipulations"])[],
): Etape["stipulations"] {
  return noms.flatMap((nom) => {
    const valeur = stipulations[nom];
    return valeur === undefined ? [] : [{ nom, valeur }];
  });
}

const GARANTIES_EN_ENTIERS: Texte = {
  fr: "Le plafond des garanties est tenu en logements entiers, comme stipulé, dans chaque commune, ou sur le périmètre sans détail : là où un logement de plus le dépasserait, leur reste va au bailleur. Juger une commune, pour la part d'un groupement, est une lecture.",
  en: "The cap on guarantees is held in whole dwellings, as stipulated, in each municipality, or on the perimeter without detail: where one more dwelling would exceed it, their remainder goes to the landlord. Judging one municipality, for a grouping's share, is a reading.",
};

const RESTES_REPORTES: Texte = {
  fr: "Des restes sont reportés, comme stipulé.",
  en: "Remainders are carried over, as stipulated.",
};

/** Ce qui s'arrondit, quand ce n'est plus la part de l'année telle quelle. */
export function etapesDuRetenu(
  { stipulations, reports, provenance }: Objectifs,
  { exact, retenu }: Pick<Objectif, "exact" | "retenu">,
  quoi: { readonly reservataire: string; readonly garantie: boolean },
): Etape[] {
  if (exact.exact === retenu.exact) return [];
  const complement = quoi.reservataire === NON_RESERVES;
  const garanties =
    stipulations.jugementDesGaranties === "logements-entiers" && (complement || quoi.garantie);
  const report = (reports ?? []).some(
    ({ reservataire, admis }) => (complement || reservataire === quoi.reservataire) && admis.exact !== "0",
  );
  return [
    etape(garanties && !report ? "R7" : "R20", provenance.dateDeDroit, {
      autorite: "conventionnel",
      stipulations: stipulationsDe(stipulations, [
        ...(report ? ["reportDesRestes" as const] : []),
        ...(garanties ? ["jugementDesGaranties" as const] : []),
      ]),
      intitule: { fr: "Ce qui s'arrondit", en: "What is rounded" },
      formule: {
        fr: "à arrondir = part de l'année, restes reportés et plafond des garanties en logements entiers compris",
        en: "to round = year's share, with carried remainders and the cap on guarantees in whole dwellings",
      },
      calcul: enDeuxLangues(({ decimal }) => `${decimal(exact)} → ${decimal(retenu)}`),
      phrase: enDeuxLangues(({ decimal, mot, texte }) => {
        const causes = [
          ...(report ? [` ${texte(RESTES_REPORTES)}`] : []),
          ...(garanties ? [` ${texte(GARANTIES_EN_ENTIERS)}`] : []),
        ].join("");
        return mot(
          `La part de l'année fait ${decimal(exact)} ; c'est ${decimal(retenu)} que l'on arrondit.${causes}`,
          `The year's share makes ${decimal(exact)}; ${decimal(retenu)} is what is rounded.${causes}`,
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
