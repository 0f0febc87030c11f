import {
  type Assiette,
  CalculImpossible,
  type CategorieDeReservataire,
  type CompteDeDroits,
  type Convention,
  type ConventionMultipartite,
  calculerAssiette,
  consigner,
  consoliderEtatDesLieux,
  convertirEnDroitsUniques,
  convertirStockEnFlux,
  type DroitsUniques,
  ErreurDeSaisie,
  ErreurGestionEnFlux,
  type EtatDesLieux,
  type Evenement,
  fixerObjectifsDeFlux,
  type MouvementDeDroits,
  type Objectifs,
  ouvrirRegistre,
  type Registre,
  type Repartition,
  type Reservataire,
  repartirFlux,
  type Scenario,
  SELON_LA_CONVERSION,
  type StockEnFlux,
  type simuler,
  tenirCompteDeDroits,
} from "gestion-en-flux";
import { compareCodes, moins, plus, type Rationnel, rationnel, valeur } from "./seconde-implementation.js";

/** Ce qu'une année donne, verbe par verbe ; `null` : pas demandé, ou impossible. */
export interface AnneeNaive {
  readonly annee: number;
  readonly etatDesLieux: EtatDesLieux | null;
  readonly droitsUniques: DroitsUniques | null;
  readonly assiette: Assiette;
  readonly stockEnFlux: StockEnFlux | null;
  readonly repartition: Repartition;
  readonly objectifs: Objectifs | null;
  readonly registre: Registre | null;
  readonly compteDeDroits: CompteDeDroits | null;
  readonly ecartes: readonly { readonly rang: number; readonly codes: readonly string[] }[];
  /** Un verbe a dit le calcul impossible. */
  readonly empechee: boolean;
}

type Exact = { readonly exact: string };
const lire = ({ exact }: Exact): Rationnel => {
  const [n = "0", d = "1"] = exact.split("/");
  return rationnel(BigInt(n), BigInt(d));
};
const somme = (valeurs: readonly Exact[]) => valeur(valeurs.map(lire).reduce(plus, rationnel(0)));

/** Ce que `simuler` refuse de lui-même : un taux que la conversion ne donne pas, un logement qui sort sans y être, une stipulation tue. */
class RefusNaif extends Error {}

function siPossible<T>(calcul: () => T): T | null {
  try {
    return calcul();
  } catch (erreur) {
    if (erreur instanceof CalculImpossible) return null;
    throw erreur;
  }
}

