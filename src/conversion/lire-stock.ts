import * as z from "zod";
import type { Assiette } from "../assiette/calculer-assiette.js";
import { type EtatDesLieux, titulairesDeDroits } from "../etat-des-lieux/consolider-etat-des-lieux.js";
import { lireValeurExacte } from "../exact/valeur-exacte.js";
import { taux } from "../modele/identifiants.js";
import { relire } from "../modele/provenance.js";
import type { Saisie } from "../modele/saisie.js";
import { nommerTerritoire } from "../modele/secteurs.js";
import { autresDroitsConvenus, controlerLesMethodes } from "./controler-les-methodes.js";
import type { DroitsUniques } from "./convertir-en-droits-uniques.js";
import type { StipulationsDeConversion } from "./convertir-stock-en-flux.js";
import type { TauxDeRotation } from "./mesurer-taux-de-rotation.js";
import { resteDe } from "./methodes-de-conversion.js";
import type { CadreDuStock } from "./proposer-parts.js";

type Chemin = readonly PropertyKey[];

const partsFixees = z.strictObject({ prefet: taux, nonReserves: taux });

const schemaDuStock = z.strictObject({
  etatDesLieux: z.unknown().optional(),
  assiette: z.unknown().optional(),
  tauxDeRotation: z.unknown().optional(),
  droitsUniques: z.unknown().optional(),
  partsFixees: partsFixees.optional(),
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

/** Un stock lu : tout vient du même périmètre, des mêmes droits et du même taux. */
export interface StockLu {
  readonly etatDesLieux: EtatDesLieux;
  readonly assiette: Assiette;
  readonly droits: DroitsUniques | undefined;
  readonly rotation: TauxDeRotation | undefined;
  readonly partsFixees: z.output<typeof partsFixees> | undefined;
}

/** Lit un stock ; indéfini si une de ses entrées ne se lit pas, alors notée. */
export function lireStock(
  saisie: Saisie,
  donnee: unknown,
  convenues: Partial<StipulationsDeConversion>,
  chemin: Chemin = [],
): StockLu | undefined {
  const { champs } = saisie.lireObjet(schemaDuStock, donnee, chemin);
  const etatDesLieux = relire<EtatDesLieux>(saisie, champs.etatDesLieux, "etat-des-lieux", [
    ...chemin,
    "etatDesLieux",
  ]);
  const assiette = relire<Assiette>(saisie, champs.assiette, "assiette", [...chemin, "assiette"]);
  const droits =
    champs.droitsUniques === undefined
      ? undefined
      : relire<DroitsUniques>(saisie, champs.droitsUniques, "droits-uniques", [...chemin, "droitsUniques"]);
  const rotation =
    champs.tauxDeRotation === undefined
      ? droits?.tauxDeRotation
      : relire<TauxDeRotation>(saisie, champs.tauxDeRotation, "taux-de-rotation", [
          ...chemin,
          "tauxDeRotation",
        ]);
  if (etatDesLieux !== undefined && assiette !== undefined) {
    controlerPerimetres(saisie, etatDesLieux, assiette, chemin);
    controlerDetail(saisie, etatDesLieux, assiette, chemin);
    controlerEpci(saisie, etatDesLieux, assiette, chemin);
  }
  controlerLesMethodes(
    saisie,
    champs,
    convenues,
    { inventaire: etatDesLieux, droits, rotation, date: assiette?.provenance.dateDeDroit },
    chemin,
  );
  return etatDesLieux === undefined || assiette === undefined
    ? undefined
    : { etatDesLieux, assiette, droits, rotation, partsFixees: champs.partsFixees };
}

/** Ce qui sert à toutes les parts d'un stock, le droit se lisant à la date de l'assiette. */
export function encadrer(
  verbe: string,
  { etatDesLieux, assiette, droits, rotation, partsFixees: fixees }: StockLu,
  stipulations: StipulationsDeConversion,
): CadreDuStock {
  return {
    verbe,
    etatDesLieux,
    assiette,
    date: assiette.provenance.dateDeDroit,
    stipulations,
    rotation,
    autresDroits: autresDroitsConvenus(droits, stipulations),
    tauxApplique: droits?.stipulations.tauxApplique ?? stipulations.tauxApplique,
    volumes:
      droits &&
      new Map(
        droits.reservataires.map((volume) => [volume.reservataire, lireValeurExacte(volume.droitsUniques)]),
      ),
    laisse: fixees && resteDe([fixees.prefet, fixees.nonReserves]),
  };
}

function controlerPerimetres(
  saisie: Saisie,
  { perimetre }: EtatDesLieux,
  assiette: Assiette,
  chemin: Chemin,
): void {
  const autre = assiette.perimetre;
  if (
    autre !== null &&
    (autre.bailleur !== perimetre.bailleur || autre.departement !== perimetre.departement)
  )
    saisie.refuser([...chemin, "assiette", "perimetre"], "PERIMETRES_DIFFERENTS", {
      fr: "L'assiette et l'état des lieux ne portent pas sur le même bailleur et le même département.",
      en: "The base and the inventory are not about the same landlord and département.",
    });
}

/** Une commune n'a qu'un EPCI, dans l'état des lieux comme dans l'assiette. */
function controlerEpci(
  saisie: Saisie,
  { patrimoine }: EtatDesLieux,
  { secteurs }: Assiette,
  chemin: Chemin,
): void {
  const epciParCommune = new Map(patrimoine.map(({ commune, epci }) => [commune, epci]));
  for (const [rang, { commune, epci }] of secteurs.entries()) {
    const connu = epciParCommune.get(commune);
    if (commune !== null && connu !== undefined && connu !== epci)
      saisie.refuser([...chemin, "assiette", "secteurs", rang, "epci"], "EPCI_CONTRADICTOIRE", {
        fr: `La commune ${commune} n'a pas le même EPCI dans l'état des lieux et dans l'assiette.`,
        en: `Municipality ${commune} does not have the same EPCI in the inventory and in the base.`,
      });
  }
}

function controlerDetail(
  saisie: Saisie,
  etatDesLieux: EtatDesLieux,
  { secteurs }: Assiette,
  chemin: Chemin,
): void {
  const sansDetail = secteurs.some(({ commune }) => commune === null);
  for (const { code, territoire } of titulairesDeDroits(etatDesLieux))
    if (sansDetail && territoire.type !== "perimetre")
      saisie.refuser([...chemin, "assiette", "secteurs"], "ASSIETTE_SANS_DETAIL", {
        fr: `L'assiette est donnée sans secteurs : le territoire de « ${code} » (${nommerTerritoire(territoire).fr}) ne peut y être situé.`,
        en: `The base is given without sectors: the territory of “${code}” (${nommerTerritoire(territoire).en}) cannot be located in it.`,
      });
}
