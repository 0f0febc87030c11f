import { BENEFICIAIRES_DU_SUPPLEMENT } from "../droit/reservataires.js";
import type { Texte } from "../droit/texte.js";
import { lireValeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { type Etape, type ExplicationsPossibles, etape, explicable } from "../modele/trace.js";
import { nommerProgramme } from "./constater-stock.js";
import type {
  PartDuStock,
  ProgrammeControle,
  ReservationEnStock,
  ReservationsEnStock,
} from "./controler-reservations-en-stock.js";
import { etapeDeLaDerogation, verdict } from "./expliquer-limites.js";

const VOLETS = {
  prefet: {
    regle: "R3",
    plafond: "prefet",
    titre: { fr: "Part du préfet dans le stock", en: "Prefect's share of the stock" },
    sujet: { fr: "Contingent du préfet", en: "Prefect's contingent" },
  },
  agents: {
    regle: "R4",
    plafond: "agents",
    titre: { fr: "Part des agents de l'État dans le stock", en: "State agents' share of the stock" },
    sujet: { fr: "Agents de l'État", en: "State agents" },
  },
} as const;

/** Une part du stock qui a un taux : le tout auquel elle se rapporte n'est pas vide. */
function aUnTaux<P extends PartDuStock>(part: P): part is P & { readonly taux: NonNullable<P["taux"]> } {
  return part.taux !== null;
}

function etapeDuPlafond(
  stock: ReservationsEnStock,
  volet: keyof typeof VOLETS,
  taux: NonNullable<PartDuStock["taux"]>,
): Etape {
  const { regle, plafond, sujet } = VOLETS[volet];
  const maximum = stock.plafondsDuPrefet[plafond];
  const reserves = stock[volet].logements;
  return etape(regle, stock.provenance.dateDeDroit, {
    calcul: enDeuxLangues(
      ({ texte, pourCent }) =>
        `${reserves} ÷ ${stock.logements} = ${pourCent(taux)}${texte(direPlafond(maximum))}`,
    ),
    phrase: enDeuxLangues(({ nombre, logements, mot, texte }) =>
      mot(
        `${texte(sujet)}, tous programmes ensemble : ${logements(reserves)} sur un total de ${stock.logements}, soit ${nombre(taux)} %, ${texte(verdict(lireValeurExacte(taux), maximum))}.`,
        `${texte(sujet)}, all programmes together: ${logements(reserves)} out of a total of ${stock.logements}, that is ${nombre(taux)}%, ${texte(verdict(lireValeurExacte(taux), maximum))}.`,
      ),
    ),
  });
}

function direPlafond(maximum: string | null): Texte {
  if (maximum === null) return { fr: "", en: "" };
  return enDeuxLangues(({ nombre, mot }) =>
    mot(` pour ${nombre(maximum)} % au plus`, ` for ${nombre(maximum)}% at most`),
  );
}

function etapeDesGaranties(
  { plafondDesGaranties: maximum, provenance }: ReservationsEnStock,
  { code, logements: total, garanties }: ProgrammeControle,
  taux: NonNullable<PartDuStock["taux"]>,
): Etape {
  const detail = garanties.garants.map(({ reservataire, logements }) => `${logements} (${reservataire})`);
  return etape("R7", provenance.dateDeDroit, {
    calcul: enDeuxLangues(
      ({ texte, pourCent }) =>
        `(${detail.join(" + ") || "0"}) ÷ ${total} = ${pourCent(taux)}${texte(direPlafond(maximum))}`,
    ),
    phrase: enDeuxLangues(({ nombre, logements, mot, texte }) =>
      mot(
        `Dans le ${texte(nommerProgramme(code))}, les garants ont ensemble ${logements(garanties.logements)} sur ${total} : ${nombre(taux)} %, ${texte(verdict(lireValeurExacte(taux), maximum))}.`,
        `In ${texte(nommerProgramme(code))}, the guarantors together hold ${logements(garanties.logements)} out of ${total}: ${nombre(taux)}%, ${texte(verdict(lireValeurExacte(taux), maximum))}.`,
      ),
    ),
  });
}

/** Ce qui est réservé contre un terrain ou un financement, et qui ne compte pas dans le plafond expliqué. */
function etapesDuSupplement(
  { reservataires, provenance }: ReservationsEnStock,
  reservations: readonly ReservationEnStock[],
  auPrefet: boolean,
): Etape[] {
  const categories = new Map(reservataires.map(({ code, categorie }) => [code, categorie]));
  const supplement = reservations.filter(({ reservataire, contrepartie }) => {
    const categorie = categories.get(reservataire) ?? "";
    return (
      (contrepartie === "apport-de-terrain" || contrepartie === "financement") &&
      BENEFICIAIRES_DU_SUPPLEMENT.includes(categorie) &&
      (categorie === "prefet") === auPrefet
    );
  });
  if (supplement.length === 0) return [];
  const total = supplement.reduce((somme, { logements }) => somme + logements, 0);
  return [
    etape("R8", provenance.dateDeDroit, {
      calcul: { fr: "aucun plafond chiffré", en: "no numerical cap" },
      phrase: enDeuxLangues(({ logements, mot }) =>
        mot(
          `Contre un terrain ou un financement s'y ajoutent ${logements(total)}, sans plafond : ce plafond-ci ne les compte pas.`,
          `In return for land or funding, ${logements(total)} come on top, uncapped: this cap does not count them.`,
        ),
      ),
    }),
  ];
}

function titreDesGaranties(code: string): Texte {
  return {
    fr: `Garanties d'emprunt, ${nommerProgramme(code).fr}`,
    en: `Loan guarantees, ${nommerProgramme(code).en}`,
  };
}

export function explicationsDesReservationsEnStock(stock: ReservationsEnStock): ExplicationsPossibles {
  const { dateDeDroit } = stock.provenance;
  const { derogation } = stock.plafondsDuPrefet;
  const duPrefet = (["prefet", "agents"] as const).flatMap((volet) => {
    const part = stock[volet];
    if (!aUnTaux(part)) return [];
    return [
      explicable(
        {
          cible: `${volet}/taux`,
          titre: VOLETS[volet].titre,
          valeur: part.taux,
          unite: "%",
          dateDeDroit,
        },
        () => [
          ...(derogation === null ? [] : [etapeDeLaDerogation(derogation)]),
          etapeDuPlafond(stock, volet, part.taux),
          ...etapesDuSupplement(
            stock,
            stock.programmes.flatMap(({ reservations }) => reservations),
            true,
          ),
        ],
      ),
    ];
  });
  const desGaranties = stock.programmes.flatMap((programme) => {
    const { code, garanties, reservations } = programme;
    if (!aUnTaux(garanties)) return [];
    return [
      explicable(
        {
          cible: `programmes/${code}/garanties`,
          titre: titreDesGaranties(code),
          valeur: garanties.taux,
          unite: "%",
          dateDeDroit,
        },
        () => [
          etapeDesGaranties(stock, programme, garanties.taux),
          ...etapesDuSupplement(stock, reservations, false),
        ],
      ),
    ];
  });
  return new Map([...duPrefet, ...desGaranties]);
}
