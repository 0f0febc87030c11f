import { citerEnVigueur } from "../droit/articles.js";
import { regleEnVigueur } from "../droit/regles.js";
import type { Texte } from "../droit/texte.js";
import { ecrireDecimal } from "../exact/decimal.js";
import { comparer, fraction, pourCentDe, soustraire, ZERO } from "../exact/fraction.js";
import { lireTaux } from "../exact/taux.js";
import { type Constat, constater } from "../modele/constats.js";
import { enDeuxLangues } from "../modele/plume.js";
import { PERIMETRE } from "../modele/secteurs.js";
import type { Derogation } from "../modele/vocabulaire.js";
import type {
  PartDuStock,
  ProgrammeControle,
  ReservationsEnStock,
} from "./controler-reservations-en-stock.js";
import { constaterDerogations } from "./derogations.js";

/** Ajoute à un constat les articles de sa règle, et ce qui la fonde, tels qu'ils valaient à cette date. */
function fonder(constat: Constat, date: string): Constat {
  const { confiance, references } = regleEnVigueur(constat.regle, date);
  const articles = citerEnVigueur(references, date);
  if (articles.length === 0) return { ...constat, confiance };
  const cites = enDeuxLangues(({ texte, separateur }) => articles.map(texte).join(separateur));
  return {
    ...constat,
    confiance,
    message: { fr: `${constat.message.fr} ${cites.fr}.`, en: `${constat.message.en} ${cites.en}.` },
  };
}

/** Chaque arrêté, fondé sur le droit du jour où il commence. */
export function constaterArretes(derogations: readonly Derogation[], date: string): Constat[] {
  return derogations.flatMap((arrete) =>
    constaterDerogations([arrete], date).map((constat) => fonder(constat, arrete.du)),
  );
}

export function constaterStock(
  stock: Omit<ReservationsEnStock, "constats" | "provenance">,
  date: string,
): Constat[] {
  const { logements, prefet, agents, plafondsDuPrefet: plafonds, plafondDesGaranties, programmes } = stock;
  const total = { nom: PERIMETRE, logements };
  return [
    ...constaterPlafond("PLAFOND_DU_PREFET_DEPASSE", prefet, total, plafonds.prefet),
    ...constaterPlafond("PLAFOND_DES_AGENTS_DEPASSE", agents, total, plafonds.agents),
    ...programmes.flatMap((controle) => {
      const lieu = { nom: nommerProgramme(controle.code), logements: controle.logements };
      return [
        ...constaterPlafond(
          "PLAFOND_DES_GARANTIES_DU_PROGRAMME_DEPASSE",
          controle.garanties,
          lieu,
          plafondDesGaranties,
        ),
        ...constaterSurReservation(controle),
      ];
    }),
  ].map((constat) => fonder(constat, date));
}

export function nommerProgramme(code: string): Texte {
  return { fr: `programme ${code}`, en: `programme ${code}` };
}

const PLAFONDS = {
  PLAFOND_DU_PREFET_DEPASSE: {
    sujet: { fr: "logements du préfet", en: "prefect's dwellings" },
    remede: {
      fr: "Ramener ses réservations au plafond. Un arrêté du préfet peut y déroger à titre exceptionnel, pour loger des personnels de sécurité publique ou pour un besoin économique.",
      en: "Bring its reservations down to the cap. An order of the prefect may depart from it by exception, for public-security staff or an economic need.",
    },
  },
  PLAFOND_DES_AGENTS_DEPASSE: {
    sujet: { fr: "logements des agents de l'État", en: "State agents' dwellings" },
    remede: {
      fr: "Ramener ces réservations au plafond. Un arrêté du préfet peut y déroger à titre exceptionnel, pour loger des personnels de sécurité publique ou pour un besoin économique.",
      en: "Bring these reservations down to the cap. An order of the prefect may depart from it by exception, for public-security staff or an economic need.",
    },
  },
  PLAFOND_DES_GARANTIES_DU_PROGRAMME_DEPASSE: {
    sujet: {
      fr: "logements réservés en garantie, tous garants ensemble",
      en: "dwellings reserved for guarantees, all guarantors together",
    },
    remede: {
      fr: "Réduire les réservations en garantie de ce programme, tous garants ensemble : un autre programme ne compense pas.",
      en: "Reduce the guarantee reservations of this programme, all guarantors together: another programme does not make up for it.",
    },
  },
} as const satisfies Record<string, { readonly sujet: Texte; readonly remede: Texte }>;

function constaterPlafond(
  code: keyof typeof PLAFONDS,
  part: PartDuStock,
  tout: { readonly nom: Texte; readonly logements: number },
  maximum: string | null,
): Constat[] {
  if (maximum === null) return [];
  const permis = pourCentDe(lireTaux(maximum), fraction(tout.logements));
  const exces = soustraire(fraction(part.logements), permis);
  if (comparer(exces, ZERO) <= 0) return [];
  const { sujet, remede } = PLAFONDS[code];
  return [
    constater(code, {
      territoire: tout.nom.fr,
      chiffres: [
        { nom: "logements", valeur: String(part.logements) },
        { nom: "total", valeur: String(tout.logements) },
        ...(part.taux === null ? [] : [{ nom: "taux", valeur: part.taux.decimal }]),
        { nom: "plafond", valeur: maximum },
        { nom: "logements en trop", valeur: ecrireDecimal(exces) },
      ],
      message: enDeuxLangues(({ logements, nombre, mot, texte }) =>
        mot(
          `${texte(tout.nom)}, ${texte(sujet)} : ${part.logements} sur ${tout.logements}${part.taux === null ? "" : ` (${nombre(part.taux)} %)`}, pour ${nombre(maximum)} % au plus : ${logements(exces)} en trop.`,
          `${texte(tout.nom)}, ${texte(sujet)}: ${part.logements} out of ${tout.logements}${part.taux === null ? "" : ` (${nombre(part.taux)}%)`}, for ${nombre(maximum)}% at most: ${logements(exces)} too many.`,
        ),
      ),
      remede,
    }),
  ];
}

function constaterSurReservation({ code, logements, reserves, nonReserves }: ProgrammeControle): Constat[] {
  if (nonReserves >= 0) return [];
  const nom = nommerProgramme(code);
  return [
    constater("PROGRAMME_SUR_RESERVE", {
      territoire: nom.fr,
      chiffres: [
        { nom: "logements", valeur: String(logements) },
        { nom: "réservés", valeur: String(reserves) },
        { nom: "logements en trop", valeur: String(-nonReserves) },
      ],
      message: enDeuxLangues(({ logements: dire, mot, texte }) =>
        mot(
          `${texte(nom)} : les réservations font ${dire(reserves)}, pour ${logements} : ${-nonReserves} de trop. Impossibilité de calcul : aucun article lu ne l'énonce.`,
          `${texte(nom)}: the reservations make ${dire(reserves)}, out of ${logements}: ${-nonReserves} too many. An arithmetical impossibility: no article read states it.`,
        ),
      ),
      remede: {
        fr: "Retrouver quel logement est réservé deux fois, et convenir de qui le garde.",
        en: "Find which dwelling is reserved twice, and agree on who keeps it.",
      },
    }),
  ];
}
