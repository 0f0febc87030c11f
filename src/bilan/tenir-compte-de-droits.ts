import * as z from "zod";
import type { DroitsUniques } from "../conversion/convertir-en-droits-uniques.js";
import type { TauxDeRotation } from "../conversion/mesurer-taux-de-rotation.js";
import { dateEnFrancais } from "../droit/periodes.js";
import { comparer, fraction, ZERO } from "../exact/fraction.js";
import { trierParCodes } from "../exact/ordre.js";
import { lireValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { type Constat, constater } from "../modele/constats.js";
import { dateIso } from "../modele/identifiants.js";
import { lireTitulaires, type Titulaires } from "../modele/lire-titulaires.js";
import { enDeuxLangues } from "../modele/plume.js";
import { type Provenance, relire, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import { choixDe } from "../modele/stipulations.js";
import type { Reservataire } from "../modele/vocabulaire.js";
import type { Registre } from "../orientation/registre.js";
import { relireRegistre, separerLeRegistre } from "../orientation/relire-registre.js";
import {
  type ConsommationDuRegistre,
  codesDesReprises,
  consommationsDuRegistre,
} from "./consommations-du-registre.js";
import {
  type ConversionDeMouvement,
  droitsDuMouvement,
  lireMouvements,
  type MouvementDeDroits,
} from "./mouvements-de-droits.js";
import { controlerLOuverture, lireLOuverture } from "./ouverture-du-compte.js";
import {
  type CompteDUnReservataire,
  derouler,
  type LigneDeCompte,
  type MouvementPorte,
  type PostesDuCompte,
  totaliser,
} from "./postes-du-compte.js";

const schemaEntree = z.strictObject({
  ouverture: z.unknown().optional(),
  au: dateIso,
  reservataires: z.array(z.unknown()),
  mouvements: z.array(z.unknown()),
  tauxDeRotation: z.unknown().optional(),
});

const schemaStipulations = z.strictObject({
  premiereLocationDUneAcquisition: choixDe("premiereLocationDUneAcquisition").optional(),
});

export interface EntreeCompteDeDroits {
  /** Les volumes de départ : une conversion, à sa date d'effet, ou un compte tenu plus tôt, le lendemain de sa clôture. */
  readonly ouverture: DroitsUniques | CompteDeDroits;
  /** Le jour où le compte se lit, AAAA-MM-JJ, compris. */
  readonly au: string;
  readonly reservataires: readonly Pick<Reservataire, "code" | "nom" | "categorie">[];
  /** Dans n'importe quel ordre ; ceux qui viennent après `au` attendent. */
  readonly mouvements: readonly MouvementDeDroits[];
  /** Le registre de l'année : les logements décomptés et les imputations y sont lus, du premier au dernier jour du compte. */
  readonly registre?: Registre | undefined;
  /** Ce qui fait des droits de logements et d'une durée ; à défaut, celui de la conversion d'ouverture. */
  readonly tauxDeRotation?: TauxDeRotation | undefined;
}

export type StipulationsDeCompte = z.infer<typeof schemaStipulations>;

export interface CompteDeDroits {
  readonly nature: "compte-de-droits";
  /** Premier et dernier jours du compte. */
  readonly du: string;
  readonly au: string;
  readonly stipulations: StipulationsDeCompte;
  /** Dans l'ordre des codes. */
  readonly comptes: readonly CompteDUnReservataire[];
  readonly totaux: PostesDuCompte;
  /** Dans l'ordre des dates, puis des identifiants. */
  readonly mouvements: readonly LigneDeCompte[];
  /** Nombre de mouvements donnés qui viennent après le dernier jour. */
  readonly posterieurs: number;
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

const VERBE = "tenirCompteDeDroits";

/**
 * Tient le compte des droits uniques de chaque réservataire, à n'importe quelle date : ce qu'il avait, ce qui est entré, ce qui est
 * sorti, ce qui reste. Le compte est toujours équilibré, et rien n'y est arrondi.
 *
 * Le contingent de l'État (R. 441-5-2) ne se consomme pas : sa consommation est notée, sans effet. Les autres droits de l'État se
 * consomment si l'appelant le dit ; une reprise par le préfet n'a pas de compte. Un compte peut devenir négatif : un constat le dit. La clôture d'un compte en ouvre un autre.
 *
 * @param entree - ouverture, dernier jour, réservataires, mouvements ; `registre`, pour y lire les consommations et les imputations ;
 * `tauxDeRotation`, en pourcentage
 * @param stipulations - `premiereLocationDUneAcquisition`, si une acquisition se donne par ses logements et sa durée
 * @returns le compte de chacun, poste par poste, en droits uniques, les totaux, et chaque mouvement avec le solde après lui
 * @throws {@link ErreurDeSaisie} si un mouvement est mal formé, donné deux fois, antérieur à l'ouverture, ou d'un réservataire inconnu
 * @throws {@link StipulationManquante} si une acquisition demande que l'on dise ce que vaut sa première location
 * @article Méthode présentée en Île-de-France le 12/01/2023 (règle R14) ; prorogation : CCH, art. R. 441-6 (en vigueur depuis le
 * 01/09/2019)
 * @category Bilan
 * @example
 * const tauxDeRotation = mesurerTauxDeRotation(
 *   { date: "2024-01-01", millesime: 2023, territoire: "bailleur", numerateur: { nature: "sorties", nombre: 8 }, denominateur: { nature: "logements", nombre: 100 } },
 *   { mutations: "comptees", misesEnService: "exclues", arrondiDuTaux: "aucun" },
 * );
 * const reservataires = [{ code: "ville", nom: "Melun", categorie: "commune" }];
 * const ouverture = convertirEnDroitsUniques(
 *   {
 *     dateDEffet: "2024-01-01",
 *     tauxDeRotation,
 *     reservataires,
 *     synthese: [{ reservataire: "ville", commune: "77288", droitsUniquesNonHonores: 2, droitsDeSuite: 10, anneesDExpiration: [{ annee: 2034, nombre: 10 }] }],
 *   },
 *   { mesureDesAnnees: "echeance-exclue", arrondiDesDroits: "aucun" },
 * );
 * tenirCompteDeDroits(
 *   {
 *     ouverture,
 *     au: "2024-12-31",
 *     reservataires,
 *     mouvements: [
 *       { type: "acquisition", date: "2024-03-01", mouvement: "M-1", reservataire: "ville", logements: 5, annees: "40" },
 *       { type: "consommation", date: "2024-12-31", mouvement: "M-2", reservataire: "ville", droits: "3" },
 *     ],
 *   },
 *   { premiereLocationDUneAcquisition: "en-plus" },
 * ).totaux.cloture // { exact: "28", decimal: "28" }
 */
export function tenirCompteDeDroits(
  entree: EntreeCompteDeDroits,
  stipulations: StipulationsDeCompte,
): CompteDeDroits {
  const saisie = new Saisie(VERBE);
  const { registre: donne, reste } = separerLeRegistre(entree);
  const { complet, champs } = saisie.lireObjet(schemaEntree, saisie.recevoir(reste));
  const { complet: convenu, champs: convenues } = saisie.lireStipulationsParChamp(
    schemaStipulations,
    stipulations,
  );
  const depart = lireLOuverture(saisie, champs.ouverture);
  const titulaires = lireTitulaires(saisie, champs.reservataires);
  const mouvements = lireMouvements(saisie, champs.mouvements ?? [], titulaires, depart?.du);
  const rotation =
    champs.tauxDeRotation === undefined
      ? depart?.tauxDeRotation
      : relire<TauxDeRotation>(saisie, champs.tauxDeRotation, "taux-de-rotation", ["tauxDeRotation"]);
  const registre = donne === undefined ? undefined : relireRegistre(saisie, donne, ["registre"]);
  const conversion: ConversionDeMouvement = {
    taux: rotation === undefined ? null : lireValeurExacte(rotation.taux),
    premiereLocation: convenues.premiereLocationDUneAcquisition,
  };
  exigerDeQuoiConvertir(saisie, mouvements, conversion);
  if (depart !== undefined) controlerLOuverture(saisie, depart, titulaires, champs.au);
  if (registre !== undefined) controlerLesComptes(saisie, registre, titulaires);
  const { au } = saisie.certifier(complet);
  const retenues = saisie.certifier(convenu);
  const { du, soldes, source } = saisie.certifier(depart);

  const lus = registre === undefined ? [] : consommationsDuRegistre(registre, du, au);
  const portes = trierParCodes(
    [
      ...mouvements.map((mouvement) => enPorte(mouvement, conversion)),
      ...lus.filter(({ nombre }) => nombre > 0).map((lu) => duRegistre(lu, au)),
    ],
    ({ date }) => date,
    ({ mouvement }) => mouvement,
  );
  const aTemps = portes.filter(({ date }) => date <= au);
  const estDuContingent = ({ type, reservataire, contrepartie }: MouvementPorte) =>
    type === "consommation" &&
    titulaires.parCode.get(reservataire)?.categorie === "prefet" &&
    (contrepartie === undefined || contrepartie === "contingent-prefectoral");
  const effectifs = aTemps.filter((porte) => !estDuContingent(porte));
  const { comptes, lignes } = derouler(soldes, effectifs);
  return sceller(
    {
      nature: "compte-de-droits" as const,
      du,
      au,
      stipulations: retenues,
      comptes,
      totaux: totaliser(comptes),
      mouvements: lignes,
      posterieurs: portes.length - aTemps.length,
      constats: [
        ...aTemps.filter(estDuContingent).map(constaterLeContingent),
        ...comptes.flatMap((compte) => constaterLeNegatif(compte, au)),
      ],
    },
    {
      dateDeDroit: au,
      entrees: {
        ouverture: source,
        au,
        reservataires: [...titulaires.parCode.values()],
        mouvements: trierParCodes(mouvements, ({ mouvement }) => mouvement),
        registre: registre && { registre: registre.provenance.sceau, version: registre.version },
        tauxDeRotation: rotation?.provenance.sceau,
      },
      stipulations: retenues,
    },
  );
}

function controlerLesComptes(saisie: Saisie, registre: Registre, { estInconnu }: Titulaires): void {
  const { comptes, repartition } = registre;
  const desReprises = codesDesReprises(registre);
  const inconnus = comptes
    .map(({ reservataire }) => reservataire)
    .filter((code) => repartition.parts.some((part) => part.reservataire === code))
    .filter((code) => !desReprises.has(code) && estInconnu(code));
  if (inconnus.length > 0)
    saisie.refuser(["reservataires"], "RESERVATAIRE_INCONNU", {
      fr: `Des réservataires du registre ne figurent pas dans la liste : ${inconnus.join(", ")}.`,
      en: `Holders of the register are not in the list: ${inconnus.join(", ")}.`,
    });
}

function exigerDeQuoiConvertir(
  saisie: Saisie,
  mouvements: readonly MouvementDeDroits[],
  { taux, premiereLocation }: ConversionDeMouvement,
): void {
  const enLogements = mouvements.filter((mouvement) => !("droits" in mouvement));
  if (enLogements.length > 0 && taux === null)
    saisie.refuser(["tauxDeRotation"], "CHAMP_MANQUANT", {
      fr: "Des mouvements se donnent en logements : il faut un taux de rotation pour en faire des droits.",
      en: "Some movements are given in dwellings: a turnover rate is needed to make rights of them.",
    });
  if (enLogements.some(({ type }) => type === "acquisition") && premiereLocation === undefined)
    saisie.exigerStipulation("premiereLocationDUneAcquisition");
}

function enPorte(mouvement: MouvementDeDroits, conversion: ConversionDeMouvement): MouvementPorte {
  const { date, mouvement: identifiant, type, reservataire } = mouvement;
  const droits = droitsDuMouvement(mouvement, conversion);
  if (droits === undefined) throw new TypeError("mouvement sans taux");
  return {
    date,
    mouvement: identifiant,
    type,
    reservataire,
    vers: mouvement.type === "delegation" ? mouvement.vers : null,
    ...(mouvement.type === "consommation" ? { contrepartie: mouvement.contrepartie } : {}),
    droits,
  };
}

function duRegistre({ reservataire, type, nombre }: ConsommationDuRegistre, au: string): MouvementPorte {
  return {
    date: au,
    mouvement: `registre/${type}/${reservataire}`,
    type,
    reservataire,
    vers: null,
    droits: fraction(nombre),
  };
}

function constaterLeContingent({ reservataire, droits, date }: MouvementPorte): Constat {
  return constater("CONTINGENT_NON_CONSOMME", {
    territoire: "périmètre",
    chiffres: [{ nom: "droits", valeur: valeurExacte(droits).exact }],
    message: enDeuxLangues(({ nombre, mot }) =>
      mot(
        `${reservataire}, au ${dateEnFrancais(date)} : ${nombre(droits)} tenus pour le contingent de l'État, qui ne se consomme pas.`,
        `${reservataire}, on ${date}: ${nombre(droits)} taken as the State's contingent, which is not consumed.`,
      ),
    ),
  });
}

function constaterLeNegatif({ reservataire, cloture }: CompteDUnReservataire, au: string): Constat[] {
  if (comparer(lireValeurExacte(cloture), ZERO) >= 0) return [];
  return [
    constater("COMPTE_DE_DROITS_NEGATIF", {
      territoire: "périmètre",
      chiffres: [{ nom: "solde", valeur: cloture.exact }],
      message: enDeuxLangues(({ nombre, mot }) =>
        mot(
          `${reservataire} : au ${dateEnFrancais(au)}, le compte est à ${nombre(cloture)} ; plus de droits en sont sortis qu'il n'en avait.`,
          `${reservataire}: on ${au}, the account stands at ${nombre(cloture)}; more rights went out than it had.`,
        ),
      ),
    }),
  ];
}
