import * as z from "zod";
import { dateEnFrancais } from "../droit/periodes.js";
import type { Texte } from "../droit/texte.js";
import { type EtatDesLieux, titulairesDeDroits } from "../etat-des-lieux/consolider-etat-des-lieux.js";
import type { LigneDEcheancier } from "../etat-des-lieux/synthetiser.js";
import {
  additionner,
  type Fraction,
  fraction,
  multiplier,
  pourCentDe,
  sommer,
  ZERO,
} from "../exact/fraction.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { lireValeurExacte, type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { type Constat, constater } from "../modele/constats.js";
import { CasNonCouvert } from "../modele/erreurs.js";
import { dateIso } from "../modele/identifiants.js";
import { type Provenance, relire, sceller } from "../modele/provenance.js";
import { exigerRegimeDuFlux } from "../modele/regime.js";
import { Saisie } from "../modele/saisie.js";
import { arrondiConvenu, choixDe } from "../modele/stipulations.js";
import type { Reservataire } from "../modele/vocabulaire.js";
import { appliquerArrondi } from "./arrondi-convenu.js";
import { dureeRestante, type MesureDeDuree } from "./duree-restante.js";
import type { TauxDeRotation } from "./mesurer-taux-de-rotation.js";

const schemaEntree = z.strictObject({
  dateDEffet: dateIso,
  etatDesLieux: z.unknown().optional(),
  tauxDeRotation: z.unknown().optional(),
});

const schemaStipulations = z.strictObject({
  mesureDeDuree: choixDe("mesureDeDuree"),
  arrondiDesDroits: arrondiConvenu,
});

export interface EntreeDroitsUniques {
  /** Jour à partir duquel la durée restante se compte, AAAA-MM-JJ ; le droit se lit à ce jour. */
  readonly dateDEffet: string;
  readonly etatDesLieux: EtatDesLieux;
  readonly tauxDeRotation: TauxDeRotation;
}

export type StipulationsDeDroitsUniques = z.infer<typeof schemaStipulations>;

/** Une ligne de l'échéancier, convertie. */
export interface LigneDeConversion extends LigneDEcheancier {
  /** Années restantes de chaque droit de suite, selon la mesure convenue ; zéro pour un droit unique ou échu. */
  readonly duree: ValeurExacte;
  readonly droitsUniques: ValeurExacte;
}

/** Le volume de droits uniques d'un réservataire. */
export interface VolumeDeDroits {
  readonly reservataire: string;
  readonly droitsUniquesNonHonores: number;
  readonly droitsDeSuite: number;
  /** Σ durée restante des droits de suite, en années. */
  readonly annees: ValeurExacte;
  /** U + Σ durée restante × taux, sans arrondi. */
  readonly brut: ValeurExacte;
  /** Le volume retenu, après l'arrondi convenu. */
  readonly droitsUniques: ValeurExacte;
}

