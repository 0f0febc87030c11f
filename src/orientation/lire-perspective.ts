import * as z from "zod";
import { lireDecimal, nombreDeDecimales } from "../exact/decimal.js";
import { fraction, multiplier } from "../exact/fraction.js";
import { UNITES_DE_CENT_POUR_CENT } from "../exact/taux.js";
import type { EnLecture } from "../modele/en-lecture.js";
import { codeCommune, texteNonVide } from "../modele/identifiants.js";
import type { Saisie } from "../modele/saisie.js";
import { cleDeSecteur } from "../modele/secteurs.js";
import { localisation } from "../modele/vocabulaire.js";
import { type Registre, secteurDe } from "./registre.js";
import { controlerSouhaits, type Souhait, souhaits } from "./souhaits.js";

const DECIMALES_D_UN_ECART = 8;

/** L'écart que nul ne doit atteindre, en logements : de 0 exclu à 10, huit décimales au plus. */
const ecartVise = z.string().refine(
  (texte) => {
    const lu = lireDecimal(texte);
    return (
      lu !== null &&
      lu.numerateur > 0n &&
      lu.numerateur <= 10n * lu.denominateur &&
      nombreDeDecimales(texte) <= DECIMALES_D_UN_ECART
    );
  },
  { params: { code: "ECART_INVALIDE" } },
);

const annonce = z.strictObject({
  commune: codeCommune,
  localisation,
  /** Celui à qui il reviendra, s'il est resté réservé en stock et lui est compté sur sa part. */
  reservataireEnStock: texteNonVide.optional(),
});

/**
 * Un logement dont on sait qu'il va se libérer et jouer sur les comptes.
 *
 * @useDeclaredType
 */
export type Annonce = EnLecture<z.infer<typeof annonce>>;

/** Ce que l'appelant sait et veut, pour toute proposition. */
export const champsDePerspective = { souhaits: souhaits.optional(), ecartVise: ecartVise.optional() };
export const annonces = z.array(annonce);

/** L'écart visé, en unités, s'il est donné. */
export function seuilDe(texte: string | undefined): number | undefined {
  const lu = texte === undefined ? null : lireDecimal(texte);
  return lu === null ? undefined : Number(multiplier(lu, fraction(UNITES_DE_CENT_POUR_CENT)).numerateur);
}

/** Note ce qui, dans une perspective lue, n'est pas de ce registre. */
export function controlerPerspective(
  saisie: Saisie,
  registre: Registre,
  lue: {
    readonly souhaits?: readonly Souhait[] | undefined;
    readonly annonces?: readonly Annonce[] | undefined;
  },
  date: string,
): void {
  controlerSouhaits(saisie, lue.souhaits ?? [], registre, ["options", "souhaits"]);
  const { regle, titulaires = [] } = registre.stipulations.reservationsEnStock ?? {};
  lue.annonces?.forEach((vacance, rang) => {
    const { reservataireEnStock: titulaire } = vacance;
    if (titulaire !== undefined && (regle !== "sur-la-part" || !titulaires.includes(titulaire)))
      saisie.refuser(["options", "annonces", rang, "reservataireEnStock"], "ANNONCE_SANS_EFFET", {
        fr: `« ${titulaire} » ne garde pas de logement en stock qui lui soit compté sur sa part : ce qui n'y compte pas ne s'annonce pas.`,
        en: `“${titulaire}” keeps no dwelling in stock counted against its share: what does not count is not announced.`,
      });
    if (secteurDe(registre, { ...vacance, date }) === undefined)
      saisie.refuser(["options", "annonces", rang, "commune"], "SECTEUR_INCONNU", {
        fr: `L'assiette n'a pas de secteur « ${cleDeSecteur({ ...vacance, epci: null })} ».`,
        en: `The base has no sector “${cleDeSecteur({ ...vacance, epci: null })}”.`,
      });
  });
}
