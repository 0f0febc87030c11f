import * as z from "zod";
import type { EnLecture } from "../modele/en-lecture.js";
import { dateIso } from "../modele/identifiants.js";
import { jsonCanonique, type Provenance, porteSonSceau, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import type { Repartition } from "../repartition/repartir-flux.js";
import { evenement } from "./evenements.js";
import { type CompteDeReservataire, perimetreDe, type Registre } from "./registre.js";
import { marquerVerifie } from "./registres-verifies.js";
import { rejouer } from "./rejouer.js";
import { relireRegistre } from "./relire-registre.js";

const schemaAncien = z.looseObject({
  nature: z.literal("registre"),
  repartition: z.looseObject({ assiette: z.looseObject({ perimetre: z.unknown() }) }),
  comptes: z.array(
    z.looseObject({ reservataire: z.string(), duEnCentMillioniemes: z.number(), recus: z.number() }),
  ),
  journal: z.array(z.unknown()),
  provenance: z.looseObject({ format: z.number(), bibliotheque: z.string() }),
});
type Ancien = z.infer<typeof schemaAncien>;

const schemaRepartitions = z.array(z.strictObject({ du: dateIso, repartition: z.custom<Repartition>() }));

/**
 * Une répartition refaite, et le premier jour où elle jouait.
 *
 * @useDeclaredType
 */
export type RepartitionRefaite = EnLecture<z.infer<typeof schemaRepartitions>>[number];

/** Un compte que la migration change ; `null` si le compte n'était pas ouvert, ou ne l'est plus. */
export interface CompteMigre {
  readonly reservataire: string;
  readonly avant: Pick<CompteDeReservataire, "duEnCentMillioniemes" | "recus"> | null;
  readonly apres: Pick<CompteDeReservataire, "duEnCentMillioniemes" | "recus"> | null;
}

export interface RegistreMigre {
  readonly nature: "registre-migre";
  readonly registre: Registre;
  /** Ce qui avait écrit l'ancien registre. */
  readonly origine: { readonly format: number; readonly bibliotheque: string };
  /** Les comptes qui ne sont plus ce qu'ils étaient : aucun si rien n'a changé de ce que la bibliothèque décompte. */
  readonly comptesChanges: readonly CompteMigre[];
  readonly provenance: Provenance;
}

const VERBE = "migrerRegistre";

/**
 * Reprend le journal d'un registre écrit par une autre version de la bibliothèque sur un registre que celle-ci vient d'ouvrir.
 *
 * Le journal est ce qui s'est passé ; l'état s'en déduit. Il se rejoue donc, événement par événement, avec les contrôles
 * d'aujourd'hui, sur des parts recalculées : ce qui ne tient plus est refusé, à sa place dans le journal, et les comptes qui
 * changent sont rendus, avant et après. Rien n'est converti en silence.
 *
 * @param ouverture - le registre de la même année, ouvert par {@link ouvrirRegistre} sur une répartition recalculée, sans événement
 * @param ancien - le registre tel qu'il a été gardé, de n'importe quel format
 * @param repartitions - si le journal change de répartition, chacune, recalculée, avec son premier jour
 * @returns le nouveau registre, ce qui avait écrit l'ancien, les comptes qui changent
 * @throws {@link ErreurDeSaisie} si l'un des deux n'est pas un registre, si les périmètres diffèrent, si l'ouverture a déjà un
 * journal, si l'ancien a été modifié depuis qu'il a été écrit, ou si un événement ne tient plus
 * @category Orientation
 * @example
 * const assiette = calculerAssiette(
 *   { date: "2024-01-01", perimetre: { bailleur: "999999999", departement: "77", annee: 2024 }, liberations: 100 },
 *   { premieresMisesEnLocation: "hors-flux" },
 * );
 * const ouverture = ouvrirRegistre(repartirFlux({ assiette, conventions: [] }), {
 *   decompte: "mise-a-disposition",
 *   echec: "annule",
 *   report: "aucun",
 * });
 * const garde = JSON.parse(JSON.stringify(ouverture));
 * migrerRegistre(ouverture, garde).comptesChanges // []
 */
export function migrerRegistre(
  ouverture: Registre,
  ancien: unknown,
  repartitions: readonly RepartitionRefaite[] = [],
): RegistreMigre {
  const saisie = new Saisie(VERBE);
  const ouvert = relireRegistre(saisie, ouverture, ["ouverture"]);
  const donnee = saisie.recevoir(ancien, ["ancien"]);
  const lu = saisie.lire(schemaAncien, donnee, ["ancien"]);
  const refaites = saisie.lire(schemaRepartitions, saisie.recevoir(repartitions, ["repartitions"]), [
    "repartitions",
  ]);
  if (ouvert !== undefined && ouvert.version > 0)
    saisie.refuser(["ouverture", "journal"], "OUVERTURE_ENTAMEE", {
      fr: `Le registre ouvert a déjà ${ouvert.version} événement(s) : le journal de l'ancien ne se rejoue que sur un registre neuf.`,
      en: `The opened register already has ${ouvert.version} event(s): the old journal is replayed on a new register only.`,
    });
  if (lu !== undefined && !porteSonSceau(ouvertureScellee(lu)))
    saisie.refuser(["ancien"], "RESULTAT_ALTERE", {
      fr: "L'ouverture de cet ancien registre a été modifiée depuis qu'il a été écrit : son sceau ne lui correspond plus.",
      en: "The opening of this old register was changed after it was written: its seal no longer matches.",
    });
  if (
    ouvert !== undefined &&
    lu !== undefined &&
    jsonCanonique(perimetreDe(ouvert)) !== jsonCanonique(lu.repartition.assiette.perimetre)
  )
    saisie.refuser(["ancien", "repartition", "assiette", "perimetre"], "PERIMETRES_DIFFERENTS", {
      fr: "L'ancien registre et celui qui s'ouvre ne portent pas sur le même bailleur, le même département et la même année.",
      en: "The old register and the one being opened are not about the same landlord, département and year.",
    });
  const neuf = saisie.certifier(ouvert);
  const { journal, comptes, provenance } = saisie.certifier(lu);
  const faits = saisie.certifier(
    saisie.lire(z.array(evenement), refaireLesRepartitions(journal, saisie.certifier(refaites)), [
      "ancien",
      "journal",
    ]),
  );
  const rejoue = rejouer(saisie, neuf, faits, ["ancien"]);
  const registre = marquerVerifie(saisie.certifier(rejoue));
  return sceller(
    {
      nature: "registre-migre" as const,
      registre,
      origine: { format: provenance.format, bibliotheque: provenance.bibliotheque },
      comptesChanges: comparerLesComptes(comptes, registre.comptes),
    },
    {
      dateDeDroit: neuf.provenance.dateDeDroit,
      entrees: { ouverture: neuf.provenance.sceau, journal },
      stipulations: neuf.stipulations,
    },
  );
}

/** Ce que l'ouverture d'un registre scelle, de tout format : le reste se déduit du journal. */
function ouvertureScellee({
  version: _,
  changements: __,
  comptes: ___,
  dossiers: ____,
  journal: _____,
  ...ouverture
}: Ancien) {
  return ouverture;
}

function refaireLesRepartitions(
  journal: readonly unknown[],
  refaites: readonly RepartitionRefaite[],
): readonly unknown[] {
  return journal.map((fait) => {
    if (typeof fait !== "object" || fait === null || !("repartition" in fait) || !("date" in fait))
      return fait;
    const refaite = refaites.find(({ du }) => du === fait.date);
    return refaite === undefined ? fait : { ...fait, repartition: refaite.repartition };
  });
}

function comparerLesComptes(anciens: Ancien["comptes"], nouveaux: Registre["comptes"]): CompteMigre[] {
  const lire = (comptes: Ancien["comptes"] | Registre["comptes"], code: string) => {
    const compte = comptes.find(({ reservataire }) => reservataire === code);
    return compte === undefined
      ? null
      : { duEnCentMillioniemes: compte.duEnCentMillioniemes, recus: compte.recus };
  };
  const fermes = anciens.filter(({ reservataire }) => lire(nouveaux, reservataire) === null);
  return [...nouveaux, ...fermes]
    .map(({ reservataire }) => ({
      reservataire,
      avant: lire(anciens, reservataire),
      apres: lire(nouveaux, reservataire),
    }))
    .filter(({ avant, apres }) => jsonCanonique(avant) !== jsonCanonique(apres));
}