export interface DroitsUniques {
  readonly nature: "droits-uniques";
  readonly dateDEffet: string;
  readonly stipulations: StipulationsDeDroitsUniques;
  readonly tauxDeRotation: TauxDeRotation;
  readonly lignes: readonly LigneDeConversion[];
  readonly reservataires: readonly VolumeDeDroits[];
  /** Réservataires dont les droits ne se convertissent pas, et pourquoi. */
  readonly exclus: readonly { readonly reservataire: string; readonly motif: Texte }[];
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

const VERBE = "convertirEnDroitsUniques";

/**
 * Convertit les réservations en volumes de droits uniques : DU = U + Σ durée restante × taux de rotation.
 *
 * Les droits du préfet ne sont pas convertis : la méthode ne fait pas baisser le volume de l'État. Un droit échu compte
 * pour zéro.
 * L'arrondi, s'il est convenu, se fait une seule fois, sur le volume de chaque réservataire.
 *
 * @param entree - date d'effet, état des lieux, taux de rotation
 * @param stipulations - mesure de la durée restante, arrondi des droits
 * @returns le volume de chaque réservataire, en droits uniques, et le détail ligne à ligne
 * @throws {@link ErreurDeSaisie} si une entrée n'est pas le résultat attendu
 * @throws {@link CasNonCouvert} si un droit de suite n'a pas de terme : aucune formule ne le convertit
 * @throws {@link StipulationManquante} si la mesure de durée ou l'arrondi n'est pas donné
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
  const convenu = saisie.lireStipulations(schemaStipulations, stipulations);
  const inventaire = relire<EtatDesLieux>(saisie, champs.etatDesLieux, "etat-des-lieux", ["etatDesLieux"]);
  const rotation = relire<TauxDeRotation>(saisie, champs.tauxDeRotation, "taux-de-rotation", [
    "tauxDeRotation",
  ]);
  exigerRegimeDuFlux(saisie, champs.dateDEffet, ["dateDEffet"]);
  const { dateDEffet } = saisie.certifier(lue);
  const { mesureDeDuree, arrondiDesDroits } = saisie.certifier(convenu);
  const etatDesLieux = saisie.certifier(inventaire);
  const tauxDeRotation = saisie.certifier(rotation);

  const titulaires = titulairesDeDroits(etatDesLieux);
  const convertis = new Set(titulaires.filter((r) => r.categorie !== "prefet").map((r) => r.code));
  const echeancier = etatDesLieux.echeancier.filter((ligne) => convertis.has(ligne.reservataire));
  refuserDroitsSansTerme(echeancier);

  const taux = lireValeurExacte(tauxDeRotation.taux);
  const lignes = echeancier.map((ligne) => convertirLigne(ligne, taux, mesureDeDuree, dateDEffet));
  const parReservataire = regrouperParCodes(lignes, (ligne) => ligne.reservataire);
  const retenues = { mesureDeDuree, arrondiDesDroits };
  return sceller(
    {
      nature: "droits-uniques" as const,
      dateDEffet,
      stipulations: retenues,
      tauxDeRotation,
      lignes,
      reservataires: parReservataire.map(([code, siennes]) =>
        totaliser(code, siennes, dateDEffet, (brut) => appliquerArrondi(brut, arrondiDesDroits)),
      ),
      exclus: titulaires.filter((r) => r.categorie === "prefet").map(exclurePrefet),
      constats: parReservataire.flatMap(([code, siennes]) =>
        constaterDroitsExpires(code, siennes, dateDEffet),
      ),
    },
    {
      dateDeDroit: dateDEffet,
      entrees: {
        etatDesLieux: etatDesLieux.provenance.sceau,
        tauxDeRotation: tauxDeRotation.provenance.sceau,
      },
      stipulations: retenues,
    },
  );
}

function exclurePrefet({ code }: Reservataire): DroitsUniques["exclus"][number] {
  return {
    reservataire: code,
    motif: {
      fr: "La méthode ne fait pas baisser le volume de l'État ; par lecture, son contingent (R. 441-5-2) n'a pas de terme et ne se convertit pas. Ses autres droits relèvent d'une stipulation que cette version ne lit pas.",
      en: "The method does not reduce the State's volume; by reading, its contingent (R. 441-5-2) has no term and is not converted. Its other rights depend on a stipulation this version does not read.",
    },
  };
}

function refuserDroitsSansTerme(echeancier: readonly LigneDEcheancier[]): void {
  const sansTerme = echeancier.filter(
    (ligne) => ligne.droit === "droit-de-suite" && ligne.dateDExpiration === null,
  );
  if (sansTerme.length === 0) return;
  const detail = sansTerme
    .map((ligne) => `${ligne.reservataire} (${ligne.commune} : ${ligne.nombre})`)
    .join(", ");
  throw new CasNonCouvert(VERBE, "etatDesLieux.echeancier", {
    fr: `des droits de suite n'ont pas de terme : ${detail}. Aucune formule ne les convertit, leur volume se négocie ; cette version ne reçoit pas encore de valeur négociée.`,
    en: `some recurring rights have no term: ${detail}. No formula converts them, their volume is negotiated; this version takes no negotiated value yet.`,
  });
}

function estEchu({ dateDExpiration }: LigneDEcheancier, dateDEffet: string): boolean {
  return dateDExpiration !== null && dateDExpiration < dateDEffet;
}

function convertirLigne(
  ligne: LigneDEcheancier,
  taux: Fraction,
  mesure: MesureDeDuree,
  dateDEffet: string,
): LigneDeConversion {
  const nombre = fraction(estEchu(ligne, dateDEffet) ? 0 : ligne.nombre);
  if (ligne.droit === "droit-unique" || ligne.dateDExpiration === null)
    return { ...ligne, duree: valeurExacte(ZERO), droitsUniques: valeurExacte(nombre) };
  const duree = dureeRestante(mesure, dateDEffet, ligne.dateDExpiration);
  return {
    ...ligne,
    duree: valeurExacte(duree),
    droitsUniques: valeurExacte(multiplier(nombre, pourCentDe(taux, duree))),
  };
}

function totaliser(
  code: string,
  lignes: readonly LigneDeConversion[],
  dateDEffet: string,
  arrondir: (brut: Fraction) => Fraction,
): VolumeDeDroits {
  const vivantes = lignes.filter((ligne) => !estEchu(ligne, dateDEffet));
  const compter = (droit: LigneDeConversion["droit"]) =>
    vivantes.filter((ligne) => ligne.droit === droit).reduce((total, ligne) => total + ligne.nombre, 0);
  const brut = sommer(lignes.map((ligne) => lireValeurExacte(ligne.droitsUniques)));
  const annees = vivantes.reduce(
    (total, ligne) => additionner(total, multiplier(fraction(ligne.nombre), lireValeurExacte(ligne.duree))),
    ZERO,
  );
  return {
    reservataire: code,
    droitsUniquesNonHonores: compter("droit-unique"),
    droitsDeSuite: compter("droit-de-suite"),
    annees: valeurExacte(annees),
    brut: valeurExacte(brut),
    droitsUniques: valeurExacte(arrondir(brut)),
  };
}

function constaterDroitsExpires(
  code: string,
  lignes: readonly LigneDeConversion[],
  dateDEffet: string,
): Constat[] {
  const nombre = lignes
    .filter((ligne) => estEchu(ligne, dateDEffet))
    .reduce((total, ligne) => total + ligne.nombre, 0);
  if (nombre === 0) return [];
  return [
    constater("DROITS_EXPIRES", {
      territoire: "périmètre",
      chiffres: [{ nom: "droits échus", valeur: String(nombre) }],
      message: {
        fr: `${code}, droits échus avant le ${dateEnFrancais(dateDEffet)}, comptés pour zéro : ${nombre}.`,
        en: `${code}, rights expired before ${dateDEffet}, counted as zero: ${nombre}.`,
      },
    }),
  ];
}
