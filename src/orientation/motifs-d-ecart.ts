import { citer } from "../droit/articles.js";
import { valeurLegale } from "../droit/parametres.js";
import { dateEnFrancais } from "../droit/periodes.js";
import type { Texte } from "../droit/texte.js";
import { cleDeSecteur } from "../modele/secteurs.js";
import { NON_RESERVES } from "../modele/vocabulaire.js";
import type { Tour } from "./dossiers.js";
import type { Liberation } from "./evenements.js";
import { type Registre, resilieeDepuis } from "./registre.js";

export function motifIdentifie(date: string): Texte {
  const article = citer({ article: "L. 441-1", passage: "réservations en flux" }, date);
  return {
    fr: `Logement identifié, que la loi garde hors du flux : ${article}.`,
    en: `Identified dwelling, which the law keeps outside the flow: ${article}.`,
  };
}

export function motifEnStock(date: string): Texte {
  const echeance = valeurLegale("echeanceDeMiseEnConformite", date);
  return {
    fr: `Logement resté réservé en stock : il revient à son réservataire, hors du partage. Échéance rapportée de la mise en conformité des conventions en stock : ${dateEnFrancais(echeance)}.`,
    en: `Dwelling still reserved in stock: it goes to its holder, outside the sharing. Reported deadline for bringing stock agreements into compliance: ${echeance}.`,
  };
}

export function motifDuMaire({ echec }: Tour, date: string): Texte {
  const reference = { article: "L. 441-1", passage: "échec en QPV" } as const;
  const [francais, anglais] = [citer(reference, date), citer(reference, date, "en")];
  return echec?.type === "absence-de-candidat"
    ? {
        fr: `En QPV, aucun candidat n'a été présenté : les parties ont stipulé que le logement va alors au maire, comme après l'échec d'une attribution. ${francais}.`,
        en: `In a QPV, no candidate was presented: the parties stipulated that the dwelling then goes to the mayor, as after a failed letting. ${anglais}.`,
      }
    : {
        fr: `En QPV, l'attribution à un candidat présenté n'a pas abouti : la loi met le logement à la disposition du maire, qui désigne des candidats autres que ceux du premier quartile de ressources. ${francais}.`,
        en: `In a QPV, the letting to a presented candidate failed: the law places the dwelling at the disposal of the mayor, who designates candidates other than those of the lowest income quartile. ${anglais}.`,
      };
}

export function motifDeLEcart(
  registre: Registre,
  { date, ...lieu }: Liberation,
  reservataire: string,
  article: string,
): Texte {
  const secteur = cleDeSecteur({ ...lieu, epci: null });
  if (reservataire === NON_RESERVES)
    return {
      fr: `Les parts convenues prennent tout le flux de ${secteur} : il ne reste rien au bailleur.`,
      en: `The agreed shares take the whole flow of ${secteur}: nothing is left to the landlord.`,
    };
  const depuis = resilieeDepuis(registre, reservataire, date);
  return depuis === undefined
    ? {
        fr: `Pas de part dans ${secteur} : hors de son territoire, ou taux nul. Territoire des réservataires du bloc communal : ${article}.`,
        en: `No share in ${secteur}: outside its territory, or zero rate. Territory of municipal-level holders: ${article}.`,
      }
    : {
        fr: `Convention résiliée depuis le ${dateEnFrancais(depuis)} : la part revient au bailleur, en attendant une autre répartition.`,
        en: `Agreement terminated since ${depuis}: the share goes back to the landlord until another sharing.`,
      };
}