/** Les verbes, un par un, année après année : le parc se recompte depuis le départ, sans mémoire. */
export function simulerNaivement(scenario: Scenario): AnneeNaive[] {
  exigerLActualisation(scenario);
  const faites: AnneeNaive[] = [];
  for (const [rang, une] of scenario.annees.entries()) {
    const { annee } = une;
    const date = `${annee}-01-01`;
    const perimetre = { ...scenario.perimetre, annee };
    const dites = scenario.stipulations;
    const passees = scenario.annees.slice(0, rang);
    const veille = faites.at(-1);

    const entres = passees.flatMap(({ programmes = [] }) => programmes.flatMap((un) => un.logements));
    const sortis = passees.flatMap(({ sorties = [] }) => sorties);
    const logements = [...(scenario.inventaire?.logements ?? []), ...entres].filter(
      ({ numeroRpls }) => !sortis.includes(numeroRpls),
    );
    for (const sorti of une.sorties ?? [])
      if (logements.every(({ numeroRpls }) => numeroRpls !== sorti)) throw new RefusNaif(sorti);
    let etatDesLieux: EtatDesLieux | null = null;
    if (scenario.inventaire !== undefined) {
      etatDesLieux = consoliderEtatDesLieux(
        { ...scenario.inventaire, logements, date, perimetre },
        dites.consoliderEtatDesLieux ?? {},
      );
    }

    let droitsUniques: DroitsUniques | null = null;
    if (dites.convertirEnDroitsUniques !== undefined)
      droitsUniques = convertirEnDroitsUniques(
        { dateDEffet: date, etatDesLieux, tauxDeRotation: scenario.tauxDeRotation } as never,
        dites.convertirEnDroitsUniques as never,
      );

    const secteurs = une.secteurs.map((secteur) => {
      const ici = (lieu: { readonly commune: string; readonly localisation: string }) =>
        lieu.commune === secteur.commune && lieu.localisation === secteur.localisation;
      const soustraits: Record<string, number | undefined> = { ...secteur.soustraits };
      for (const { categorie, relogements } of (une.operations ?? []).filter(ici))
        soustraits[categorie] = (soustraits[categorie] ?? 0) + relogements;
      const neufs = (une.programmes ?? []).flatMap((un) => un.logements).filter(ici).length;
      return {
        ...secteur,
        ...(Object.keys(soustraits).length === 0 ? {} : { soustraits }),
        ...(neufs === 0 ? {} : { premieresMisesEnLocation: (secteur.premieresMisesEnLocation ?? 0) + neufs }),
      };
    });
    const assiette = calculerAssiette({ date, perimetre, secteurs }, dites.calculerAssiette as never);

    let stockEnFlux: StockEnFlux | null = null;
    if (dites.convertirStockEnFlux !== undefined)
      stockEnFlux = convertirStockEnFlux(
        {
          etatDesLieux,
          assiette,
          ...(droitsUniques === null ? { tauxDeRotation: scenario.tauxDeRotation } : { droitsUniques }),
          partsFixees: scenario.partsFixees,
        } as never,
        dites.convertirStockEnFlux as never,
      );

    const quiDonneLesTaux =
      dites.simuler?.actualisationDesParts === "aucune"
        ? (faites[0]?.stockEnFlux ?? stockEnFlux)
        : stockEnFlux;
    const repartition = repartirFlux(
      {
        assiette,
        conventions: conventionsAu(date, scenario).map((convention) => chiffrer(convention, quiDonneLesTaux)),
        ...(scenario.derogations && { derogations: scenario.derogations }),
        ...(scenario.reprises && { reprises: scenario.reprises }),
        ...(scenario.epciSurPlusieursPerimetres && {
          epciSurPlusieursPerimetres: scenario.epciSurPlusieursPerimetres,
        }),
      },
      dites.repartirFlux ?? {},
    );

    const reporte = dites.fixerObjectifsDeFlux?.reportDesRestes !== undefined;
    const objectifs = siPossible(() =>
      fixerObjectifsDeFlux(
        repartition,
        (dites.fixerObjectifsDeFlux ?? {}) as never,
        reporte ? (veille?.objectifs ?? undefined) : undefined,
      ),
    );

    const { registre, ecartes } =
      une.journal === undefined
        ? { registre: null, ecartes: [] }
        : consignerUnParUn(
            siPossible(() =>
              ouvrirRegistre(repartition, dites.ouvrirRegistre as never, veille?.registre ?? undefined),
            ),
            une.journal,
          );

    const compteDeDroits = tenirLeCompte(scenario, rang, {
      droitsUniques,
      objectifs,
      registre,
      veille,
    });
    faites.push({
      annee,
      etatDesLieux,
      droitsUniques,
      assiette,
      stockEnFlux,
      repartition,
      objectifs,
      registre,
      compteDeDroits,
      ecartes,
      empechee: objectifs === null || (une.journal !== undefined && registre === null),
    });
  }
  return faites;
}

/** Dès qu'une convention, même à venir, attend la conversion, plusieurs années demandent si elle se refait. */
function exigerLActualisation({ annees, conventions, stipulations }: Scenario): void {
  const attendue = conventions.some(({ parts = [] }) =>
    parts.some(({ taux }) => taux === SELON_LA_CONVERSION),
  );
  if (annees.length > 1 && attendue && stipulations.simuler?.actualisationDesParts === undefined)
    throw new RefusNaif("actualisationDesParts");
}

type UneConvention = Scenario["conventions"][number];

const titulairesDe = (une: UneConvention): readonly Reservataire[] =>
  une.parties === undefined ? [une.reservataire] : une.parties.map(({ reservataire }) => reservataire);

/** De chaque réservataire, la dernière convention qui a pris effet ; un acte à plusieurs, tant qu'il est le dernier de l'un d'eux. */
function conventionsAu(date: string, { conventions }: Scenario): UneConvention[] {
  const enVigueur = conventions.filter(({ dateDEffet }) => dateDEffet <= date);
  const plusRecente = (une: UneConvention, code: string) =>
    enVigueur.some(
      (autre) => autre.dateDEffet > une.dateDEffet && titulairesDe(autre).some((un) => un.code === code),
    );
  return enVigueur.filter((une) => !titulairesDe(une).every(({ code }) => plusRecente(une, code)));
}

/** La convention dont les taux à convertir sont écrits. */
function chiffrer(convention: UneConvention, stock: StockEnFlux | null): Convention | ConventionMultipartite {
  if (convention.parties !== undefined) return convention;
  const parts = convention.parts.map((part) => {
    if (part.taux !== SELON_LA_CONVERSION) return part;
    const proposee = stock?.parts.find(({ reservataire }) => reservataire === convention.reservataire.code);
    if (proposee === undefined) throw new RefusNaif(convention.reservataire.code);
    return { ...part, taux: proposee.taux.decimal };
  });
  return { ...convention, parts } as Convention;
}

