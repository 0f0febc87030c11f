import { constaterSoustractions } from "../assiette/constater-soustractions.js";
import { type Constat, constater } from "../modele/constats.js";
import { enDeuxLangues } from "../modele/plume.js";
import { PERIMETRE } from "../modele/secteurs.js";
import { LOCALISATIONS } from "../modele/vocabulaire.js";
import { perimetreDe } from "../orientation/registre.js";
import { compterFlux } from "./emploi-des-liberations.js";
import { relogementsComptes } from "./relogements.js";
import type { RegistreLu } from "./secteurs-du-bilan.js";

/** Les soustractions réelles se contrôlent comme les prévues ; s'y ajoutent une année vide et les relogements que la loi compte. */
export function constaterLeBilan(lAnnee: RegistreLu, precedents: readonly RegistreLu[]): Constat[] {
  const { registre, histoires } = lAnnee;
  const { annee } = perimetreDe(registre);
  const localises = LOCALISATIONS.map((localisation) => ({
    localisation,
    ...compterFlux(
      registre,
      histoires.filter(({ liberation }) => liberation.localisation === localisation),
    ),
  }));
  const relogements = relogementsComptes(
    [lAnnee, ...precedents].flatMap((lu) => lu.histoires),
    annee,
  );
  return [
    ...constaterSoustractions(localises, registre.provenance.dateDeDroit),
    ...(histoires.length > 0 ? [] : [constaterAnneeVide(annee)]),
    ...(relogements === 0 ? [] : [constaterRelogements(relogements, annee)]),
  ];
}

function constaterAnneeVide(annee: number): Constat {
  return constater("ANNEE_SANS_LIBERATION", {
    territoire: PERIMETRE.fr,
    chiffres: [{ nom: "année", valeur: String(annee) }],
    message: {
      fr: `Le registre de ${annee} n'a aucune libération : il n'y a rien à en compter.`,
      en: `The register of ${annee} has no vacancy: there is nothing to count in it.`,
    },
  });
}

function constaterRelogements(nombre: number, annee: number): Constat {
  return constater("RELOGEMENTS_A_DEUX_COMPTES", {
    territoire: PERIMETRE.fr,
    chiffres: [{ nom: "relogements", valeur: String(nombre) }],
    message: enDeuxLangues(({ logements, mot }) =>
      mot(
        `Relogements du renouvellement urbain ou de copropriétés dégradées, attribués en ${annee} : ${logements(nombre)}. Ils sont hors du flux ; leurs baux signés hors QPV comptent pour la mixité (L. 441-1) : deux comptes distincts, et non un double compte.`,
        `Rehousing from urban renewal or run-down condominiums, let in ${annee}: ${logements(nombre)}. They are out of the flow; their leases signed outside QPV count for the mix (L. 441-1): two separate counts, not a double count.`,
      ),
    ),
  });
}
