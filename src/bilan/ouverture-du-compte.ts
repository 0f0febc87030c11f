import type { DroitsUniques } from "../conversion/convertir-en-droits-uniques.js";
import type { TauxDeRotation } from "../conversion/mesurer-taux-de-rotation.js";
import { dateEnFrancais } from "../droit/periodes.js";
import type { Fraction } from "../exact/fraction.js";
import { lireValeurExacte } from "../exact/valeur-exacte.js";
import { joursApres } from "../modele/calendrier.js";
import type { Titulaires } from "../modele/lire-titulaires.js";
import { relire } from "../modele/provenance.js";
import type { Saisie } from "../modele/saisie.js";
import type { CompteDeDroits } from "./tenir-compte-de-droits.js";

/** D'où part un compte. */
export interface Depart {
  readonly du: string;
  readonly soldes: ReadonlyMap<string, Fraction>;
  readonly tauxDeRotation: TauxDeRotation | undefined;
  readonly source: string;
}

export function lireLOuverture(saisie: Saisie, donnee: unknown): Depart | undefined {
  const nature = (donnee as { readonly nature?: unknown } | null | undefined)?.nature;
  if (nature === "compte-de-droits") {
    const lu = relire<CompteDeDroits>(saisie, donnee, nature, ["ouverture"]);
    return (
      lu && {
        du: joursApres(lu.au, 1),
        soldes: new Map(
          lu.comptes.map(({ reservataire, cloture }) => [reservataire, lireValeurExacte(cloture)]),
        ),
        tauxDeRotation: undefined,
        source: lu.provenance.sceau,
      }
    );
  }
  const lu = relire<DroitsUniques>(saisie, donnee, "droits-uniques", ["ouverture"]);
  return (
    lu && {
      du: lu.dateDEffet,
      soldes: new Map(
        lu.reservataires.map(({ reservataire, droitsUniques }) => [
          reservataire,
          lireValeurExacte(droitsUniques),
        ]),
      ),
      tauxDeRotation: lu.tauxDeRotation,
      source: lu.provenance.sceau,
    }
  );
}

export function controlerLOuverture(
  saisie: Saisie,
  { du, soldes }: Depart,
  { estInconnu }: Titulaires,
  au: string | undefined,
): void {
  const inconnus = [...soldes.keys()].filter(estInconnu);
  if (inconnus.length > 0)
    saisie.refuser(["reservataires"], "RESERVATAIRE_INCONNU", {
      fr: `Des réservataires de l'ouverture ne figurent pas dans la liste : ${inconnus.join(", ")}.`,
      en: `Holders of the opening are not in the list: ${inconnus.join(", ")}.`,
    });
  if (au !== undefined && au < du)
    saisie.refuser(["au"], "DATE_ANTERIEURE", {
      fr: `Le compte s'ouvre le ${dateEnFrancais(du)} : il ne peut se lire avant.`,
      en: `The account opens on ${du}: it cannot be read before.`,
    });
}