function consignerUnParUn(ouvert: Registre | null, journal: readonly Evenement[]) {
  let registre = ouvert;
  const ecartes: { rang: number; codes: string[] }[] = [];
  for (const [rang, evenement] of journal.entries())
    try {
      if (registre !== null) registre = consigner(registre, evenement);
    } catch (erreur) {
      if (!(erreur instanceof ErreurDeSaisie)) throw erreur;
      ecartes.push({ rang, codes: erreur.problemes.map(({ code }) => code) });
    }
  return { registre, ecartes };
}

/** Le compte d'une année ouvre sur la clôture de la veille ; sans journal, chacun consomme son objectif. */
function tenirLeCompte(
  scenario: Scenario,
  rang: number,
  {
    droitsUniques,
    objectifs,
    registre,
    veille,
  }: Pick<AnneeNaive, "droitsUniques" | "objectifs" | "registre"> & {
    readonly veille: AnneeNaive | undefined;
  },
): CompteDeDroits | null {
  const une = scenario.annees[rang];
  const ouverture = veille === undefined ? droitsUniques : veille.compteDeDroits;
  if (une === undefined || ouverture === null) return null;
  if (une.journal === undefined ? objectifs === null : registre === null) return null;
  const connus = new Map<string, { code: string; nom: string; categorie: CategorieDeReservataire }>();
  for (const { code, nom, categorie } of [
    ...scenario.conventions.flatMap(titulairesDe),
    ...(scenario.inventaire?.reservataires ?? []),
  ])
    connus.set(code, { code, nom, categorie });
  const reprises = (scenario.reprises ?? []).map(({ code }) => code);
  const avecUnCompte = (code: string) => connus.get(code)?.categorie !== "prefet" && !reprises.includes(code);
  const supposes =
    registre === null
      ? (objectifs?.reservataires ?? [])
          .filter(({ reservataire, objectif }) => objectif > 0 && avecUnCompte(reservataire))
          .map(
            ({ reservataire, objectif }): MouvementDeDroits => ({
              type: "consommation",
              date: `${une.annee}-12-31`,
              mouvement: `objectif/${une.annee}/${reservataire}`,
              reservataire,
              droits: String(objectif),
            }),
          )
      : [];
  return tenirCompteDeDroits(
    {
      ouverture,
      au: `${une.annee}-12-31`,
      reservataires: [...connus.values()],
      mouvements: [...(une.mouvements ?? []), ...supposes],
      ...(registre === null ? {} : { registre }),
      ...(scenario.tauxDeRotation === undefined ? {} : { tauxDeRotation: scenario.tauxDeRotation }),
    },
    scenario.stipulations.tenirCompteDeDroits ?? {},
  );
}

const NON_RESERVES = "non-reserves";
const dernierLeBailleur = (a: string, b: string) =>
  Number(a === NON_RESERVES) - Number(b === NON_RESERVES) || compareCodes(a, b);

/** Une année telle que `simuler` la rend, moins le texte de ses constats. */
export function resumerNaivement(une: AnneeNaive) {
  const { annee, assiette, repartition, objectifs, droitsUniques, compteDeDroits, registre } = une;
  const { liberations, premieresMisesEnLocation, soustraits, flux } = assiette;
  const codes = new Set([
    NON_RESERVES,
    ...repartition.parts.map(({ reservataire }) => reservataire),
    ...(droitsUniques?.reservataires ?? []).map(({ reservataire }) => reservataire),
    ...(compteDeDroits?.comptes ?? []).map(({ reservataire }) => reservataire),
  ]);
  const reservataires = [...codes].sort(dernierLeBailleur).map((code) => {
    const duBailleur = code === NON_RESERVES;
    const logements = duBailleur
      ? repartition.nonReserves.logements
      : somme(repartition.parts.filter((p) => p.reservataire === code).map((p) => p.logements));
    const objectif = duBailleur
      ? objectifs?.nonReserves.objectif
      : (objectifs?.reservataires.find((o) => o.reservataire === code)?.objectif ?? 0);
    const compte = compteDeDroits?.comptes.find((c) => c.reservataire === code);
    const tenu = registre?.comptes.find((c) => c.reservataire === code);
    const du = tenu && rationnel(tenu.duEnCentMillioniemes, 100_000_000);
    const { reservataire: _, ...postes } = compte ?? {};
    return {
      reservataire: code,
      droitsUniques: droitsUniques?.reservataires.find((d) => d.reservataire === code)?.droitsUniques ?? null,
      compte: compte === undefined ? null : postes,
      tauxDuFlux:
        flux === 0 ? null : valeur(rationnel(lire(logements).n * 100n, lire(logements).d * BigInt(flux))),
      logements,
      objectif: objectifs === null ? null : objectif,
      du: du === undefined ? null : valeur(du),
      recus: tenu?.recus ?? null,
      ecart: du === undefined ? null : valeur(moins(du, rationnel(tenu?.recus ?? 0))),
    };
  });
  const faits = {
    etatDesLieux: une.etatDesLieux,
    droitsUniques,
    assiette,
    stockEnFlux: une.stockEnFlux,
    repartition,
    objectifs,
    compteDeDroits,
  };
  return {
    annee,
    comptes: { liberations, premieresMisesEnLocation, soustraits, flux },
    reservataires,
    ecartes: une.ecartes,
    empechee: une.empechee,
    constats: Object.values(faits).flatMap((fait) => fait?.constats ?? []),
    zones: [],
    sceaux: Object.fromEntries(
      Object.entries(faits).map(([nom, fait]) => [nom, fait?.provenance.sceau ?? null]),
    ),
  };
}

