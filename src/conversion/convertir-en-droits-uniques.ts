import * as z from "zod";
import { dateEnFrancais } from "../droit/periodes.js";
import type { Texte } from "../droit/texte.js";
import type { EtatDesLieux } from "../etat-des-lieux/consolider-etat-des-lieux.js";
import { regrouperParCodes, trierParCodes } from "../exact/ordre.js";
import { lireValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { type Constat, constater } from "../modele/constats.js";
import type { EnLecture } from "../modele/en-lecture.js";
import { dateIso } from "../modele/identifiants.js";
import { enDeuxLangues } from "../modele/plume.js";
import { type Provenance, relire, sceller } from "../modele/provenance.js";
import { exigerRegimeDuFlux } from "../modele/regime.js";
import { Saisie } from "../modele/saisie.js";
import { arrondiDesDroits, choixDe, droitsSansTerme } from "../modele/stipulations.js";
import type { Reservataire } from "../modele/vocabulaire.js";
import { appliquerArrondi } from "./arrondi-convenu.js";
import { controlerConversion, exigerLaMesure, type ReglesLisibles } from "./controler-conversion.js";
import {
  type CadreDeConversion,
  convertirLigne,
  type LigneDeConversion,
  totaliserVolume,
  type VolumeDeDroits,
} from "./convertir-lignes.js";
import { estDuContingent, NON_CONVERTIS } from "./droits-de-l-etat.js";
import {
  champsDesDroits,
  type DroitsLus,
  type LigneDeDroits,
  type LigneDeDroitsDeNiveau2,
  lireDroits,
} from "./lire-droits.js";
import type { TauxDeRotation } from "./mesurer-taux-de-rotation.js";
import { choisirLeTaux } from "./taux-applique.js";

const schemaEntree = z.strictObject({
  dateDEffet: dateIso,
  ...champsDesDroits,
  tauxDeRotation: z.unknown().optional(),
});

const schemaStipulations = z.strictObject({
  mesureDeDuree: choixDe("mesureDeDuree").optional(),
  mesureDesAnnees: choixDe("mesureDesAnnees").optional(),
  tauxApplique: choixDe("tauxApplique").optional(),
  droitsSansTerme: droitsSansTerme.optional(),
  autresDroitsDeLEtat: choixDe("autresDroitsDeLEtat").optional(),
  arrondiDesDroits,
});

interface EntreeCommune {
  /** Jour à partir duquel la durée restante se compte, AAAA-MM-JJ ; le droit se lit à ce jour. */
  readonly dateDEffet: string;
  readonly tauxDeRotation: TauxDeRotation;
}

/** Les droits tels que l'état des lieux les donne, logement par logement. */
export interface DroitsDUnEtatDesLieux extends EntreeCommune {
  readonly etatDesLieux: EtatDesLieux;
  readonly synthese?: undefined;
  readonly reservataires?: undefined;
}

/** Les droits tels que la synthèse de niveau 2 les donne : les années d'expiration seules. */
export interface DroitsDUneSynthese extends EntreeCommune {
  readonly synthese: readonly LigneDeDroitsDeNiveau2[];
  readonly reservataires: readonly Pick<Reservataire, "code" | "nom" | "categorie">[];
  readonly etatDesLieux?: undefined;
}

export type EntreeDroitsUniques = DroitsDUnEtatDesLieux | DroitsDUneSynthese;

/** @useDeclaredType */
export type StipulationsDeDroitsUniques = EnLecture<z.infer<typeof schemaStipulations>>;

export interface DroitsUniques {
  readonly nature: "droits-uniques";
  readonly dateDEffet: string;
  /** 1 : d'un état des lieux ; 2 : d'une synthèse, dont seules les années d'expiration sont connues. */
  readonly niveau: 1 | 2;
  /** Le sceau de l'état des lieux d'où viennent les droits ; `null` au niveau 2. */
  readonly etatDesLieux: string | null;
  readonly stipulations: StipulationsDeDroitsUniques;
  readonly tauxDeRotation: TauxDeRotation;
  readonly lignes: readonly LigneDeConversion[];
  readonly reservataires: readonly VolumeDeDroits[];
  /** Réservataires dont des droits ne se convertissent pas, combien, et pourquoi. */
  readonly exclus: readonly {
    readonly reservataire: string;
    readonly nombre: number;
    readonly motif: Texte;
  }[];
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

const VERBE = "convertirEnDroitsUniques";

/**
 * Convertit les réservations en volumes de droits uniques : DU = U + Σ durée restante × taux de rotation.
 *
 * Le contingent du préfet n'est pas converti : la méthode ne fait pas baisser le volume de l'État ; ses autres droits le sont par
 * stipulation. Un droit échu compte pour zéro. Un droit sans terme n'a pas de formule : il vaut ce que les parties ont négocié.
 * L'arrondi, s'il est convenu, se fait une seule fois, sur le volume de chaque réservataire ; par logement, si les parties y tiennent, et
 * l'écart est rendu.
 *
 * @param entree - date d'effet, taux de rotation, et les droits : un état des lieux, ou une synthèse de niveau 2 avec ses réservataires
 * @param stipulations - `mesureDeDuree` (état des lieux) ou `mesureDesAnnees` (synthèse) ; `arrondiDesDroits` ; et, si la question se
 * pose, `tauxApplique` (un taux mesuré par typologie), `droitsSansTerme`, `autresDroitsDeLEtat`
 * @returns le volume de chaque réservataire, en droits uniques, et le détail ligne à ligne
 * @throws {@link ErreurDeSaisie} si une entrée n'est pas le résultat attendu, si une synthèse ne compte pas tous ses droits par année, ou
 * si un droit sans terme n'a pas été négocié
 * @throws {@link StipulationManquante} si une stipulation qui joue n'est pas donnée
 * @article Méthode présentée en Île-de-France le 12/01/2023 ; aucun article ne la fixe (règle R14)
 * @category Conversion
 * @example
 * const etatDesLieux = consoliderEtatDesLieux(
 *   {
 *     date: "2024-01-01",
 *     perimetre: { bailleur: "999999999", departement: "77", annee: 2024 },
 *     communes: [{ code: "77288", epci: null }],
 *     reservataires: [{ code: "als", nom: "Action Logement", categorie: "action-logement", territoire: { type: "perimetre" } }],
 *     logements: [{ numeroRpls: "9900000001", reservataire: "als", droit: "droit-de-suite", typologie: "T3", commune: "77288", localisation: "qpv", financement: "PLUS", dateDExpiration: "2035-12-31" }],
 *   },
 *   {},
 * );
 * const tauxDeRotation = mesurerTauxDeRotation(
 *   { date: "2024-01-01", millesime: 2023, territoire: "bailleur", numerateur: { nature: "sorties", nombre: 8 }, denominateur: { nature: "logements", nombre: 100 } },
 *   { mutations: "comptees", misesEnService: "exclues", arrondiDuTaux: "aucun" },
 * );
 * convertirEnDroitsUniques(
 *   { dateDEffet: "2024-01-01", etatDesLieux, tauxDeRotation },
 *   { mesureDeDuree: "mois-revolus", arrondiDesDroits: "aucun" },
 * ).reservataires[0].droitsUniques // { exact: "24/25", decimal: "0.96" }
 */
export function convertirEnDroitsUniques(
  entree: EntreeDroitsUniques,
  stipulations: StipulationsDeDroitsUniques,
): DroitsUniques {
  const saisie = new Saisie(VERBE);
  const { complet: lue, champs } = saisie.lireObjet(schemaEntree, saisie.recevoir(entree));
  const { complet: convenu, champs: convenues } = saisie.lireStipulationsParChamp(
    schemaStipulations,
    stipulations,
  );
  exigerLaMesure(saisie, champs.synthese === undefined ? 1 : 2, convenues);
  const droits = lireDroits(saisie, champs);
  const rotation = relire<TauxDeRotation>(saisie, champs.tauxDeRotation, "taux-de-rotation", [
    "tauxDeRotation",
  ]);
  exigerRegimeDuFlux(saisie, champs.dateDEffet, ["dateDEffet"]);
  const tri = droits && trier(saisie, droits, convenues);
  if (droits !== undefined && tri !== undefined && rotation !== undefined)
    controlerConversion(saisie, droits, tri.convertis, rotation, convenues, champs.dateDEffet);
  const { dateDEffet } = saisie.certifier(lue);
  const regles = ranger(saisie.certifier(convenu));
  const { convertis, exclus } = saisie.certifier(tri);
  const tauxDeRotation = saisie.certifier(rotation);
  const { niveau, etatDesLieux, source } = saisie.certifier(droits);

  const cadre: CadreDeConversion = {
    dateDEffet,
    mesureDeDuree: regles.mesureDeDuree,
    mesureDesAnnees: regles.mesureDesAnnees,
    droitsSansTerme: regles.droitsSansTerme ?? [],
    tauxDe: choisirLeTaux(tauxDeRotation, regles.tauxApplique),
    arrondi: regles.arrondiDesDroits,
  };
  const lignes = convertis.map((ligne) => convertirLigne(ligne, cadre));
  const reservataires = regrouperParCodes(lignes, (ligne) => ligne.reservataire).map(([code, siennes]) =>
    totaliserVolume(code, siennes, cadre),
  );
  return sceller(
    {
      nature: "droits-uniques" as const,
      dateDEffet,
      niveau,
      etatDesLieux,
      stipulations: regles,
      tauxDeRotation,
      lignes,
      reservataires,
      exclus,
      constats: reservataires.flatMap((volume) => [
        ...constaterDroitsExpires(volume, dateDEffet),
        ...constaterArrondi(volume, regles),
      ]),
    },
    {
      dateDeDroit: dateDEffet,
      entrees: { droits: source, tauxDeRotation: tauxDeRotation.provenance.sceau },
      stipulations: regles,
    },
  );
}

function ranger({
  droitsSansTerme: negocies,
  ...autres
}: StipulationsDeDroitsUniques): StipulationsDeDroitsUniques {
  return negocies === undefined
    ? autres
    : { ...autres, droitsSansTerme: trierParCodes(negocies, ({ reservataire }) => reservataire) };
}

const CONTINGENT: Texte = {
  fr: "La méthode ne fait pas baisser le volume de l'État ; par lecture, son contingent (R. 441-5-2) n'a pas de terme et ne se convertit pas. Un droit de l'État dont la contrepartie n'est pas dite est tenu pour son contingent.",
  en: "The method does not reduce the State's volume; by reading, its contingent (R. 441-5-2) has no term and is not converted. A State right whose counterpart is not given is taken as its contingent.",
};

/** Ce qui se convertit et ce qui ne se convertit pas : le contingent du préfet jamais, ses autres droits par stipulation. */
function trier(
  saisie: Saisie,
  { lignes, titulaires }: DroitsLus,
  { autresDroitsDeLEtat }: ReglesLisibles,
): { readonly convertis: readonly LigneDeDroits[]; readonly exclus: DroitsUniques["exclus"] } {
  const prefets = new Set(
    titulaires.filter(({ categorie }) => categorie === "prefet").map(({ code }) => code),
  );
  const deLEtat = lignes.filter(({ reservataire }) => prefets.has(reservataire));
  const contingent = deLEtat.filter(estDuContingent);
  const autres = deLEtat.filter((ligne) => !estDuContingent(ligne));
  if (autres.length > 0 && autresDroitsDeLEtat === undefined) saisie.exigerStipulation("autresDroitsDeLEtat");
  const gardes = autresDroitsDeLEtat === "convertis" ? [] : autres;
  const horsConversion = new Set([...contingent, ...gardes]);
  return {
    convertis: lignes.filter((ligne) => !horsConversion.has(ligne)),
    exclus: [...exclure(contingent, CONTINGENT), ...exclure(gardes, NON_CONVERTIS)],
  };
}

function exclure(lignes: readonly LigneDeDroits[], motif: Texte): DroitsUniques["exclus"] {
  return regrouperParCodes(lignes, ({ reservataire }) => reservataire).map(([reservataire, siennes]) => ({
    reservataire,
    nombre: siennes.reduce((total, { nombre }) => total + nombre, 0),
    motif,
  }));
}

function constaterDroitsExpires({ reservataire, echus }: VolumeDeDroits, dateDEffet: string): Constat[] {
  if (echus === 0) return [];
  return [
    constater("DROITS_EXPIRES", {
      territoire: "périmètre",
      chiffres: [{ nom: "droits échus", valeur: String(echus) }],
      message: {
        fr: `${reservataire}, droits échus avant le ${dateEnFrancais(dateDEffet)}, comptés pour zéro : ${echus}.`,
        en: `${reservataire}, rights expired before ${dateDEffet}, counted as zero: ${echus}.`,
      },
    }),
  ];
}

/** Arrondir chaque logement change beaucoup un total : les deux se montrent. */
function constaterArrondi(
  { reservataire, brut, droitsUniques }: VolumeDeDroits,
  { arrondiDesDroits: arrondi }: StipulationsDeDroitsUniques,
): Constat[] {
  if (arrondi === "aucun" || !("par" in arrondi)) return [];
  const aLaFin = valeurExacte(appliquerArrondi(lireValeurExacte(brut), arrondi));
  return [
    constater("DROITS_ARRONDIS_PAR_LOGEMENT", {
      territoire: "périmètre",
      chiffres: [
        { nom: "arrondis logement par logement", valeur: droitsUniques.exact },
        { nom: "arrondis une fois, à la fin", valeur: aLaFin.exact },
        { nom: "sans arrondi", valeur: brut.exact },
      ],
      message: enDeuxLangues(({ nombre, mot }) =>
        mot(
          `${reservataire} : arrondis logement par logement, ${nombre(droitsUniques)} droits uniques ; arrondis une seule fois, ${nombre(aLaFin)} ; sans arrondi, ${nombre(brut)}.`,
          `${reservataire}: rounded dwelling by dwelling, ${nombre(droitsUniques)} single-use rights; rounded once, ${nombre(aLaFin)}; without rounding, ${nombre(brut)}.`,
        ),
      ),
    }),
  ];
}
