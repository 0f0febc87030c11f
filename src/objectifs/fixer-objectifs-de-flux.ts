import * as z from "zod";
import { sommer } from "../exact/fraction.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { controlerAnneeSuivante } from "../modele/annee-suivante.js";
import type { Constat } from "../modele/constats.js";
import type { EnLecture } from "../modele/en-lecture.js";
import { CalculImpossible } from "../modele/erreurs.js";
import { type Provenance, relire, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import { cleDeSecteur, type Secteur } from "../modele/secteurs.js";
import { choixDe } from "../modele/stipulations.js";
import {
  type Contingent,
  type FondementDePart,
  NON_RESERVES,
  type Territoire,
} from "../modele/vocabulaire.js";
import type { Repartition } from "../repartition/repartir-flux.js";
import { arrondirObjectifs, type CelluleArrondie, type PrixDUneLimite } from "./arrondir-objectifs.js";
import { constaterArrondiImpossible, constaterObjectifs } from "./constater-objectifs.js";
import type { EchangeDObjectifs } from "./rapprocher-objectifs.js";
import { arreterReports, type ReportDePart, reporterRestes, restesDe } from "./reporter-restes.js";
import { cellulesDesObjectifs } from "./tableau-des-objectifs.js";

const schemaStipulations = z.strictObject({
  reportDesRestes: choixDe("reportDesRestes").optional(),
  jugementDesGaranties: choixDe("jugementDesGaranties").optional(),
  jugementDuPlancherHorsQpv: choixDe("jugementDuPlancherHorsQpv").optional(),
});

/** @useDeclaredType */
export type StipulationsDObjectifs = EnLecture<z.infer<typeof schemaStipulations>>;

/** Des logements exacts et l'entier qui les arrondit. */
export interface Objectif {
  /** La part convenue, sans arrondi. */
  readonly exact: ValeurExacte;
  /** Ce qui s'arrondit : la part convenue, sauf report d'un reste ou plafond tenu en logements entiers. */
  readonly retenu: ValeurExacte;
  /** Logements entiers. */
  readonly objectif: number;
}

/** L'objectif d'une part. */
export interface ObjectifDePart extends Objectif {
  readonly contrepartie: FondementDePart;
  readonly contingent: Contingent | null;
}

/** L'objectif d'un réservataire : la somme de ceux de ses parts, et de ceux de ses secteurs. */
export interface ObjectifDeReservataire extends Objectif {
  readonly reservataire: string;
  readonly parts: readonly ObjectifDePart[];
}

/** L'objectif d'une part dans un secteur. */
export interface ObjectifDeSecteur extends ObjectifDePart {
  readonly reservataire: string;
}

/** Un secteur : les objectifs y font exactement son flux. */
export interface ObjectifsDUnSecteur extends Secteur {
  readonly flux: number;
  readonly parts: readonly ObjectifDeSecteur[];
  readonly nonReserves: Objectif;
}

/** Ce que chaque réservataire reçoit sur une commune ou un EPCI. */
export interface ObjectifsDUnTerritoire {
  readonly territoire: Exclude<Territoire, { type: "perimetre" }>;
  readonly flux: number;
  readonly reservataires: readonly (Objectif & { readonly reservataire: string })[];
  readonly nonReserves: Objectif;
}

export interface Objectifs {
  readonly nature: "objectifs";
  readonly repartition: Repartition;
  /** C, en logements : la somme de tous les objectifs. */
  readonly flux: number;
  readonly reservataires: readonly ObjectifDeReservataire[];
  readonly nonReserves: Objectif;
  readonly secteurs: readonly ObjectifsDUnSecteur[];
  /** Totaux par EPCI, puis par commune ; vide pour une assiette sans détail. */
  readonly territoires: readonly ObjectifsDUnTerritoire[];
  readonly stipulations: StipulationsDObjectifs;
  /** Le compte des restes de chaque part ; `null` sans report. */
  readonly reports: readonly ReportDePart[] | null;
  /** Ce que change chaque limite tenue en logements entiers. */
  readonly prix: readonly PrixDUneLimite[];
  /** Les échanges faits après l'arrondi, dans l'ordre. */
  readonly echanges: readonly EchangeDObjectifs[];
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

const VERBE = "fixerObjectifsDeFlux";

/**
 * Fixe les objectifs de l'année en logements entiers, par réservataire, part et secteur, pour un total de C.
 *
 * Chaque objectif est la partie entière de sa valeur exacte ou l'entier au-dessus, et de même ses totaux : ceux d'une part
 * sur le périmètre, un EPCI, une commune ; ceux de chaque secteur, où ils font exactement le flux. Les logements qui restent à
 * placer vont aux plus forts restes, du périmètre au secteur, à égalité dans l'ordre des codes : c'est un choix de la
 * bibliothèque, les articles étant muets. Les totaux qu'aucun arrondi ne garantit — un réservataire à plusieurs parts dans une
 * commune ou un EPCI, et dans l'ensemble des QPV — sont rapprochés de leur valeur par des échanges, et signalés s'ils s'en écartent
 * encore. Les plafonds du préfet et des agents de l'État tiennent en logements entiers sur le périmètre ; une part déjà
 * au-dessus de son plafond reste telle que convenue, avec le constat de la répartition.
 *
 * Le plafond des garanties et le plancher du préfet hors QPV se jugent sur les parts exactes. Les tenir aussi en logements
 * entiers se stipule ; ce que cela change est rendu. Chacune de ces limites prend, dans l'arrondi, la place d'autres totaux, qui ne sont
 * plus qu'approchés : ce qu'un réservataire reçoit par toutes ses parts dans un secteur, pour la première ; ce qu'un volet du
 * contingent reçoit dans une commune ou un EPCI, pour la seconde. Ceux qui s'écartent de leur valeur sont signalés.
 *
 * Le report se stipule aussi : ce que l'arrondi d'une année ôte ou donne à une part passe à l'année suivante, dans la limite des
 * plafonds de celle-ci. Une commune seule réservataire, à qui reviennent 0,8 logement par an, en reçoit ainsi quatre en cinq ans.
 *
 * @param repartition - résultat de {@link repartirFlux}, sur le flux prévu de l'année
 * @param stipulations - `reportDesRestes`, demandée si `precedents` est donné ; `jugementDesGaranties` et
 * `jugementDuPlancherHorsQpv` : `logements-entiers` pour tenir la limite dans les objectifs aussi
 * @param precedents - les objectifs de l'année précédente, du même bailleur dans le même département
 * @returns l'objectif de chaque réservataire, de chaque part et du bailleur, en logements, sur le périmètre, par secteur,
 * et en totaux par commune et par EPCI ; le compte des reports, le prix des limites tenues en entiers, les échanges
 * @throws {@link ErreurDeSaisie} si l'entrée n'est pas une répartition, ou si les objectifs précédents ne sont pas ceux de l'année
 * d'avant dans le même périmètre
 * @throws {@link StipulationManquante} si des objectifs précédents sont donnés sans dire si leurs restes se reportent
 * @throws {@link CalculImpossible} si un secteur est sur-réservé : aucun objectif n'existe sans réduction convenue ; ou si les
 * plafonds interdisent tout arrondi
 * @article CCH, art. R. 441-5-2, I, al. 1 et II, al. 2, et R. 441-5-3, al. 2 (en vigueur depuis le 22/02/2020) pour les limites ;
 * l'arrondi est un choix, le report une stipulation
 * @category Objectifs
 * @example
 * const assiette = calculerAssiette(
 *   { date: "2024-01-01", liberations: 1000, soustraits: { mutations: 350 } },
 *   { premieresMisesEnLocation: "hors-flux" },
 * );
 * const repartition = repartirFlux({
 *   assiette,
 *   conventions: [
 *     {
 *       reservataire: { code: "prefet", nom: "Préfet", categorie: "prefet", territoire: { type: "perimetre" } },
 *       dateDeSignature: "2023-11-01",
 *       dateDEffet: "2024-01-01",
 *       modeDeGestion: "deleguee",
 *       parts: [
 *         { contrepartie: "contingent-prefectoral", contingent: "publics-prioritaires", taux: "25", localisation: "uniforme" },
 *         { contrepartie: "contingent-prefectoral", contingent: "agents-civils-et-militaires", taux: "5", localisation: "uniforme" },
 *       ],
 *     },
 *   ],
 * });
 * fixerObjectifsDeFlux(repartition).reservataires[0].parts.map((part) => part.objectif) // [32, 163]
 */
export function fixerObjectifsDeFlux(
  repartition: Repartition,
  stipulations: StipulationsDObjectifs = {},
  precedents?: Objectifs,
): Objectifs {
  const saisie = new Saisie(VERBE);
  const base = relire<Repartition>(saisie, saisie.recevoir(repartition), "repartition", []);
  const convenu = saisie.lireStipulations(schemaStipulations, stipulations);
  const passe = lirePrecedents(saisie, precedents, base);
  if (passe !== undefined && convenu !== undefined && convenu.reportDesRestes === undefined)
    saisie.exigerStipulation("reportDesRestes");
  const lue = saisie.certifier(base);
  const retenues = saisie.certifier(convenu);
  const surReservations = lue.constats.filter(
    ({ code, chiffres }) =>
      code === "SUR_RESERVATION" && chiffres.some(({ nom, valeur }) => nom === "flux" && valeur !== "0"),
  );
  if (surReservations.length > 0) throw new CalculImpossible(VERBE, surReservations);

  const exactes = cellulesDesObjectifs(lue);
  const restes = retenues.reportDesRestes !== "integral" ? null : passe === undefined ? [] : restesDe(passe);
  const dues = restes === null ? exactes : reporterRestes(exactes, restes, lue);
  const arrondi = arrondirObjectifs(dues, lue, {
    garanties: retenues.jugementDesGaranties === "logements-entiers",
    plancher: retenues.jugementDuPlancherHorsQpv === "logements-entiers",
  });
  if (arrondi.blocage !== undefined)
    throw new CalculImpossible(VERBE, [constaterArrondiImpossible(arrondi.blocage, arrondi.garanties)]);
  const { cellules, echanges, prix } = arrondi;
  const objectifs = cellules.map(({ objectif }) => objectif);
  const contenu = {
    reservataires: parReservataire(lue, cellules),
    nonReserves: totaliser(cellules.filter(estNonReserve)),
    secteurs: parSecteur(lue, cellules),
    territoires: parTerritoire(cellules),
    stipulations: retenues,
    reports: restes === null ? null : arreterReports(restes, dues, objectifs, lue),
    prix,
    echanges,
  };
  return sceller(
    {
      nature: "objectifs" as const,
      repartition: lue,
      flux: lue.assiette.flux,
      ...contenu,
      constats: constaterObjectifs(lue, cellules, contenu, passe),
    },
    {
      dateDeDroit: lue.provenance.dateDeDroit,
      entrees: { repartition: lue.provenance.sceau, precedents: passe?.provenance.sceau },
      stipulations: retenues,
    },
  );
}

/** Les objectifs de l'année d'avant, dans le même périmètre. */
function lirePrecedents(
  saisie: Saisie,
  precedents: unknown,
  repartition: Repartition | undefined,
): Objectifs | undefined {
  if (precedents === undefined) return undefined;
  const passe = relire<Objectifs>(saisie, saisie.recevoir(precedents, ["precedents"]), "objectifs", [
    "precedents",
  ]);
  if (passe === undefined || repartition === undefined) return undefined;
  const ici = repartition.assiette.perimetre;
  const avant = passe.repartition.assiette.perimetre;
  if (ici === null || avant === null) {
    saisie.refuser(
      [...(ici === null ? [] : ["precedents", "repartition"]), "assiette", "perimetre"],
      "CHAMP_MANQUANT",
      {
        fr: "Calculer les deux assiettes avec leur périmètre (bailleur, département, année) : il dit quelle année suit l'autre.",
        en: "Compute both bases with their perimeter (landlord, département, year): it says which year follows which.",
      },
    );
    return undefined;
  }
  controlerAnneeSuivante(saisie, ici, avant, ["precedents"]);
  return passe;
}

function estNonReserve({ reservataire }: CelluleArrondie): boolean {
  return reservataire === NON_RESERVES;
}

function totaliser(cellules: readonly CelluleArrondie[]): Objectif {
  return {
    exact: valeurExacte(sommer(cellules.map(({ exact }) => exact))),
    retenu: valeurExacte(sommer(cellules.map(({ retenu }) => retenu))),
    objectif: cellules.reduce((total, { objectif }) => total + objectif, 0),
  };
}

function parReservataire(
  { conventions, parts }: Repartition,
  cellules: readonly CelluleArrondie[],
): ObjectifDeReservataire[] {
  const siennes = new Map(regrouperParCodes(cellules, ({ reservataire }) => reservataire));
  return conventions
    .filter((convention) => convention.parts.length > 0)
    .map(({ reservataire: { code } }) => {
      const ici = siennes.get(code) ?? [];
      return {
        reservataire: code,
        ...totaliser(ici),
        parts: parts
          .filter(({ reservataire }) => reservataire === code)
          .map(({ contrepartie, contingent }) => ({
            contrepartie,
            contingent,
            ...totaliser(
              ici.filter(
                (cellule) => cellule.contrepartie === contrepartie && cellule.contingent === contingent,
              ),
            ),
          })),
      };
    });
}

function parSecteur({ secteurs }: Repartition, cellules: readonly CelluleArrondie[]): ObjectifsDUnSecteur[] {
  const siennes = new Map(regrouperParCodes(cellules, ({ secteur }) => cleDeSecteur(secteur)));
  return secteurs.map((secteur) => {
    const { commune, localisation, epci, flux } = secteur;
    const ici = siennes.get(cleDeSecteur(secteur)) ?? [];
    return {
      commune,
      localisation,
      epci,
      flux,
      parts: ici.flatMap((cellule) => {
        const { reservataire, contrepartie, contingent } = cellule;
        return contrepartie === null
          ? []
          : [{ reservataire, contrepartie, contingent, ...totaliser([cellule]) }];
      }),
      nonReserves: totaliser(ici.filter(estNonReserve)),
    };
  });
}

function parTerritoire(cellules: readonly CelluleArrondie[]): ObjectifsDUnTerritoire[] {
  const regrouper = (
    code: (secteur: Secteur) => string | null,
    nommer: (code: string) => ObjectifsDUnTerritoire["territoire"],
  ) =>
    regrouperParCodes(
      cellules.filter(({ secteur }) => code(secteur) !== null),
      ({ secteur }) => code(secteur) ?? "",
    ).map(([lieu, ici]) => {
      const fluxDesSecteurs = new Map(ici.map(({ secteur }) => [cleDeSecteur(secteur), secteur.flux]));
      return {
        territoire: nommer(lieu),
        flux: [...fluxDesSecteurs.values()].reduce((total, flux) => total + flux, 0),
        reservataires: regrouperParCodes(
          ici.filter((cellule) => !estNonReserve(cellule)),
          ({ reservataire }) => reservataire,
        ).map(([reservataire, siennes]) => ({ reservataire, ...totaliser(siennes) })),
        nonReserves: totaliser(ici.filter(estNonReserve)),
      };
    });
  return [
    ...regrouper(
      ({ epci }) => epci,
      (epci) => ({ type: "epci", epci }),
    ),
    ...regrouper(
      ({ commune }) => commune,
      (commune) => ({ type: "commune", commune }),
    ),
  ];
}
