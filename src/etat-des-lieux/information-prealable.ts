import { regrouperParCodes } from "../exact/ordre.js";
import { type Constat, constater } from "../modele/constats.js";
import { type Provenance, relire, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import {
  type CategorieDeReservataire,
  type Perimetre,
  TYPOLOGIES,
  type Typologie,
} from "../modele/vocabulaire.js";
import type { EtatDesLieux } from "./consolider-etat-des-lieux.js";
import type { LigneDEcheancier } from "./synthetiser.js";

/** Qui doit être informé : un réservataire, ou le président d'un EPCI, d'un EPT ou d'une métropole. */
export type DestinataireDInformation =
  | {
      readonly type: "reservataire";
      readonly reservataire: string;
      readonly nom: string;
      readonly categorie: CategorieDeReservataire;
    }
  | {
      readonly type: "president-d-intercommunalite";
      /** SIREN de l'EPCI, de l'EPT ou de la métropole. */
      readonly epci: string;
      readonly communes: readonly string[];
    };

/** Les logements qu'un réservataire tient dans une commune : où, combien, de quelle taille. */
export interface LigneDInformation {
  readonly reservataire: string;
  readonly commune: string;
  readonly epci: string | null;
  readonly logements: number;
  readonly situesEnQpv: number;
  /** Droits uniques et droits de suite ensemble. */
  readonly typologies: Readonly<Record<Typologie, number>>;
}

export interface InformationPrealable {
  readonly nature: "information-prealable";
  readonly perimetre: Perimetre;
  /** Tous reçoivent le même contenu, en même temps. */
  readonly destinataires: readonly DestinataireDInformation[];
  readonly contenu: readonly LigneDInformation[];
  readonly totaux: { readonly logements: number };
  /** Communes sans EPCI, dont aucun président n'est destinataire. */
  readonly communesSansEpci: readonly string[];
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

const VERBE = "informationPrealable";

/**
 * Dresse l'information préalable à la conversion du stock : qui doit la recevoir, et quoi, réservataire par réservataire, dans le
 * département.
 *
 * Le contenu est celui que le ministère rapporte de la disposition transitoire du décret de 2020, dont le texte n'a pas été lu ;
 * un constat le dit. Tous les destinataires reçoivent la même chose en même temps ; le détail logement par logement ne va qu'au
 * réservataire concerné : voir {@link extraireEtatDesLieux}.
 *
 * @param etatDesLieux - l'état des lieux consolidé
 * @returns les destinataires et le contenu, en logements
 * @throws {@link ErreurDeSaisie} si le résultat donné n'en est pas un, ou a été modifié
 * @article Disposition transitoire du décret n° 2020-145, rapportée par le ministère et non lue (règle R13)
 * @category État des lieux
 * @example
 * const etatDesLieux = consoliderEtatDesLieux(
 *   {
 *     date: "2024-01-01",
 *     perimetre: { bailleur: "999999999", departement: "77", annee: 2024 },
 *     communes: [{ code: "77288", epci: "247700057" }],
 *     reservataires: [{ code: "als", nom: "Action Logement", categorie: "action-logement", territoire: { type: "perimetre" } }],
 *     logements: [{ numeroRpls: "9900000001", reservataire: "als", droit: "droit-unique", typologie: "T3", commune: "77288", localisation: "qpv", financement: "PLUS" }],
 *   },
 *   {},
 * );
 * informationPrealable(etatDesLieux).destinataires.map(({ type }) => type) // ["reservataire", "president-d-intercommunalite"]
 */
export function informationPrealable(etatDesLieux: EtatDesLieux): InformationPrealable {
  const saisie = new Saisie(VERBE);
  const lu = saisie.certifier(
    relire<EtatDesLieux>(saisie, saisie.recevoir(etatDesLieux, ["etatDesLieux"]), "etat-des-lieux", [
      "etatDesLieux",
    ]),
  );
  const contenu = decrire(lu);
  const communes = [...new Map(lu.patrimoine.map(({ commune, epci }) => [commune ?? "", epci]))];
  return sceller(
    {
      nature: "information-prealable" as const,
      perimetre: lu.perimetre,
      destinataires: [
        ...lu.reservataires.map(({ code, nom, categorie }) => ({
          type: "reservataire" as const,
          reservataire: code,
          nom,
          categorie,
        })),
        ...regrouperParCodes(
          communes.flatMap(([commune, epci]) => (epci === null ? [] : [{ commune, epci }])),
          ({ epci }) => epci,
        ).map(([epci, siennes]) => ({
          type: "president-d-intercommunalite" as const,
          epci,
          communes: siennes.map(({ commune }) => commune),
        })),
      ],
      contenu,
      totaux: { logements: contenu.reduce((total, { logements }) => total + logements, 0) },
      communesSansEpci: communes.flatMap(([commune, epci]) => (epci === null ? [commune] : [])),
      constats: [CONTENU_RAPPORTE, ...lu.constats.filter(({ code }) => code === "INVENTAIRE_INCOMPLET")],
    },
    { dateDeDroit: lu.provenance.dateDeDroit, entrees: lu.provenance.sceau, stipulations: {} },
  );
}

const CONTENU_RAPPORTE = constater("INFORMATION_RAPPORTEE", {
  territoire: "périmètre",
  confiance: ["doctrine"],
  chiffres: [],
  message: {
    fr: "Contenu rapporté par le ministère : localisation, nombre et typologies des logements conventionnés. La partie du décret qui le dit n'a pas été lue. Seuls les logements réservés qui entrent dans le flux figurent ici.",
    en: "Content reported by the ministry: location, number and sizes of contracted dwellings. The part of the decree that says so was not read. Only reserved dwellings that enter the flow appear here.",
  },
  remede: {
    fr: "Informer tous les destinataires en même temps, avant la conversion ; n'envoyer le détail logement par logement qu'au réservataire concerné.",
    en: "Inform all recipients at the same time, before the conversion; send the detail by dwelling only to the holder concerned.",
  },
});

function decrire({ echeancier, synthese }: EtatDesLieux): LigneDInformation[] {
  const cle = ({ reservataire, commune }: Pick<LigneDEcheancier, "reservataire" | "commune">) =>
    `${reservataire}\u0000${commune}`;
  const groupes = new Map(regrouperParCodes(echeancier, cle));
  return synthese.map(({ reservataire, commune, epci }) => {
    const siens = groupes.get(cle({ reservataire, commune })) ?? [];
    const compter = (garder: (ligne: LigneDEcheancier) => boolean) =>
      siens.filter(garder).reduce((total, { nombre }) => total + nombre, 0);
    return {
      reservataire,
      commune,
      epci,
      logements: compter(() => true),
      situesEnQpv: compter(({ localisation }) => localisation === "qpv"),
      typologies: Object.fromEntries(
        TYPOLOGIES.map((code) => [code, compter(({ typologie }) => typologie === code)]),
      ) as Record<Typologie, number>,
    };
  });
}
