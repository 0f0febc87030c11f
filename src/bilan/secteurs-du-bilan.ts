import type { ComptesDuFlux } from "../assiette/comptes-du-flux.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { cleDeSecteur } from "../modele/secteurs.js";
import type { Localisation } from "../modele/vocabulaire.js";
import { perimetreDe, type Registre, secteurDe } from "../orientation/registre.js";
import { compterFlux } from "./emploi-des-liberations.js";
import { type Histoire, misesADispositionDe } from "./histoires.js";
import { type CompteursDuBilan, compterPassages } from "./lignes-du-bilan.js";
import { type ComptesDesSuites, compterSuites } from "./suites-des-mises-a-disposition.js";

/** Un secteur du bilan : A, B et C réalisés sur ses libérations de l'année, et ce qui s'y est fait. */
export interface SecteurDuBilan extends ComptesDuFlux {
  readonly commune: string;
  readonly localisation: Localisation;
  /** L'EPCI que la répartition de l'année, à défaut celle d'avant, lui donne. */
  readonly epci: string | null;
  /** Les logements mis à la disposition du maire. */
  readonly maires: CompteursDuBilan;
  /** Les mises à disposition de l'année, maires compris. */
  readonly suites: ComptesDesSuites;
}

/** Un registre lu pour le bilan, et ses libérations. */
export interface RegistreLu {
  readonly registre: Registre;
  readonly histoires: readonly Histoire[];
}

/** Les secteurs où un des registres a une libération, dans l'ordre ; A, B et C ne comptent que celui de l'année. */
export function secteursDuBilan(lAnnee: RegistreLu, precedents: readonly RegistreLu[]): SecteurDuBilan[] {
  const { annee } = perimetreDe(lAnnee.registre);
  const situees = [lAnnee, ...precedents].flatMap((lu) => lu.histoires.map((histoire) => ({ lu, histoire })));
  return regrouperParCodes(situees, ({ histoire: { liberation } }) =>
    cleDeSecteur({ ...liberation, epci: null }),
  ).flatMap(([, groupe]) => {
    const [premiere] = groupe;
    if (premiere === undefined) return [];
    const { commune, localisation } = premiere.histoire.liberation;
    const histoires = groupe.map(({ histoire }) => histoire);
    const passages = histoires.flatMap((histoire) => histoire.passages);
    return [
      {
        commune,
        localisation,
        epci: epciDe(lAnnee.registre, premiere),
        ...compterFlux(
          lAnnee.registre,
          groupe.filter(({ lu }) => lu === lAnnee).map(({ histoire }) => histoire),
        ),
        maires: compterPassages(
          passages.filter(({ reservataire }) => reservataire === null),
          annee,
        ),
        suites: compterSuites(misesADispositionDe(histoires, annee)),
      },
    ];
  });
}

function epciDe(
  deLAnnee: Registre,
  { lu, histoire: { liberation } }: { readonly lu: RegistreLu; readonly histoire: Histoire },
): string | null {
  const date = `${perimetreDe(deLAnnee).annee}-12-31`;
  const secteur = secteurDe(deLAnnee, { ...liberation, date }) ?? secteurDe(lu.registre, liberation);
  return secteur?.epci ?? null;
}
