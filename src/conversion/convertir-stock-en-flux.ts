import * as z from "zod";
import type { Assiette } from "../assiette/calculer-assiette.js";
import { COLLECTIVITES } from "../droit/reservataires.js";
import type { Texte } from "../droit/texte.js";
import { type EtatDesLieux, titulairesDeDroits } from "../etat-des-lieux/consolider-etat-des-lieux.js";
import { enPourCentDe, fraction, pourCentDe } from "../exact/fraction.js";
import { type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { type Constat, constater } from "../modele/constats.js";
import { CasNonCouvert } from "../modele/erreurs.js";
import { type Provenance, relire, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import { estDansLeTerritoire, nommerTerritoire } from "../modele/secteurs.js";
import { arrondiConvenu, choixDe } from "../modele/stipulations.js";
import type { Reservataire } from "../modele/vocabulaire.js";
import { appliquerArrondi } from "./arrondi-convenu.js";

const schemaEntree = z.strictObject({
  etatDesLieux: z.unknown().optional(),
  assiette: z.unknown().optional(),
});

const schemaStipulations = z.strictObject({
  methodeDeConversion: choixDe("methodeDeConversion"),
  patrimoineDeReference: choixDe("patrimoineDeReference"),
  arrondiDuTaux: arrondiConvenu,
});

export interface EntreeStockEnFlux {
  readonly etatDesLieux: EtatDesLieux;
  /** L'assiette de l'année, détaillée par secteur si un réservataire a un territoire. */
  readonly assiette: Assiette;
}

export type StipulationsDeConversion = z.infer<typeof schemaStipulations>;

/** La part qu'un réservataire tirerait de son stock. */
export interface PartProposee {
  readonly reservataire: string;
  readonly territoire: Texte;
  /** Vrai pour une collectivité : le ratio rapporté ne la vise pas, il n'est là que pour comparer. */
  readonly comparaison: boolean;
  /** R : ses logements réservés en stock, droits échus exclus. */
  readonly reserves: number;
  /** P : le patrimoine du bailleur sur son territoire. */
  readonly patrimoine: number;
  /** R ÷ P, en pourcentage, sans arrondi. */
  readonly ratio: ValeurExacte;
  /** Le taux retenu, en pourcentage, après l'arrondi convenu. */
  readonly taux: ValeurExacte;
  /** Taux × C sur son territoire, en logements par an : ce que donne la règle. */
  readonly surLeFlux: ValeurExacte;
  /** Taux × A sur son territoire, en logements par an : ce qu'il attendrait si rien n'était soustrait. */
  readonly surLesLiberations: ValeurExacte;
}

export interface StockEnFlux {
  readonly nature: "stock-en-flux";
  readonly stipulations: StipulationsDeConversion;
  readonly parts: readonly PartProposee[];
  /** Réservataires auxquels la méthode ne donne pas de taux, et pourquoi. */
  readonly exclus: readonly { readonly reservataire: string; readonly motif: Texte }[];
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

const VERBE = "convertirStockEnFlux";

/**
 * Convertit le stock réservé en parts du flux, par le ratio que rapporte le ministère : taux = R ÷ P.
 *
 * Le ratio vaut « en principe », pour les réservataires autres que l'État et les garants. Il est calculé aussi pour
 * les collectivités, rapporté au patrimoine de leur territoire, avec un constat qui le dit ; le préfet, dont la
 * convention fixe le taux, et les réservataires de logements identifiés n'en reçoivent pas.
 *
 * @param entree - état des lieux et assiette du même périmètre
 * @param stipulations - méthode, patrimoine de référence, arrondi du taux
 * @returns pour chaque réservataire son ratio, son taux, et ce qu'il vaut en logements sur C et sur A
 * @throws {@link ErreurDeSaisie} si une entrée n'est pas le résultat attendu, ou si les périmètres diffèrent
 * @throws {@link CasNonCouvert} si un réservataire détient des logements hors de son territoire
 * @throws {@link StipulationManquante} si une stipulation n'est pas donnée
 * @article Règle R13, rapportée par le ministère ; le texte transitoire du décret n° 2020-145 n'a pas été lu
 * @category Conversion
 * @example
 * const etatDesLieux = consoliderEtatDesLieux(
 *   {
 *     date: "2024-01-01",
 *     perimetre: { bailleur: "999999999", departement: "77", annee: 2024 },
 *     communes: [{ code: "77288", epci: null }],
 *     reservataires: [{ code: "als", nom: "Action Logement", categorie: "action-logement", territoire: { type: "perimetre" } }],
 *     logements: [
 *       { numeroRpls: "9900000001", reservataire: "als", droit: "droit-de-suite", typologie: "T3", commune: "77288", localisation: "qpv", financement: "PLUS", dateDExpiration: "2035-12-31" },
 *       { numeroRpls: "9900000002", reservataire: null, typologie: "T2", commune: "77288", localisation: "qpv", financement: "PLUS" },
 *     ],
 *   },
 *   {},
 * );
 * const assiette = calculerAssiette(
 *   { date: "2024-01-01", liberations: 1000, soustraits: { mutations: 350 } },
 *   { premieresMisesEnLocation: "hors-flux" },
 * );
 * convertirStockEnFlux(
 *   { etatDesLieux, assiette },
 *   { methodeDeConversion: "ratio-du-stock", patrimoineDeReference: "avec-logements-identifies", arrondiDuTaux: "aucun" },
 * ).parts[0].surLeFlux // { exact: "325", decimal: "325" }
 */
export function convertirStockEnFlux(
  entree: EntreeStockEnFlux,
  stipulations: StipulationsDeConversion,
): StockEnFlux {
  const saisie = new Saisie(VERBE);
  const { champs } = saisie.lireObjet(schemaEntree, saisie.recevoir(entree));
  const convenu = saisie.lireStipulations(schemaStipulations, stipulations);
  const inventaire = relire<EtatDesLieux>(saisie, champs.etatDesLieux, "etat-des-lieux", ["etatDesLieux"]);
  const base = relire<Assiette>(saisie, champs.assiette, "assiette", ["assiette"]);
  if (inventaire !== undefined && base !== undefined) {
    controlerPerimetres(saisie, inventaire, base);
    controlerDetail(saisie, inventaire, base);
    controlerEpci(saisie, inventaire, base);
  }
  const retenues = saisie.certifier(convenu);
  const etatDesLieux = saisie.certifier(inventaire);
  const assiette = saisie.certifier(base);

  const { dateDeDroit } = assiette.provenance;
  const dotes = titulairesDeDroits(etatDesLieux);
  const eligibles = dotes.filter((candidat) => candidat.categorie !== "prefet");
  return sceller(
    {
      nature: "stock-en-flux" as const,
      stipulations: retenues,
      parts: eligibles.map((candidat) =>
        rapporterAuPatrimoine(candidat, etatDesLieux, assiette, retenues, dateDeDroit),
      ),
      exclus: dotes.filter((candidat) => candidat.categorie === "prefet").map(exclurePrefet),
      constats: eligibles
        .filter((candidat) => COLLECTIVITES.includes(candidat.categorie))
        .map(constaterGarant),
    },
    {
      dateDeDroit,
      entrees: { etatDesLieux: etatDesLieux.provenance.sceau, assiette: assiette.provenance.sceau },
      stipulations: retenues,
    },
  );
}

function controlerPerimetres(saisie: Saisie, { perimetre }: EtatDesLieux, assiette: Assiette): void {
  const autre = assiette.perimetre;
  if (
    autre !== null &&
    (autre.bailleur !== perimetre.bailleur || autre.departement !== perimetre.departement)
  )
    saisie.refuser(["assiette", "perimetre"], "PERIMETRES_DIFFERENTS", {
      fr: "L'assiette et l'état des lieux ne portent pas sur le même bailleur et le même département.",
      en: "The base and the inventory are not about the same landlord and département.",
    });
}

/** Une commune n'a qu'un EPCI, dans l'état des lieux comme dans l'assiette. */
function controlerEpci(saisie: Saisie, { patrimoine }: EtatDesLieux, { secteurs }: Assiette): void {
  const epciParCommune = new Map(patrimoine.map(({ commune, epci }) => [commune, epci]));
  for (const [rang, { commune, epci }] of secteurs.entries()) {
    const connu = epciParCommune.get(commune);
    if (commune !== null && connu !== undefined && connu !== epci)
      saisie.refuser(["assiette", "secteurs", rang, "epci"], "EPCI_CONTRADICTOIRE", {
        fr: `La commune ${commune} n'a pas le même EPCI dans l'état des lieux et dans l'assiette.`,
        en: `Municipality ${commune} does not have the same EPCI in the inventory and in the base.`,
      });
  }
}

function controlerDetail(saisie: Saisie, etatDesLieux: EtatDesLieux, { secteurs }: Assiette): void {
  const sansDetail = secteurs.some(({ commune }) => commune === null);
  for (const { code, territoire } of titulairesDeDroits(etatDesLieux))
    if (sansDetail && territoire.type !== "perimetre")
      saisie.refuser(["assiette", "secteurs"], "ASSIETTE_SANS_DETAIL", {
        fr: `L'assiette est donnée sans secteurs : le territoire de « ${code} » (${nommerTerritoire(territoire).fr}) ne peut y être situé.`,
        en: `The base is given without sectors: the territory of “${code}” (${nommerTerritoire(territoire).en}) cannot be located in it.`,
      });
}

function rapporterAuPatrimoine(
  { code, categorie, territoire }: Reservataire,
  etatDesLieux: EtatDesLieux,
  assiette: Assiette,
  { patrimoineDeReference, arrondiDuTaux }: StipulationsDeConversion,
  date: string,
): PartProposee {
  const lieux = etatDesLieux.patrimoine.filter((secteur) => estDansLeTerritoire(secteur, territoire));
  const detenus = etatDesLieux.echeancier.filter((ligne) => ligne.reservataire === code);
  const communes = new Set(lieux.map((secteur) => secteur.commune));
  if (detenus.some((ligne) => !communes.has(ligne.commune)))
    throw new CasNonCouvert(VERBE, "etatDesLieux.echeancier", {
      fr: `« ${code} » détient des logements hors de son territoire (${nommerTerritoire(territoire).fr}) : cette version ne sait pas à quel patrimoine les rapporter.`,
      en: `“${code}” holds dwellings outside its territory (${nommerTerritoire(territoire).en}): this version cannot tell which stock to relate them to.`,
    });
  const droits = detenus.filter(({ dateDExpiration }) => dateDExpiration === null || dateDExpiration >= date);
  const reserves = droits.reduce((total, ligne) => total + ligne.nombre, 0);
  const patrimoine = lieux.reduce(
    (total, secteur) =>
      total +
      secteur.logements -
      (patrimoineDeReference === "sans-logements-identifies" ? secteur.identifies : 0),
    0,
  );
  const ratio = enPourCentDe(fraction(reserves), fraction(patrimoine));
  const taux = appliquerArrondi(ratio, arrondiDuTaux);
  const secteurs = assiette.secteurs.filter((secteur) => estDansLeTerritoire(secteur, territoire));
  const somme = (champ: "flux" | "liberations") =>
    fraction(secteurs.reduce((total, secteur) => total + secteur[champ], 0));
  return {
    reservataire: code,
    territoire: nommerTerritoire(territoire),
    comparaison: COLLECTIVITES.includes(categorie),
    reserves,
    patrimoine,
    ratio: valeurExacte(ratio),
    taux: valeurExacte(taux),
    surLeFlux: valeurExacte(pourCentDe(taux, somme("flux"))),
    surLesLiberations: valeurExacte(pourCentDe(taux, somme("liberations"))),
  };
}

function exclurePrefet({ code }: Reservataire): StockEnFlux["exclus"][number] {
  return {
    reservataire: code,
    motif: {
      fr: "La part du préfet est fixée par sa convention, dans les limites de l'article R. 441-5-2 : le ratio du stock ne s'y applique pas.",
      en: "The prefect's share is set by its agreement, within the limits of article R. 441-5-2: the stock ratio does not apply.",
    },
  };
}

function constaterGarant({ code, territoire }: Reservataire): Constat {
  return constater("HORS_DU_RATIO_RAPPORTE", {
    territoire: nommerTerritoire(territoire).fr,
    chiffres: [],
    message: {
      fr: `${code} : le ratio du stock n'est pas rapporté pour les garants ; il est calculé ici sur le patrimoine de son territoire, pour comparer.`,
      en: `${code}: the stock ratio is not reported for guarantors; it is computed here on the stock of its territory, for comparison.`,
    },
  });
}
