import type { TauxDeRotation } from "../conversion/mesurer-taux-de-rotation.js";
import { dateEnFrancais } from "../droit/periodes.js";
import type { Texte } from "../droit/texte.js";
import { trierParCodes } from "../exact/ordre.js";
import { champDe } from "../modele/donnee-pure.js";
import { enDeuxLangues } from "../modele/plume.js";
import { jsonCanonique } from "../modele/provenance.js";
import { type NomDeStipulation, STIPULATIONS } from "../modele/stipulations.js";
import { direLaPart } from "../modele/vocabulaire.js";
import { codeDe } from "./conventions-de-l-annee.js";
import {
  type AnneeDeScenario,
  type PartSimulee,
  type Scenario,
  SELON_LA_CONVERSION,
  type VerbeSimule,
} from "./scenario.js";

/** Ce en quoi deux scénarios diffèrent, sur un point. */
export interface Cause {
  /** `stipulations.convertirStockEnFlux.methodeDeConversion`, `conventions.als`, `annees.2025.operations`… */
  readonly cause: string;
  readonly intitule: Texte;
  /** Ce que chacun dit ; `null` s'il n'en dit rien, ou si c'est trop long pour se lire. */
  readonly une: Texte | null;
  readonly autre: Texte | null;
}

/** Une cause, et le scénario où elle prend ce qu'un autre dit. */
export interface CauseApplicable extends Cause {
  readonly appliquer: (scenario: Scenario) => Scenario;
}

/** Un point où deux scénarios peuvent différer : ce qu'un scénario en dit, et comment le lui faire dire autrement. */
interface Point {
  readonly cause: string;
  readonly intitule: Texte;
  readonly lire: (scenario: Scenario) => unknown;
  readonly ecrire: (scenario: Scenario, valeur: unknown) => Scenario;
  /** La valeur en quelques mots ; à défaut, telle qu'elle s'écrit si elle est courte. */
  readonly dire?: (valeur: never) => Texte;
}

const LONGUEUR_LISIBLE = 200;

/** Ce qui sépare deux scénarios de mêmes années, dans l'ordre de la procédure. */
export function causesEntre(une: Scenario, autre: Scenario): CauseApplicable[] {
  return pointsDe(une, autre).flatMap(({ cause, intitule, lire, ecrire, dire }) => {
    const [chezUne, chezAutre] = [lire(une), lire(autre)];
    if (jsonOuRien(chezUne) === jsonOuRien(chezAutre)) return [];
    return [
      {
        cause,
        intitule,
        une: lisible(chezUne, dire),
        autre: lisible(chezAutre, dire),
        appliquer: (scenario: Scenario) => ecrire(scenario, chezAutre),
      },
    ];
  });
}

function jsonOuRien(valeur: unknown): string | undefined {
  return valeur === undefined ? undefined : jsonCanonique(valeur);
}

function lisible(valeur: unknown, dire: Point["dire"]): Texte | null {
  if (valeur === undefined) return null;
  if (dire !== undefined) return dire(valeur as never);
  const ecrit = typeof valeur === "string" ? valeur : jsonCanonique(valeur);
  return ecrit.length > LONGUEUR_LISIBLE ? null : { fr: ecrit, en: ecrit };
}

function pointsDe(une: Scenario, autre: Scenario): Point[] {
  const stipulationsDe = (verbe: VerbeSimule) => desStipulations(verbe, une, autre);
  return [
    champ("inventaire", { fr: "L'inventaire de départ", en: "The starting inventory" }, direLInventaire),
    ...stipulationsDe("consoliderEtatDesLieux"),
    champ("tauxDeRotation", { fr: "Le taux de rotation", en: "The turnover rate" }, direLeTaux),
    ...stipulationsDe("convertirEnDroitsUniques"),
    ...desAnnees(une, PREVISIONS),
    ...stipulationsDe("calculerAssiette"),
    champ("partsFixees", {
      fr: "Les parts du préfet et du bailleur, fixées avant le prorata",
      en: "The prefect's and the landlord's shares, set before the prorata",
    }),
    ...stipulationsDe("convertirStockEnFlux"),
    ...stipulationsDe("simuler"),
    ...desConventions(une, autre),
    champ("derogations", { fr: "Les dérogations", en: "The derogations" }),
    champ("reprises", { fr: "Les reprises par le préfet", en: "The prefect's takeovers" }),
    champ("epciSurPlusieursPerimetres", {
      fr: "Les EPCI sur plusieurs périmètres",
      en: "The EPCI over several perimeters",
    }),
    ...stipulationsDe("repartirFlux"),
    ...stipulationsDe("fixerObjectifsDeFlux"),
    ...stipulationsDe("ouvrirRegistre"),
    ...desAnnees(une, REALISE),
    ...stipulationsDe("tenirCompteDeDroits"),
  ];
}

