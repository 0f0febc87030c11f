import { valeurLegale } from "../droit/parametres.js";
import { BLOC_COMMUNAL, COLLECTIVITES } from "../droit/reservataires.js";
import { type Fraction, fraction, pourCentDe } from "../exact/fraction.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { lireTaux } from "../exact/taux.js";
import { cleDeSecteur } from "../modele/secteurs.js";
import { NON_RESERVES, type Territoire } from "../modele/vocabulaire.js";
import type { Repartition } from "../repartition/repartir-flux.js";
import { type CelluleDObjectif, estDuContingent } from "./tableau-des-objectifs.js";

/** Des cellules, et ce qu'elles peuvent prendre ensemble, en logements exacts. */
export interface LimiteDuFlux {
  /** Rangs des cellules. */
  readonly cellules: readonly number[];
  readonly maximum: Fraction;
}

/** Le plafond des garanties sur un territoire. */
export interface PlafondDesGaranties extends LimiteDuFlux {
  readonly territoire: Territoire;
}

/** Vrai des parts que le plafond des garanties compte : le bloc communal, ou ceux dont les parties ont convenu. */
export function estUneGarantie({
  conventions,
  stipulations: { garantsDuPlafond = "bloc-communal" },
}: Repartition): (cellule: CelluleDObjectif) => boolean {
  const categories = garantsDuPlafond === "bloc-communal" ? BLOC_COMMUNAL : COLLECTIVITES;
  const garants = new Set(
    conventions
      .filter(({ reservataire }) => categories.includes(reservataire.categorie))
      .map(({ reservataire }) => reservataire.code),
  );
  return ({ reservataire, contrepartie }) =>
    contrepartie === "garantie-d-emprunt" && garants.has(reservataire);
}

/** Le plafond des garanties là où il se juge : chaque commune, puis chaque EPCI que le périmètre contient tout entier. */
export function plafondsDesGaranties(
  cellules: readonly CelluleDObjectif[],
  repartition: Repartition,
): PlafondDesGaranties[] {
  const taux = valeurLegale("plafondGaranties", repartition.provenance.dateDeDroit);
  if (taux === null) return [];
  const compte = estUneGarantie(repartition);
  const juger = (territoire: Territoire, rangs: readonly number[]): PlafondDesGaranties => ({
    territoire,
    cellules: rangs.filter((rang) => compte(cellules[rang] as CelluleDObjectif)),
    maximum: pourCentDe(
      lireTaux(taux),
      fraction(fluxDe(rangs.map((rang) => cellules[rang] as CelluleDObjectif))),
    ),
  });
  const selon = (code: (cellule: CelluleDObjectif) => string) =>
    regrouperParCodes([...cellules.keys()], (rang) => code(cellules[rang] as CelluleDObjectif));
  return [
    ...selon(({ secteur }) => secteur.commune ?? "").map(([commune, rangs]) =>
      juger(commune === "" ? { type: "perimetre" } : { type: "commune", commune }, rangs),
    ),
    ...selon(({ secteur }) => secteur.epci ?? "")
      .filter(([epci]) => epci !== "" && !repartition.epciSurPlusieursPerimetres.includes(epci))
      .map(([epci, rangs]) => juger({ type: "epci", epci }, rangs)),
  ];
}

/** Les plafonds des agents de l'État et du préfet, sur tout le périmètre. */
export function plafondsDuContingent(
  cellules: readonly CelluleDObjectif[],
  { assiette, plafondsDuPrefet: { prefet, agents } }: Repartition,
): LimiteDuFlux[] {
  const plafonner = (taux: string | null, retenir: (cellule: CelluleDObjectif) => boolean): LimiteDuFlux[] =>
    taux === null
      ? []
      : [
          {
            cellules: rangsDe(cellules, retenir),
            maximum: pourCentDe(lireTaux(taux), fraction(assiette.flux)),
          },
        ];
  return [
    ...plafonner(agents, ({ contingent }) => contingent === "agents-civils-et-militaires"),
    ...plafonner(prefet, estDuContingent),
  ];
}

/** Dans chaque secteur, les parts ne font pas plus que son flux. */
export function limitesDesSecteurs(cellules: readonly CelluleDObjectif[]): LimiteDuFlux[] {
  const reservees = rangsDe(cellules, ({ reservataire }) => reservataire !== NON_RESERVES);
  return regrouperParCodes(reservees, (rang) =>
    cleDeSecteur((cellules[rang] as CelluleDObjectif).secteur),
  ).map(([, rangs]) => ({
    cellules: rangs,
    maximum: fraction(fluxDe(rangs.map((rang) => cellules[rang] as CelluleDObjectif))),
  }));
}

function rangsDe(
  cellules: readonly CelluleDObjectif[],
  retenir: (cellule: CelluleDObjectif) => boolean,
): number[] {
  return cellules.flatMap((cellule, rang) => (retenir(cellule) ? [rang] : []));
}

function fluxDe(cellules: readonly CelluleDObjectif[]): number {
  const secteurs = new Map(cellules.map(({ secteur }) => [cleDeSecteur(secteur), secteur.flux]));
  return [...secteurs.values()].reduce((total, flux) => total + flux, 0);
}
