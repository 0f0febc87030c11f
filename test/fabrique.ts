import {
  type Assiette,
  type CategorieDeReservataire,
  type Contingent,
  type Contrepartie,
  type Convention,
  calculerAssiette,
  type LocalisationDePart,
  type LogementLibere,
  type Repartition,
  repartirFlux,
  type Territoire,
} from "gestion-en-flux";

export const DATE = "2024-01-01";
export const PERIMETRE = { bailleur: "999999999", departement: "77", annee: 2024 };
export const PARTOUT: Territoire = { type: "perimetre" };

export const commune = (code: string): Territoire => ({ type: "commune", commune: code });
export const epci = (siren: string): Territoire => ({ type: "epci", epci: siren });

interface PartDemandee {
  readonly taux: string | number;
  readonly contrepartie?: Contrepartie;
  readonly contingent?: Contingent;
  readonly localisation?: LocalisationDePart;
}

export function convention(
  code: string,
  categorie: CategorieDeReservataire,
  territoire: Territoire,
  parts: readonly PartDemandee[],
  modeDeGestion: Convention["modeDeGestion"] = "directe",
) {
  return {
    reservataire: { code, nom: code, categorie, territoire },
    dateDeSignature: "2023-11-01",
    dateDEffet: DATE,
    modeDeGestion,
    parts: parts.map(({ contrepartie = "garantie-d-emprunt" as const, ...part }) => ({
      contrepartie,
      localisation: "uniforme" as LocalisationDePart,
      ...part,
    })),
  };
}

/** Le contingent préfectoral : publics prioritaires et agents de l'État. */
export function prefet(publics: string | number, agents: string | number) {
  const contrepartie = "contingent-prefectoral" as const;
  return convention(
    "prefet",
    "prefet",
    PARTOUT,
    [
      { contrepartie, contingent: "publics-prioritaires", taux: publics },
      { contrepartie, contingent: "agents-civils-et-militaires", taux: agents },
    ],
    "deleguee",
  );
}

export interface SecteurDemande {
  readonly commune?: string;
  readonly localisation?: "hors-qpv" | "qpv";
  readonly epci?: string | null;
  readonly flux: number;
}

/** Une assiette dont chaque secteur a le flux demandé. */
export function assietteDe(secteurs: readonly SecteurDemande[], date = DATE): Assiette {
  return calculerAssiette(
    {
      date,
      perimetre: PERIMETRE,
      secteurs: secteurs.map(
        ({ commune: code = "77288", localisation = "hors-qpv", epci: siren = null, flux }) => ({
          commune: code,
          localisation,
          epci: siren,
          liberations: flux,
        }),
      ),
    },
    { premieresMisesEnLocation: "hors-flux" },
  );
}

export function repartitionDe(
  secteurs: readonly SecteurDemande[],
  conventions: readonly ReturnType<typeof convention>[],
): Repartition {
  return repartirFlux({ assiette: assietteDe(secteurs), conventions });
}

/** Un logement libéré, hors QPV à Melun sauf mention contraire. */
export function libere(
  liberation: string,
  date: string,
  champs: Partial<LogementLibere> = {},
): LogementLibere {
  return {
    liberation,
    date,
    logement: "9900000001",
    commune: "77288",
    localisation: "hors-qpv",
    typologie: "T3",
    financement: "PLUS",
    periodeDeConstruction: "1949-1974",
    statut: "dans-le-flux",
    premiereMiseEnLocation: false,
    ...champs,
  };
}

export const REGISTRE = { decompte: "mise-a-disposition", echec: "annule", report: "aucun" } as const;