function direLInventaire({ logements }: NonNullable<Scenario["inventaire"]>): Texte {
  return enDeuxLangues(({ logements: ecrire }) => ecrire(logements.length));
}

function direLeTaux({ taux, territoire, millesime }: TauxDeRotation): Texte {
  return enDeuxLangues(({ pourCent }) => `${pourCent(taux)} (${territoire}, ${millesime})`);
}

function champ(
  nom: Exclude<keyof Scenario, "annees" | "conventions" | "stipulations">,
  intitule: Texte,
  dire?: Point["dire"],
): Point {
  return {
    cause: nom,
    intitule,
    ...(dire === undefined ? {} : { dire }),
    lire: (scenario) => scenario[nom],
    ecrire: (scenario, valeur) => sansIndefini({ ...scenario, [nom]: valeur }) as Scenario,
  };
}

function sansIndefini<T extends object>(objet: T): Partial<T> {
  return Object.fromEntries(Object.entries(objet).filter(([, valeur]) => valeur !== undefined)) as Partial<T>;
}

/** Chaque stipulation d'un verbe que l'un des deux nomme. */
function desStipulations(verbe: VerbeSimule, une: Scenario, autre: Scenario): Point[] {
  const noms = [une, autre].flatMap(({ stipulations }) => Object.keys(stipulations[verbe] ?? {}));
  return trierParCodes([...new Set(noms)], (nom) => nom).map((nom) => ({
    cause: `stipulations.${verbe}.${nom}`,
    intitule: STIPULATIONS[nom as NomDeStipulation]?.question ?? { fr: nom, en: nom },
    lire: ({ stipulations }) => (stipulations[verbe] as Record<string, unknown> | undefined)?.[nom],
    ecrire: (scenario, valeur) => {
      const siennes = sansIndefini({ ...scenario.stipulations[verbe], [nom]: valeur });
      return {
        ...scenario,
        stipulations: sansIndefini({
          ...scenario.stipulations,
          [verbe]: Object.keys(siennes).length === 0 ? undefined : siennes,
        }),
      };
    },
  }));
}

type ChampDAnnee = Exclude<keyof AnneeDeScenario, "annee">;

/** Un champ d'une année, et ce qu'il contient, en quelques mots. */
interface PartieDAnnee {
  readonly champ: ChampDAnnee;
  readonly intitule: Texte;
  readonly dire: (valeur: never) => Texte;
}

const PREVISIONS: readonly PartieDAnnee[] = [
  {
    champ: "secteurs",
    intitule: { fr: "libérations et logements soustraits prévus", en: "forecast vacancies and removals" },
    dire: (secteurs: AnneeDeScenario["secteurs"]) => {
      const liberations = secteurs.reduce((total, secteur) => total + secteur.liberations, 0);
      const soustraits = secteurs
        .flatMap((secteur) => Object.values(secteur.soustraits ?? {}))
        .reduce<number>((total, nombre) => total + (nombre ?? 0), 0);
      return {
        fr: `libérations ${liberations}, soustraits ${soustraits}`,
        en: `vacancies ${liberations}, removals ${soustraits}`,
      };
    },
  },
  {
    champ: "operations",
    intitule: { fr: "opérations de relogement", en: "rehousing operations" },
    dire: (operations: NonNullable<AnneeDeScenario["operations"]>) =>
      enumerer(operations.map(({ operation, relogements }) => [operation, relogements])),
  },
  {
    champ: "programmes",
    intitule: { fr: "programmes mis en service", en: "new programmes" },
    dire: (programmes: NonNullable<AnneeDeScenario["programmes"]>) =>
      enumerer(programmes.map(({ programme, logements }) => [programme, logements.length])),
  },
  {
    champ: "sorties",
    intitule: { fr: "sorties du parc", en: "dwellings leaving the stock" },
    dire: (sorties: readonly string[]) => enDeuxLangues(({ logements }) => logements(sorties.length)),
  },
];
const REALISE: readonly PartieDAnnee[] = [
  {
    champ: "journal",
    intitule: { fr: "journal", en: "journal" },
    dire: direLeNombre("événements", "events"),
  },
  {
    champ: "mouvements",
    intitule: { fr: "mouvements de droits", en: "movements of rights" },
    dire: direLeNombre("mouvements", "movements"),
  },
];

