import type { Soustraits } from "../assiette/comptes-du-flux.js";
import { texteNonVide } from "../modele/identifiants.js";
import { type Provenance, relire, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import { NON_RESERVES, type Perimetre } from "../modele/vocabulaire.js";
import type { BilanDeReservataire } from "./annees-des-reservataires.js";
import type { Bilan } from "./etablir-bilan.js";
import type { LigneDeBilan } from "./lignes-du-bilan.js";
import type { BilanDesSoustraits } from "./relogements.js";
import type { SuitesDeReservataire } from "./suites-des-mises-a-disposition.js";

/** Le bilan d'un réservataire : ce qui est à lui, et ce que le texte dit à tous des logements soustraits. */
export interface ExtraitDeBilan {
  readonly nature: "extrait-de-bilan";
  readonly perimetre: Perimetre;
  readonly anneesLues: readonly number[];
  /** Le sien seul, aux six axes. */
  readonly lignes: readonly LigneDeBilan[];
  readonly reservataire: BilanDeReservataire;
  readonly suites: SuitesDeReservataire;
  /** Logements soustraits du flux, par catégorie : prévus et réalisés de l'année, prévus de l'année d'après si elle est connue. */
  readonly soustraits: {
    readonly prevus: Soustraits;
    readonly realises: Soustraits;
    readonly suivants: Soustraits | null;
  };
  readonly relogements: readonly BilanDesSoustraits[];
  readonly provenance: Provenance;
}

const VERBE = "extraireBilan";

/**
 * Extrait d'un bilan ce qui est à un réservataire, et ce que tous doivent savoir des logements soustraits du flux.
 *
 * L'extrait ne porte ni ligne, ni compte, ni empreinte des autres : il se lit seul, et ne change que si ce qui y est écrit change. Il
 * ne remplace pas le bilan, que R. 441-5-1 donne à l'ensemble des réservataires, ventilé par réservataire.
 *
 * @param bilan - le bilan d'une année
 * @param reservataire - le code du réservataire
 * @returns ses lignes aux six axes, son année, les suites de ses mises à disposition (taux en pourcentage, délais en jours), et les
 * logements soustraits par catégorie
 * @throws {@link ErreurDeSaisie} si l'entrée n'est pas un bilan, ou s'il n'a pas ce réservataire
 * @article CCH, art. R. 441-5-1, al. 1, et R. 441-5, I, al. 5 (en vigueur depuis le 22/02/2020) ; aucun ne demande d'extrait
 * @category Bilan
 * @example
 * const assiette = calculerAssiette(
 *   {
 *     date: "2024-01-01",
 *     perimetre: { bailleur: "999999999", departement: "77", annee: 2024 },
 *     liberations: 100,
 *     soustraits: { mutations: 12 },
 *   },
 *   { premieresMisesEnLocation: "hors-flux" },
 * );
 * const conventions = [
 *   {
 *     reservataire: { code: "als", nom: "Action Logement", categorie: "action-logement", territoire: { type: "perimetre" } },
 *     dateDeSignature: "2023-11-01",
 *     dateDEffet: "2024-01-01",
 *     modeDeGestion: "directe",
 *     parts: [{ contrepartie: "participation-des-employeurs", taux: 20, localisation: "uniforme" }],
 *   },
 * ];
 * const registre = ouvrirRegistre(repartirFlux({ assiette, conventions }), {
 *   decompte: "mise-a-disposition",
 *   echec: "annule",
 *   report: "aucun",
 * });
 * extraireBilan(etablirBilan(registre), "als").soustraits.prevus.mutations // 12
 */
export function extraireBilan(bilan: Bilan, reservataire: string): ExtraitDeBilan {
  const saisie = new Saisie(VERBE);
  const lu = relire<Bilan>(saisie, saisie.recevoir(bilan, ["bilan"]), "bilan", ["bilan"]);
  const code = saisie.lire(texteNonVide, saisie.recevoir(reservataire, ["reservataire"]), ["reservataire"]);
  const sien = lu?.reservataires.find((ligne) => ligne.reservataire === code && code !== NON_RESERVES);
  if (lu !== undefined && code !== undefined && sien === undefined)
    saisie.refuser(["reservataire"], "RESERVATAIRE_INCONNU", {
      fr:
        code === NON_RESERVES
          ? "Les logements non réservés sont au bailleur, qui n'a pas d'extrait de son propre bilan."
          : `Le réservataire « ${code} » ne figure pas au bilan.`,
      en:
        code === NON_RESERVES
          ? "Unreserved dwellings are the landlord's, which has no extract of its own report."
          : `Holder “${code}” is not in the report.`,
    });
  const { perimetre, anneesLues, lignes, suites, relogements, provenance, ...flux } = saisie.certifier(lu);
  const lui = saisie.certifier(sien);
  const sesSuites = suites.lignes.find((ligne) => ligne.reservataire === lui.reservataire);
  if (sesSuites === undefined) throw new TypeError("réservataire sans suites");
  const extrait = {
    perimetre,
    anneesLues,
    lignes: lignes.filter((ligne) => ligne.reservataire === lui.reservataire),
    reservataire: lui,
    suites: sesSuites,
    soustraits: {
      prevus: flux.assiettePrevue.soustraits,
      realises: flux.assietteRealisee.soustraits,
      suivants: flux.assietteSuivante?.soustraits ?? null,
    },
    relogements,
  };
  return sceller(
    { nature: "extrait-de-bilan" as const, ...extrait },
    { dateDeDroit: provenance.dateDeDroit, entrees: extrait, stipulations: {} },
  );
}
