import * as z from "zod";
import type { Assiette } from "../assiette/calculer-assiette.js";
import { COLLECTIVITES } from "../droit/reservataires.js";
import type { Texte } from "../droit/texte.js";
import { type EtatDesLieux, titulairesDeDroits } from "../etat-des-lieux/consolider-etat-des-lieux.js";
import type { LigneDEcheancier } from "../etat-des-lieux/synthetiser.js";
import { CENT, comparer, type Fraction, fraction, pourCentDe, sommer } from "../exact/fraction.js";
import { lireValeurExacte, type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { type Constat, constater } from "../modele/constats.js";
import { CasNonCouvert } from "../modele/erreurs.js";
import { taux } from "../modele/identifiants.js";
import { type Provenance, relire, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import { estDansLeTerritoire, nommerTerritoire } from "../modele/secteurs.js";
import { arrondiConvenu, choixDe } from "../modele/stipulations.js";
import type { Reservataire } from "../modele/vocabulaire.js";
import { appliquerArrondi } from "./arrondi-convenu.js";
import { controlerLesMethodes } from "./controler-les-methodes.js";
import type { DroitsUniques } from "./convertir-en-droits-uniques.js";
import { droitsComptes } from "./droits-comptes.js";
import { estDuContingent, NON_CONVERTIS } from "./droits-de-l-etat.js";
import type { TauxDeRotation } from "./mesurer-taux-de-rotation.js";
import {
  appliquerLesMethodes,
  type EcartDesMethodes,
  mesurerLEcart,
  type PartSelonUneMethode,
  resteDe,
  SANS_TAUX,
  TYPOLOGIE_SANS_TAUX,
} from "./methodes-de-conversion.js";
import { choisirLeTaux, typologiesSansTaux } from "./taux-applique.js";

const partsFixees = z.strictObject({ prefet: taux, nonReserves: taux });

const schemaEntree = z.strictObject({
  etatDesLieux: z.unknown().optional(),
  assiette: z.unknown().optional(),
  tauxDeRotation: z.unknown().optional(),
  droitsUniques: z.unknown().optional(),
  partsFixees: partsFixees.optional(),
});

const schemaStipulations = z.strictObject({
  methodeDeConversion: choixDe("methodeDeConversion"),
  patrimoineDeReference: choixDe("patrimoineDeReference"),
  tauxApplique: choixDe("tauxApplique").optional(),
  arrondiDuTaux: arrondiConvenu,
});

/** Les parts qui ne viennent pas du stock, en pourcentage du flux : celle du préfet, et celle que le bailleur garde. */
export interface PartsFixees {
  readonly prefet: string | number;
  readonly nonReserves: string | number;
}

export interface EntreeStockEnFlux {
  readonly etatDesLieux: EtatDesLieux;
  /** L'assiette de l'année, détaillée par secteur si un réservataire a un territoire. */
  readonly assiette: Assiette;
  /** Pour la méthode annualisée, si les droits uniques ne sont pas donnés : ils portent le leur. */
  readonly tauxDeRotation?: TauxDeRotation | undefined;
  /** Pour le prorata des volumes. */
  readonly droitsUniques?: DroitsUniques | undefined;
  /** Pour le prorata des volumes, qui partage ce qu'elles laissent. */
  readonly partsFixees?: PartsFixees | undefined;
}

export type StipulationsDeConversion = z.infer<typeof schemaStipulations>;

/** La part qu'un réservataire tirerait de son stock. */
export interface PartProposee {
  readonly reservataire: string;
  readonly territoire: Texte;
  /** Vrai pour une collectivité : le ratio rapporté ne la vise pas, il n'est là que pour comparer. */
  readonly comparaison: boolean;
  /** R : ses logements réservés en stock, droits échus à la date de l'assiette exclus. */
  readonly reserves: number;
  /** P : le patrimoine du bailleur sur son territoire. */
  readonly patrimoine: number;
  /** C : le flux net de son territoire, en logements. */
  readonly flux: number;
  /** Les trois méthodes, côte à côte. */
  readonly methodes: readonly PartSelonUneMethode[];
  /** L'étendue de celles qui se calculent ; `null` si une seule se calcule. */
  readonly ecart: EcartDesMethodes | null;
  /** Ce que donne la méthode retenue, en pourcentage du flux de son territoire, sans arrondi. */
  readonly brut: ValeurExacte;
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
  readonly partsFixees: PartsFixees | null;
  readonly parts: readonly PartProposee[];
  /** Réservataires auxquels la méthode retenue ne donne pas de taux, et pourquoi. */
  readonly exclus: readonly { readonly reservataire: string; readonly motif: Texte }[];
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

const VERBE = "convertirStockEnFlux";

/**
 * Convertit le stock réservé en parts du flux, par trois méthodes côte à côte :
 *
 * - `ratio-du-stock`, que rapporte le ministère : taux = R ÷ P ;
 * - `annualisee` : taux = R × rotation ÷ C, ce que le stock libérerait en un an rapporté au flux net ;
 * - `prorata-des-volumes` : taux = DU ÷ Σ DU × (100 % − préfet − non réservés), rapporté au flux du territoire.
 *
 * Seule la première vient d'une source officielle : « en principe », pour les réservataires autres que l'État et les garants. Elle est
 * calculée aussi pour les collectivités, rapportée au patrimoine de leur territoire, avec un constat qui le dit. Les deux autres sont des
 * lectures de la pratique. Les deux premières s'accordent si la rotation est uniforme et que rien n'est soustrait (C = rotation × P) ; les
 * trois, si les durées sont aussi égales et que ce qui est laissé à partager est la somme des ratios. La méthode retenue est une
 * stipulation, l'arrondi de son taux aussi. Le contingent du préfet, dont la convention fixe le taux, et les réservataires de logements
 * identifiés n'en reçoivent pas.
 *
 * @param entree - état des lieux et assiette du même périmètre ; pour la méthode annualisée, un taux de rotation ou des droits uniques ;
 * pour le prorata, des droits uniques et les parts du préfet et du bailleur, en pourcentage du flux
 * @param stipulations - `methodeDeConversion`, `patrimoineDeReference`, `arrondiDuTaux` ; `tauxApplique` si le taux est mesuré par typologie
 * @returns pour chaque réservataire les trois méthodes et leur étendue, en points et en logements par an ; son taux, et ce qu'il vaut en
 * logements sur C et sur A
 * @throws {@link ErreurDeSaisie} si une entrée n'est pas le résultat attendu, si les périmètres diffèrent, ou si ce que demande la
 * méthode retenue n'est pas donné
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
  const { complet, champs } = saisie.lireObjet(schemaEntree, saisie.recevoir(entree));
  const { complet: convenu, champs: convenues } = saisie.lireStipulationsParChamp(
    schemaStipulations,
    stipulations,
  );
  const inventaire = relire<EtatDesLieux>(saisie, champs.etatDesLieux, "etat-des-lieux", ["etatDesLieux"]);
  const base = relire<Assiette>(saisie, champs.assiette, "assiette", ["assiette"]);
  const droits =
    champs.droitsUniques === undefined
      ? undefined
      : relire<DroitsUniques>(saisie, champs.droitsUniques, "droits-uniques", ["droitsUniques"]);
  const rotation =
    champs.tauxDeRotation === undefined
      ? droits?.tauxDeRotation
      : relire<TauxDeRotation>(saisie, champs.tauxDeRotation, "taux-de-rotation", ["tauxDeRotation"]);
  if (inventaire !== undefined && base !== undefined) {
    controlerPerimetres(saisie, inventaire, base);
    controlerDetail(saisie, inventaire, base);
    controlerEpci(saisie, inventaire, base);
  }
  controlerLesMethodes(saisie, champs, convenues, {
    inventaire,
    droits,
    rotation,
    date: base?.provenance.dateDeDroit,
  });
  saisie.certifier(complet);
  const retenues = saisie.certifier(convenu);
  const etatDesLieux = saisie.certifier(inventaire);
  const assiette = saisie.certifier(base);

  const cadre: CadreDuStock = {
    etatDesLieux,
    assiette,
    date: assiette.provenance.dateDeDroit,
    stipulations: retenues,
    rotation,
    tauxApplique: droits?.stipulations.tauxApplique ?? retenues.tauxApplique,
    volumes:
      droits &&
      new Map(
        droits.reservataires.map((volume) => [volume.reservataire, lireValeurExacte(volume.droitsUniques)]),
      ),
    laisse: champs.partsFixees && resteDe([champs.partsFixees.prefet, champs.partsFixees.nonReserves]),
  };
  const dotes = titulairesDeDroits(etatDesLieux);
  const propositions = dotes
    .filter((candidat) => aDesDroitsAConvertir(cadre, candidat))
    .map((candidat) => proposer(cadre, candidat));
  const parts = propositions.filter((proposition) => "taux" in proposition);
  return sceller(
    {
      nature: "stock-en-flux" as const,
      stipulations: retenues,
      partsFixees: champs.partsFixees ?? null,
      parts,
      exclus: [
        ...dotes.filter((candidat) => lEtatEnA(etatDesLieux, candidat, true)).map(exclure(CONTINGENT)),
        ...dotes
          .filter(
            (candidat) => lEtatEnA(etatDesLieux, candidat, false) && !aDesDroitsAConvertir(cadre, candidat),
          )
          .map(exclure(NON_CONVERTIS)),
        ...propositions.filter((proposition) => "motif" in proposition),
      ],
      constats: [
        ...(retenues.methodeDeConversion === "ratio-du-stock"
          ? dotes.filter(({ categorie }) => COLLECTIVITES.includes(categorie)).map(constaterGarant)
          : []),
        ...parts.flatMap(constaterAuDela),
      ],
    },
    {
      dateDeDroit: cadre.date,
      entrees: {
        etatDesLieux: etatDesLieux.provenance.sceau,
        assiette: assiette.provenance.sceau,
        tauxDeRotation: rotation?.provenance.sceau,
        droitsUniques: droits?.provenance.sceau,
        partsFixees: champs.partsFixees,
      },
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

/** Ce qui sert à toutes les parts. */
interface CadreDuStock {
  readonly etatDesLieux: EtatDesLieux;
  readonly assiette: Assiette;
  readonly date: string;
  readonly stipulations: StipulationsDeConversion;
  readonly rotation: TauxDeRotation | undefined;
  readonly tauxApplique: StipulationsDeConversion["tauxApplique"];
  readonly volumes: ReadonlyMap<string, Fraction> | undefined;
  readonly laisse: Fraction | undefined;
}

/** Vrai si l'État a de ces droits : de son contingent, ou non. */
function lEtatEnA(
  { echeancier }: EtatDesLieux,
  { code, categorie }: Reservataire,
  duContingent: boolean,
): boolean {
  return (
    categorie === "prefet" &&
    echeancier.some((ligne) => ligne.reservataire === code && estDuContingent(ligne) === duContingent)
  );
}

/** L'État n'a de part à proposer que pour ses droits hors contingent, si les parties ne les ont pas exclus des volumes. */
function aDesDroitsAConvertir({ etatDesLieux, volumes }: CadreDuStock, candidat: Reservataire): boolean {
  if (candidat.categorie !== "prefet") return true;
  return lEtatEnA(etatDesLieux, candidat, false) && volumes?.has(candidat.code) !== false;
}

/** Les logements que la rotation libère en un an parmi des droits, ou ce qui manque pour le dire. */
function libererParAn(
  { rotation, tauxApplique }: CadreDuStock,
  droits: readonly LigneDEcheancier[],
): Fraction | Texte {
  if (rotation === undefined) return SANS_TAUX;
  if (tauxApplique === "par-typologie" && typologiesSansTaux(rotation, droits).length > 0)
    return TYPOLOGIE_SANS_TAUX;
  const tauxDe = choisirLeTaux(rotation, tauxApplique);
  return sommer(droits.map((ligne) => pourCentDe(tauxDe(ligne), fraction(ligne.nombre))));
}

function proposer(cadre: CadreDuStock, candidat: Reservataire): PartProposee | StockEnFlux["exclus"][number] {
  const { etatDesLieux, assiette, date, stipulations, volumes, laisse } = cadre;
  const { code, categorie, territoire } = candidat;
  const lieux = etatDesLieux.patrimoine.filter((secteur) => estDansLeTerritoire(secteur, territoire));
  refuserHorsTerritoire(etatDesLieux, candidat, new Set(lieux.map(({ commune }) => commune)));
  const droits = droitsComptes(etatDesLieux, candidat, date, volumes);
  const reserves = droits.reduce((total, { nombre }) => total + nombre, 0);
  const patrimoine = lieux.reduce(
    (total, { logements, identifies }) =>
      total +
      logements -
      (stipulations.patrimoineDeReference === "sans-logements-identifies" ? identifies : 0),
    0,
  );
  const secteurs = assiette.secteurs.filter((secteur) => estDansLeTerritoire(secteur, territoire));
  const somme = (champ: "flux" | "liberations") =>
    secteurs.reduce((total, secteur) => total + secteur[champ], 0);
  const flux = somme("flux");
  const sien = volumes?.get(code);
  const methodes = appliquerLesMethodes({
    reserves,
    deLEtat: categorie === "prefet",
    patrimoine,
    flux,
    fluxDuPerimetre: assiette.flux,
    liberesParAn: libererParAn(cadre, droits),
    volumes: sien === undefined || volumes === undefined ? null : { sien, detous: sommer(volumes.values()) },
    laisse: laisse ?? null,
  });
  const retenue = methodes.find(({ methode }) => methode === stipulations.methodeDeConversion);
  if (retenue === undefined) throw new TypeError("méthode inconnue");
  if (retenue.taux === null) return exclure(retenue.motif ?? CONTINGENT)(candidat);
  const tauxRetenu = appliquerArrondi(lireValeurExacte(retenue.taux), stipulations.arrondiDuTaux);
  return {
    reservataire: code,
    territoire: nommerTerritoire(territoire),
    comparaison: COLLECTIVITES.includes(categorie),
    reserves,
    patrimoine,
    flux,
    methodes,
    ecart: mesurerLEcart(
      methodes.flatMap(({ taux: lu }) => (lu === null ? [] : [lireValeurExacte(lu)])),
      flux,
    ),
    brut: retenue.taux,
    taux: valeurExacte(tauxRetenu),
    surLeFlux: valeurExacte(pourCentDe(tauxRetenu, fraction(flux))),
    surLesLiberations: valeurExacte(pourCentDe(tauxRetenu, fraction(somme("liberations")))),
  };
}

function refuserHorsTerritoire(
  { echeancier }: EtatDesLieux,
  { code, territoire }: Reservataire,
  communes: ReadonlySet<string | null>,
): void {
  if (echeancier.some(({ reservataire, commune }) => reservataire === code && !communes.has(commune)))
    throw new CasNonCouvert(VERBE, "etatDesLieux.echeancier", {
      fr: `« ${code} » détient des logements hors de son territoire (${nommerTerritoire(territoire).fr}) : cette version ne sait pas à quel patrimoine les rapporter.`,
      en: `“${code}” holds dwellings outside its territory (${nommerTerritoire(territoire).en}): this version cannot tell which stock to relate them to.`,
    });
}

const CONTINGENT: Texte = {
  fr: "Le contingent du préfet est fixé par sa convention, dans les limites de l'article R. 441-5-2 : aucune méthode ne s'y applique.",
  en: "The prefect's contingent is set by its agreement, within the limits of article R. 441-5-2: no method applies.",
};

function exclure(motif: Texte): (reservataire: Reservataire) => StockEnFlux["exclus"][number] {
  return ({ code }) => ({ reservataire: code, motif });
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

/** Des volumes longs sur un petit flux peuvent promettre plus que tout le territoire. */
function constaterAuDela({ reservataire, territoire, taux: retenu }: PartProposee): Constat[] {
  if (comparer(lireValeurExacte(retenu), CENT) <= 0) return [];
  return [
    constater("PART_PROPOSEE_AU_DELA_DU_FLUX", {
      territoire: territoire.fr,
      chiffres: [{ nom: "taux", valeur: retenu.exact }],
      message: {
        fr: `${reservataire} : la méthode retenue donne plus de 100 % du flux de son territoire ; aucune convention ne peut le promettre.`,
        en: `${reservataire}: the method retained gives more than 100% of the flow of its territory; no agreement can promise it.`,
      },
      remede: {
        fr: "Retenir une autre méthode, ou convenir d'un taux.",
        en: "Retain another method, or agree on a rate.",
      },
    }),
  ];
}
