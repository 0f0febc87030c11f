import * as z from "zod";
import { type Fraction, soustraire, ZERO } from "../exact/fraction.js";
import { trierParCodes } from "../exact/ordre.js";
import { lireValeurExacte, type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { type Provenance, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import { controlerLesTypologies } from "./controler-les-methodes.js";
import { convertirEnDroitsUniques, type DroitsUniques } from "./convertir-en-droits-uniques.js";
import { type StipulationsDeConversion, schemaStipulationsDeConversion } from "./convertir-stock-en-flux.js";
import { type EntreeStockEnFlux, encadrer, lireStock, type StockLu } from "./lire-stock.js";
import { type CadreDuStock, type PartProposee, proposerLesParts } from "./proposer-parts.js";

const schemaEntree = z.strictObject({ avant: z.unknown().optional(), apres: z.unknown().optional() });

export interface EntreeActualisation {
  /** Le stock et le flux d'où vient la part en cours. */
  readonly avant: EntreeStockEnFlux;
  /** Ceux d'aujourd'hui, du même bailleur et du même département. */
  readonly apres: EntreeStockEnFlux;
}

/** Ce que chaque cause fait au taux, en points, dans l'ordre où elles s'ajoutent. */
export interface EffetsDActualisation {
  /** Le temps passé : droits échus, durées plus courtes. */
  readonly echeances: ValeurExacte;
  /** Le nouvel état des lieux : programmes mis en service, droits acquis ou éteints, ventes, prorogations. */
  readonly inventaire: ValeurExacte;
  /** Le nouveau taux de rotation. */
  readonly rotation: ValeurExacte;
  /** Le nouveau flux net, et les parts du préfet et du bailleur. */
  readonly flux: ValeurExacte;
  /** L'arrondi convenu. */
  readonly arrondi: ValeurExacte;
}

/** La part d'un réservataire, avant et après. */
export interface PartActualisee {
  readonly reservataire: string;
  /** Taux retenu, en pourcentage du flux de son territoire ; zéro s'il n'en avait pas, ou n'en a plus. */
  readonly avant: ValeurExacte;
  readonly apres: ValeurExacte;
  /** Après moins avant, en points : la somme des effets. */
  readonly ecart: ValeurExacte;
  readonly effets: EffetsDActualisation;
  /** Taux × C sur son territoire, en logements par an. */
  readonly logementsAvant: ValeurExacte;
  readonly logementsApres: ValeurExacte;
}

export interface Actualisation {
  readonly nature: "actualisation";
  /** Dates auxquelles le droit se lit, avant et après. */
  readonly du: string;
  readonly au: string;
  readonly stipulations: StipulationsDeConversion;
  readonly parts: readonly PartActualisee[];
  readonly provenance: Provenance;
}

const VERBE = "actualiserParts";

/**
 * Actualise les parts d'une année sur l'autre, et dit ce que vaut chaque cause, en points.
 *
 * La convention s'actualise chaque année, le cas échéant, pour tenir compte des programmes mis en service l'année précédente et de
 * l'échéance des droits. Le taux se recalcule par la même méthode ; les causes s'ajoutent l'une après l'autre, dans cet ordre : le temps
 * passé, l'état des lieux, la rotation, le flux. Un autre ordre répartirait autrement le même écart. L'arrondi vient en dernier.
 *
 * @param entree - le stock et le flux d'avant, ceux d'après, tels que {@link convertirStockEnFlux} les reçoit
 * @param stipulations - les mêmes pour les deux années
 * @returns chaque part avant et après, en pourcentage, l'effet de chaque cause, en points, et les logements par an
 * @throws {@link ErreurDeSaisie} si une entrée n'est pas le résultat attendu, si les deux stocks ne sont pas du même bailleur et du même
 * département, si la seconde date précède la première, ou si les droits uniques d'avant viennent d'une synthèse
 * @throws {@link StipulationManquante} si une stipulation n'est pas donnée
 * @article CCH, art. R. 441-5, I, al. 12 (en vigueur depuis le 22/02/2020)
 * @category Conversion
 * @example
 * const stockDe = (annee, reserves) => ({
 *   etatDesLieux: consoliderEtatDesLieux(
 *     {
 *       date: `${annee}-01-01`,
 *       perimetre: { bailleur: "999999999", departement: "77", annee },
 *       communes: [{ code: "77288", epci: null }],
 *       reservataires: [{ code: "als", nom: "Action Logement", categorie: "action-logement", territoire: { type: "perimetre" } }],
 *       logements: Array.from({ length: 100 }, (_, rang) => ({
 *         numeroRpls: String(9900000000 + rang), typologie: "T3", commune: "77288", localisation: "hors-qpv", financement: "PLUS",
 *         ...(rang < reserves ? { reservataire: "als", droit: "droit-de-suite", dateDExpiration: "2035-12-31" } : { reservataire: null }),
 *       })),
 *     },
 *     {},
 *   ),
 *   assiette: calculerAssiette({ date: `${annee}-01-01`, liberations: 10 }, { premieresMisesEnLocation: "hors-flux" }),
 * });
 * actualiserParts(
 *   { avant: stockDe(2024, 20), apres: stockDe(2025, 25) },
 *   { methodeDeConversion: "ratio-du-stock", patrimoineDeReference: "avec-logements-identifies", arrondiDuTaux: "aucun" },
 * ).parts[0].effets.inventaire // { exact: "5", decimal: "5" }
 */
export function actualiserParts(
  entree: EntreeActualisation,
  stipulations: StipulationsDeConversion,
): Actualisation {
  const saisie = new Saisie(VERBE);
  const { champs } = saisie.lireObjet(schemaEntree, saisie.recevoir(entree));
  const { complet: convenu, champs: convenues } = saisie.lireStipulationsParChamp(
    schemaStipulationsDeConversion,
    stipulations,
  );
  const [lueAvant, lueApres] = (["avant", "apres"] as const).map((moment) =>
    lireStock(saisie, champs[moment] ?? {}, convenues, [moment]),
  );
  if (lueAvant !== undefined && lueApres !== undefined)
    controlerLaSuite(saisie, lueAvant, lueApres, convenues);
  const retenues = saisie.certifier(convenu);
  const [avant, apres] = [saisie.certifier(lueAvant), saisie.certifier(lueApres)];

  const passages = lesPassages(avant, apres, retenues).map((cadre) => proposerLesParts(cadre).parts);
  const codes = new Set(passages.flat().map(({ reservataire }) => reservataire));
  return sceller(
    {
      nature: "actualisation" as const,
      du: avant.assiette.provenance.dateDeDroit,
      au: apres.assiette.provenance.dateDeDroit,
      stipulations: retenues,
      parts: trierParCodes([...codes], (code) => code).map((code) => actualiser(code, passages)),
    },
    {
      dateDeDroit: apres.assiette.provenance.dateDeDroit,
      entrees: { avant: sceauxDe(avant), apres: sceauxDe(apres) },
      stipulations: retenues,
    },
  );
}

function sceauxDe({ etatDesLieux, assiette, droits, rotation, partsFixees }: StockLu) {
  return {
    etatDesLieux: etatDesLieux.provenance.sceau,
    assiette: assiette.provenance.sceau,
    droitsUniques: droits?.provenance.sceau,
    tauxDeRotation: rotation?.provenance.sceau,
    partsFixees,
  };
}

function controlerLaSuite(
  saisie: Saisie,
  avant: StockLu,
  apres: StockLu,
  stipulations: Partial<StipulationsDeConversion>,
): void {
  const { methodeDeConversion, tauxApplique } = stipulations;
  const [p, q] = [avant.etatDesLieux.perimetre, apres.etatDesLieux.perimetre];
  if (p.bailleur !== q.bailleur || p.departement !== q.departement)
    saisie.refuser(["apres", "etatDesLieux", "perimetre"], "PERIMETRES_DIFFERENTS", {
      fr: "Les deux stocks ne sont pas du même bailleur et du même département.",
      en: "The two stocks are not of the same landlord and département.",
    });
  const [du, au] = [avant.assiette.provenance.dateDeDroit, apres.assiette.provenance.dateDeDroit];
  if (au < du)
    saisie.refuser(["apres", "assiette"], "DATES_INVERSEES", {
      fr: `Le stock d'après (${au}) précède celui d'avant (${du}).`,
      en: `The later stock (${au}) is before the earlier one (${du}).`,
    });
  if (
    methodeDeConversion === "annualisee" &&
    (avant.droits?.stipulations.tauxApplique ?? tauxApplique) === "par-typologie"
  )
    controlerLesTypologies(
      saisie,
      {
        inventaire: apres.etatDesLieux,
        droits: avant.droits,
        rotation: avant.rotation,
        date: apres.assiette.provenance.dateDeDroit,
      },
      stipulations,
      ["avant"],
    );
  for (const [moment, { droits }] of [
    ["avant", avant],
    ["apres", apres],
  ] as const)
    if (droits !== undefined && droits.niveau === 2)
      saisie.refuser([moment, "droitsUniques"], "NIVEAU_2_NON_ACTUALISABLE", {
        fr: "Ces droits viennent d'une synthèse : une année plus tard, on ne sait les reconvertir que d'un état des lieux.",
        en: "These rights come from a summary: a year later they can only be converted again from an inventory.",
      });
}

/** Avant ; puis le temps passe, l'état des lieux change, la rotation change, le flux change. */
function lesPassages(
  avant: StockLu,
  apres: StockLu,
  stipulations: StipulationsDeConversion,
): readonly CadreDuStock[] {
  const date = apres.assiette.provenance.dateDeDroit;
  const auPlusTard = (stock: StockLu): CadreDuStock => ({ ...encadrer(VERBE, stock, stipulations), date });
  const parVolumes = stipulations.methodeDeConversion === "prorata-des-volumes";
  const vieilli = parVolumes
    ? { ...avant, droits: reconvertir(avant, avant.droits, avant.rotation, date) }
    : avant;
  const reInventorie = {
    ...avant,
    etatDesLieux: apres.etatDesLieux,
    droits: parVolumes ? reconvertir(apres, apres.droits, avant.rotation, date) : avant.droits,
  };
  const tourne = { ...reInventorie, droits: apres.droits, rotation: apres.rotation };
  return [
    encadrer(VERBE, avant, stipulations),
    auPlusTard(vieilli),
    auPlusTard(reInventorie),
    auPlusTard(tourne),
    encadrer(VERBE, apres, stipulations),
  ];
}

/** Les droits d'un état des lieux à une autre date, ou à un autre taux, sous leurs stipulations. */
function reconvertir(
  { etatDesLieux }: StockLu,
  droits: DroitsUniques | undefined,
  rotation: StockLu["rotation"],
  dateDEffet: string,
): DroitsUniques | undefined {
  if (droits === undefined || rotation === undefined) return undefined;
  return convertirEnDroitsUniques(
    { dateDEffet, etatDesLieux, tauxDeRotation: rotation },
    droits.stipulations,
  );
}

function actualiser(code: string, passages: readonly (readonly PartProposee[])[]): PartActualisee {
  const suite = passages.map((parts) => parts.find(({ reservataire }) => reservataire === code));
  const bruts = suite.map((part) => (part === undefined ? ZERO : lireValeurExacte(part.brut)));
  const [avant, apres] = [suite[0], suite.at(-1)].map((part) =>
    part === undefined ? ZERO : lireValeurExacte(part.taux),
  ) as [Fraction, Fraction];
  const pas = (rang: number) =>
    valeurExacte(soustraire(bruts[rang] as Fraction, bruts[rang - 1] as Fraction));
  const ecart = soustraire(apres, avant);
  const sansArrondi = soustraire(bruts.at(-1) as Fraction, bruts[0] as Fraction);
  const rien = valeurExacte(ZERO);
  return {
    reservataire: code,
    avant: valeurExacte(avant),
    apres: valeurExacte(apres),
    ecart: valeurExacte(ecart),
    effets: {
      echeances: pas(1),
      inventaire: pas(2),
      rotation: pas(3),
      flux: pas(4),
      arrondi: valeurExacte(soustraire(ecart, sansArrondi)),
    },
    logementsAvant: suite[0]?.surLeFlux ?? rien,
    logementsApres: suite.at(-1)?.surLeFlux ?? rien,
  };
}