type Resume = ReturnType<typeof resumerNaivement>;

/** Toutes les années ensemble. */
export function cumulerNaivement(annees: readonly Resume[]) {
  const codes = new Set(annees.flatMap(({ reservataires }) => reservataires.map((r) => r.reservataire)));
  return [...codes].sort(dernierLeBailleur).map((code) => {
    const siennes = annees.flatMap(({ reservataires }) =>
      reservataires.filter(({ reservataire }) => reservataire === code),
    );
    const connues = siennes.filter(({ recus }) => recus !== null);
    const derniere = annees.at(-1)?.reservataires.find(({ reservataire }) => reservataire === code);
    return {
      reservataire: code,
      logements: somme(siennes.map(({ logements }) => logements)),
      objectifs: annees.some(({ empechee }) => empechee)
        ? null
        : siennes.reduce((total, { objectif }) => total + (objectif ?? 0), 0),
      recus: connues.length === 0 ? null : connues.reduce((total, { recus }) => total + (recus ?? 0), 0),
      droits: (derniere?.compte as { cloture?: Exact & { decimal: string } } | null)?.cloture ?? null,
    };
  });
}

export type CumulNaif = ReturnType<typeof cumulerNaivement>[number];

export type Changements = NonNullable<Parameters<typeof simuler>[0]["variantes"]>[number]["changements"];

/** Une variante, écrite en entier : chaque champ remplace le sien, chaque stipulation la sienne. */
export function changer(scenario: Scenario, { stipulations = {}, ...champs }: Changements): Scenario {
  const convenues: Record<string, unknown> = { ...scenario.stipulations };
  for (const [verbe, siennes] of Object.entries(stipulations))
    convenues[verbe] = { ...(convenues[verbe] as object | undefined), ...siennes };
  return { ...scenario, ...champs, stipulations: convenues } as Scenario;
}

/** Les années d'un scénario, résumées ; `null` si un verbe refuse ce qu'il donne. */
export function simulerSiPossible(scenario: Scenario): Resume[] | null {
  return anneesSiPossible(scenario)?.map(resumerNaivement) ?? null;
}

export function anneesSiPossible(scenario: Scenario): AnneeNaive[] | null {
  try {
    return simulerNaivement(scenario);
  } catch (erreur) {
    if (erreur instanceof ErreurGestionEnFlux || erreur instanceof RefusNaif) return null;
    throw erreur;
  }
}

/** Ce que l'un a de plus que l'autre ; qui manque d'un côté y est compté pour rien. */
export function soustraireNaivement(apres: readonly CumulNaif[], avant: readonly CumulNaif[]) {
  const codes = new Set([...apres, ...avant].map(({ reservataire }) => reservataire));
  const connu = (cumuls: readonly CumulNaif[], champ: "recus" | "droits") =>
    cumuls.some((un) => un[champ] !== null);
  const chez = (code: string, cumuls: readonly CumulNaif[]) =>
    cumuls.find(({ reservataire }) => reservataire === code) ?? {
      logements: { exact: "0" },
      objectifs: 0,
      recus: connu(cumuls, "recus") ? 0 : null,
      droits: connu(cumuls, "droits") ? { exact: "0" } : null,
    };
  return [...codes].sort(dernierLeBailleur).map((code) => {
    const [a, b] = [chez(code, apres), chez(code, avant)];
    return {
      reservataire: code,
      logements: valeur(moins(lire(a.logements), lire(b.logements))),
      objectifs: a.objectifs === null || b.objectifs === null ? null : a.objectifs - b.objectifs,
      recus: a.recus === null || b.recus === null ? null : a.recus - b.recus,
      droits: a.droits === null || b.droits === null ? null : valeur(moins(lire(a.droits), lire(b.droits))),
    };
  });
}

/** Σ de ce que gagnent ceux qui gagnent, ou de ce que perdent les autres. */
export function totaliserNaivement(effets: ReturnType<typeof soustraireNaivement>, signe: 1n | -1n) {
  const vus = effets.map(({ logements }) => lire(logements)).map(({ n, d }) => rationnel(n * signe, d));
  return valeur(vus.filter(({ n }) => n > 0n).reduce(plus, rationnel(0)));
}
