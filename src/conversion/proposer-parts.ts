import type { Assiette } from "../assiette/calculer-assiette.js";
import { COLLECTIVITES } from "../droit/reservataires.js";
import type { Texte } from "../droit/texte.js";
import { type EtatDesLieux, titulairesDeDroits } from "../etat-des-lieux/consolider-etat-des-lieux.js";
import type { LigneDEcheancier } from "../etat-des-lieux/synthetiser.js";
import { type Fraction, fraction, pourCentDe, sommer } from "../exact/fraction.js";
import { lireValeurExacte, type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { CasNonCouvert } from "../modele/erreurs.js";
import { estDansLeTerritoire, nommerTerritoire } from "../modele/secteurs.js";
import type { Reservataire } from "../modele/vocabulaire.js";
import { appliquerArrondi } from "./arrondi-convenu.js";
import type { StipulationsDeConversion } from "./convertir-stock-en-flux.js";
import { type AutresDroitsDeLEtat, droitsComptes } from "./droits-comptes.js";
import { estDuContingent, NON_CONVERTIS } from "./droits-de-l-etat.js";
import type { TauxDeRotation } from "./mesurer-taux-de-rotation.js";
import {
  appliquerLesMethodes,
  type EcartDesMethodes,
  type MethodeDeConversion,
  mesurerLEcart,
  type PartSelonUneMethode,
  SANS_TAUX,
  TYPOLOGIE_SANS_TAUX,
} from "./methodes-de-conversion.js";
import { choisirLeTaux, typologiesSansTaux } from "./taux-applique.js";

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
  /** Ce que le prorata des volumes rapporte ; `null` s'il ne se calcule pas. */
  readonly prorata: ProrataDesVolumes | null;
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

/** Les termes du prorata des volumes. */
export interface ProrataDesVolumes {
  /** Ses droits uniques, et ceux de tous. */
  readonly droitsUniques: ValeurExacte;
  readonly deTous: ValeurExacte;
  /** Ce que le préfet et le bailleur laissent, en pourcentage du flux. */
  readonly laisse: ValeurExacte;
  /** C : le flux net du périmètre, en logements. */
  readonly fluxDuPerimetre: number;
}

/** Un réservataire auquel la méthode retenue ne donne pas de taux. */
export interface ExcluDuStock {
  readonly reservataire: string;
  readonly motif: Texte;
}

/** Ce qui sert à toutes les parts. */
export interface CadreDuStock {
  readonly verbe: string;
  readonly etatDesLieux: EtatDesLieux;
  readonly assiette: Assiette;
  readonly date: string;
  readonly stipulations: StipulationsDeConversion;
  readonly rotation: TauxDeRotation | undefined;
  readonly tauxApplique: StipulationsDeConversion["tauxApplique"];
  readonly autresDroits: AutresDroitsDeLEtat;
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

/** Les parts de tous, et ceux qui n'en ont pas, dans l'ordre des codes. */
export function proposerLesParts(cadre: CadreDuStock): {
  readonly parts: readonly PartProposee[];
  readonly exclus: readonly ExcluDuStock[];
} {
  const { etatDesLieux } = cadre;
  const dotes = titulairesDeDroits(etatDesLieux);
  const propositions = dotes
    .filter((candidat) => aDesDroitsAConvertir(cadre, candidat))
    .map((candidat) => proposer(cadre, candidat));
  return {
    parts: propositions.filter((proposition) => "taux" in proposition),
    exclus: [
      ...dotes.filter((candidat) => lEtatEnA(etatDesLieux, candidat, true)).map(exclure(CONTINGENT)),
      ...dotes
        .filter(
          (candidat) => lEtatEnA(etatDesLieux, candidat, false) && !aDesDroitsAConvertir(cadre, candidat),
        )
        .map(exclure(NON_CONVERTIS)),
      ...propositions.filter((proposition) => "motif" in proposition),
    ],
  };
}

/** L'État n'a de part à proposer que pour ses droits hors contingent, si les parties les convertissent. */
function aDesDroitsAConvertir({ etatDesLieux, autresDroits }: CadreDuStock, candidat: Reservataire): boolean {
  if (candidat.categorie !== "prefet") return true;
  return autresDroits === "convertis" && lEtatEnA(etatDesLieux, candidat, false);
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

function proposer(cadre: CadreDuStock, candidat: Reservataire): PartProposee | ExcluDuStock {
  const { etatDesLieux, assiette, date, stipulations, autresDroits, volumes, laisse } = cadre;
  const { code, categorie, territoire } = candidat;
  const lieux = etatDesLieux.patrimoine.filter((secteur) => estDansLeTerritoire(secteur, territoire));
  refuserHorsTerritoire(cadre, candidat, new Set(lieux.map(({ commune }) => commune)));
  const droits = droitsComptes(etatDesLieux, candidat, date, autresDroits);
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
  const deTous = volumes && sommer(volumes.values());
  const methodes = appliquerLesMethodes({
    reserves,
    deLEtat: categorie === "prefet",
    patrimoine,
    flux,
    fluxDuPerimetre: assiette.flux,
    liberesParAn: libererParAn(cadre, droits),
    volumes: sien === undefined || deTous === undefined ? null : { sien, deTous },
    laisse: laisse ?? null,
  });
  const seCalcule = (voulue: MethodeDeConversion) =>
    methodes.some(({ methode, taux }) => methode === voulue && taux !== null);
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
    prorata:
      sien === undefined || deTous === undefined || laisse === undefined || !seCalcule("prorata-des-volumes")
        ? null
        : {
            droitsUniques: valeurExacte(sien),
            deTous: valeurExacte(deTous),
            laisse: valeurExacte(laisse),
            fluxDuPerimetre: assiette.flux,
          },
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
  { verbe, etatDesLieux: { echeancier } }: CadreDuStock,
  { code, territoire }: Reservataire,
  communes: ReadonlySet<string | null>,
): void {
  if (echeancier.some(({ reservataire, commune }) => reservataire === code && !communes.has(commune)))
    throw new CasNonCouvert(verbe, "etatDesLieux.echeancier", {
      fr: `« ${code} » détient des logements hors de son territoire (${nommerTerritoire(territoire).fr}) : cette version ne sait pas à quel patrimoine les rapporter.`,
      en: `“${code}” holds dwellings outside its territory (${nommerTerritoire(territoire).en}): this version cannot tell which stock to relate them to.`,
    });
}

const CONTINGENT: Texte = {
  fr: "Le contingent du préfet est fixé par sa convention, dans les limites de l'article R. 441-5-2 : aucune méthode ne s'y applique.",
  en: "The prefect's contingent is set by its agreement, within the limits of article R. 441-5-2: no method applies.",
};

function exclure(motif: Texte): (reservataire: Reservataire) => ExcluDuStock {
  return ({ code }) => ({ reservataire: code, motif });
}
