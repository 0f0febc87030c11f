import { ecrireDecimal } from "../exact/decimal.js";
import { comparer, fraction, pourCentDe, soustraire, ZERO } from "../exact/fraction.js";
import { lireTaux } from "../exact/taux.js";
import { type Constat, constater } from "../modele/constats.js";
import { enDeuxLangues } from "../modele/plume.js";
import type { Saisie } from "../modele/saisie.js";
import { nommerTerritoire } from "../modele/secteurs.js";
import type { Reduction } from "../modele/stipulations.js";
import { type ConventionLue, direLaPart } from "../modele/vocabulaire.js";
import { cleDePart } from "./lire-parts.js";
import type { Part } from "./repartir-flux.js";

function identifiant(reservataire: string, part: Parameters<typeof cleDePart>[0]): string {
  return JSON.stringify([reservataire, cleDePart(part)]);
}

/**
 * Les cédants sont des parts du périmètre, chacune nommée une fois. Une part peut être celle d'une convention qui ne se
 * lit pas : `peutEtreIllisible` dit de quels réservataires, dont rien n'est alors inconnu.
 */
export function controlerReduction(
  saisie: Saisie,
  reduction: Reduction | undefined,
  conventions: readonly ConventionLue[],
  peutEtreIllisible: (reservataire: string) => boolean,
): void {
  if (reduction === undefined) return;
  const chemin = ["stipulations", "reduction", "cedants"];
  if (reduction.cedants.length === 0)
    saisie.refuser(chemin, "LISTE_VIDE", {
      fr: "Nommer au moins une part qui cède.",
      en: "Name at least one share that gives way.",
    });
  const connues = new Set(
    conventions.flatMap(({ reservataire, parts }) =>
      parts.map((part) => identifiant(reservataire.code, part)),
    ),
  );
  reduction.cedants.forEach((cedant, rang) => {
    if (!connues.has(identifiant(cedant.reservataire, cedant)) && !peutEtreIllisible(cedant.reservataire))
      saisie.refuser([...chemin, rang], "PART_INCONNUE", {
        fr: `Aucune convention en vigueur ne donne à « ${cedant.reservataire} » de part « ${cleDePart(cedant)} ».`,
        en: `No agreement in force gives “${cedant.reservataire}” a share “${cleDePart(cedant)}”.`,
      });
  });
  saisie.refuserDoublons(
    reduction.cedants.map((ligne, rang) => ({ ligne, rang })),
    (cedant) => `${cedant.reservataire}, ${cleDePart(cedant)}`,
    (rang) => [...chemin, rang],
  );
}

/** Les rangs des parts qui cèdent, dans l'ordre de la stipulation. */
export function rangsDesCedants(
  { cedants }: Reduction,
  lignes: readonly {
    readonly reservataire: { readonly code: string };
    readonly part: Parameters<typeof cleDePart>[0];
  }[],
): number[] {
  const rangs = new Map(
    lignes.map(({ reservataire, part }, rang) => [identifiant(reservataire.code, part), rang]),
  );
  return cedants.flatMap((cedant) => rangs.get(identifiant(cedant.reservataire, cedant)) ?? []);
}

/** Ce que chaque part cède, en points et en logements. */
export function constaterReductions(parts: readonly Part[]): Constat[] {
  return parts.flatMap((part) => {
    const points = soustraire(lireTaux(part.tauxConvenu), lireTaux(part.taux));
    if (comparer(points, ZERO) === 0) return [];
    const cedes = pourCentDe(points, fraction(part.fluxDuTerritoire));
    return [
      constater("REDUCTION_APPLIQUEE", {
        autorite: "conventionnel",
        territoire: nommerTerritoire(part.territoire).fr,
        chiffres: [
          { nom: "taux convenu", valeur: part.tauxConvenu },
          { nom: "taux retenu", valeur: part.taux },
          { nom: "points cédés", valeur: ecrireDecimal(points) },
          { nom: "logements cédés", valeur: ecrireDecimal(cedes) },
        ],
        message: enDeuxLangues(({ logements, nombre, mot, texte }) =>
          mot(
            `${part.reservataire} (${texte(direLaPart(part))}) : de ${nombre(part.tauxConvenu)} à ${nombre(part.taux)} %, par la réduction stipulée : ${logements(cedes)} cédés.`,
            `${part.reservataire} (${texte(direLaPart(part))}): from ${part.tauxConvenu} to ${part.taux}%, by the stipulated reduction: ${logements(cedes)} given up.`,
          ),
        ),
      }),
    ];
  });
}