function direLeNombre(fr: string, en: string) {
  return (liste: readonly unknown[]): Texte => ({
    fr: `${fr} : ${liste.length}`,
    en: `${en}: ${liste.length}`,
  });
}

function enumerer(nommes: readonly (readonly [nom: string, logements: number])[]): Texte {
  return enDeuxLangues(({ logements, separateur, mot }) =>
    nommes.length === 0
      ? mot("aucun", "none")
      : nommes.map(([nom, nombre]) => `${nom}, ${logements(nombre)}`).join(separateur),
  );
}

function desAnnees({ annees }: Scenario, parties: readonly PartieDAnnee[]): Point[] {
  return annees.flatMap(({ annee }, rang) =>
    parties.map(({ champ: nom, intitule, dire }) => ({
      cause: `annees.${annee}.${nom}`,
      intitule: enDeuxLangues(({ texte, mot }) => `${annee}${mot(" : ", ": ")}${texte(intitule)}`),
      dire,
      lire: (scenario: Scenario) => scenario.annees[rang]?.[nom],
      ecrire: (scenario: Scenario, valeur: unknown) => ({
        ...scenario,
        annees: scenario.annees.map((ligne, position) =>
          position === rang ? (sansIndefini({ ...ligne, [nom]: valeur }) as AnneeDeScenario) : ligne,
        ),
      }),
    })),
  );
}

/** Ce que le bailleur convient avec chacun : toutes ses conventions, l'une après l'autre ; ou un acte à plusieurs. */
function desConventions(une: Scenario, autre: Scenario): Point[] {
  const cles = [une, autre].flatMap(({ conventions }) => conventions.map(cleDe));
  return trierParCodes([...new Set(cles)], (cle) => cle).map((cle) => ({
    cause: `conventions.${cle}`,
    intitule: nommerLaConvention(cle, [...une.conventions, ...autre.conventions]),
    lire: ({ conventions }) => {
      const siennes = conventions.filter((convention) => cleDe(convention) === cle);
      return siennes.length === 0 ? undefined : siennes;
    },
    dire: direLesConventions,
    ecrire: (scenario, valeur) => ({
      ...scenario,
      conventions: [
        ...scenario.conventions.filter((convention) => cleDe(convention) !== cle),
        ...((valeur as Scenario["conventions"] | undefined) ?? []),
      ],
    }),
  }));
}

function cleDe(convention: Scenario["conventions"][number]): string {
  return codeDe(convention) ?? String(champDe(convention, "reference"));
}

function nommerLaConvention(cle: string, conventions: Scenario["conventions"]): Texte {
  const nom = conventions.find((convention) => codeDe(convention) === cle)?.reservataire?.nom;
  const lisible = nom === undefined || nom === cle ? cle : `${nom} (${cle})`;
  return { fr: `Convention : ${lisible}`, en: `Agreement: ${lisible}` };
}

/** Les parts de chaque convention, depuis sa date d'effet : « dès le 01/01/2024, garantie d'emprunt : 12,5 % (uniforme) ». */
function direLesConventions(conventions: Scenario["conventions"]): Texte {
  return enDeuxLangues(({ texte, pourCent, mot, separateur }) =>
    trierParCodes([...conventions], ({ dateDEffet }) => dateDEffet)
      .map((convention) => {
        const parts: readonly PartSimulee[] =
          convention.parties === undefined
            ? convention.parts
            : convention.parties.flatMap((partie) => partie.parts);
        const dites = parts.map((part) => {
          const taux =
            part.taux === SELON_LA_CONVERSION
              ? mot("taux de la conversion", "rate of the conversion")
              : pourCent(String(part.taux));
          return `${texte(direLaPart(part))}${mot(" : ", ": ")}${taux} (${part.localisation})`;
        });
        const depuis = mot(
          `dès le ${dateEnFrancais(convention.dateDEffet)}`,
          `from ${convention.dateDEffet}`,
        );
        return `${depuis}, ${dites.length === 0 ? mot("sans part", "no share") : dites.join(" + ")}`;
      })
      .join(separateur),
  );
}
