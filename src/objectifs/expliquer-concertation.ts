import { dateEnFrancais } from "../droit/periodes.js";
import type { Texte } from "../droit/texte.js";
import { fraction } from "../exact/fraction.js";
import { valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { type Etape, type ExplicationsPossibles, etape, explicable } from "../modele/trace.js";
import type { Accord, Concertation, LogementsCompares } from "./arreter-concertation.js";

const REPONSES: Readonly<Record<Accord["reponse"], Texte>> = {
  accord: { fr: "Le réservataire a donné son accord.", en: "The holder agreed." },
  desaccord: { fr: "Le réservataire n'a pas donné son accord.", en: "The holder did not agree." },
  "sans-reponse": { fr: "Le réservataire n'a pas répondu.", en: "The holder did not answer." },
};

function etapeDuTableauArrete(
  { date, provenance }: Concertation,
  { propose, arrete, difference }: LogementsCompares,
  reponse: Texte | null,
): Etape {
  return etape("R19", provenance.dateDeDroit, {
    confiance: ["texte-officiel"],
    references: [{ article: "R. 441-5", subdivision: "I, al. 9" }],
    lecture: null,
    intitule: { fr: "Tableau arrêté", en: "Table adopted" },
    formule: { fr: "arrêté = proposé + différence", en: "adopted = proposed + difference" },
    calcul: {
      fr: `${arrete} = ${propose} ${difference < 0 ? "−" : "+"} ${Math.abs(difference)}`,
      en: `${arrete} = ${propose} ${difference < 0 ? "−" : "+"} ${Math.abs(difference)}`,
    },
    phrase: enDeuxLangues(({ logements, mot, texte }) => {
      const suite = reponse === null ? "" : ` ${texte(reponse)}`;
      return mot(
        `Le tableau arrêté le ${dateEnFrancais(date)} par les parties donne ${logements(String(arrete))} ; la proposition en donnait ${propose}.${suite} La convention règle la concertation : le tableau est celui des parties.`,
        `The table the parties adopted on ${date} gives ${logements(String(arrete))}; the proposal gave ${propose}.${suite} The agreement organises the consultation: the table is the parties' own.`,
      );
    }),
  });
}

export function explicationsDeLaConcertation(concertation: Concertation): ExplicationsPossibles {
  const { proposition, reservataires, nonReserves, provenance } = concertation;
  const entete = (cible: string, titre: Texte, { arrete }: LogementsCompares) =>
    ({
      cible,
      titre,
      valeur: valeurExacte(fraction(arrete)),
      unite: "logements",
      dateDeDroit: provenance.dateDeDroit,
    }) as const;
  const nomDe = (code: string) => proposition.reservataires.find((celui) => celui.code === code)?.nom ?? code;
  return new Map([
    ...reservataires.map((consulte) =>
      explicable(
        entete(
          `reservataires/${consulte.reservataire}`,
          {
            fr: `Logements arrêtés, ${nomDe(consulte.reservataire)}`,
            en: `Dwellings adopted, ${nomDe(consulte.reservataire)}`,
          },
          consulte,
        ),
        () => [etapeDuTableauArrete(concertation, consulte, REPONSES[consulte.accord.reponse])],
      ),
    ),
    explicable(
      entete(
        "nonReserves",
        { fr: "Logements non réservés arrêtés", en: "Unreserved dwellings adopted" },
        nonReserves,
      ),
      () => [etapeDuTableauArrete(concertation, nonReserves, null)],
    ),
  ]);
}
