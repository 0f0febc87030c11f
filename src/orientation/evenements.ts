import * as z from "zod";
import { codeCommune, codeQpv, dateIso, numeroRpls, texteNonVide } from "../modele/identifiants.js";
import { categorieDeSoustraction, financement, localisation, typologie } from "../modele/vocabulaire.js";

const commun = { date: dateIso, liberation: texteNonVide };

const champsDeLiberation = {
  ...commun,
  logement: numeroRpls,
  commune: codeCommune,
  localisation,
  codeQpv: codeQpv.optional(),
  typologie,
  financement,
  /** Libellé libre : le texte demande l'axe et n'en fixe pas les tranches. */
  periodeDeConstruction: texteNonVide,
  /** `identifie` : logement gardé hors du flux par la loi, qui revient à son réservataire. */
  statut: z.enum(["dans-le-flux", "identifie"]),
  reservataireIdentifie: texteNonVide.optional(),
  premiereMiseEnLocation: z.boolean(),
};

const liberation = z.strictObject({ type: z.literal("liberation"), ...champsDeLiberation });

/** Un logement libéré, à orienter ou à soustraire. */
export const logementLibere = z.strictObject({
  ...champsDeLiberation,
  /** Catégorie, si le bailleur soustrait le logement du flux. */
  soustraction: categorieDeSoustraction.optional(),
});
export type LogementLibere = z.infer<typeof logementLibere>;

/** Les événements d'un logement, de sa libération au bail. */
export const evenement = z.discriminatedUnion("type", [
  liberation,
  z.strictObject({ type: z.literal("soustraction"), ...commun, categorie: categorieDeSoustraction }),
  z.strictObject({ type: z.literal("mise-a-disposition"), ...commun, reservataire: texteNonVide }),
  z.strictObject({ type: z.literal("designation"), ...commun }),
  z.strictObject({ type: z.literal("absence-de-candidat"), ...commun }),
  z.strictObject({ type: z.literal("attribution"), ...commun }),
  z.strictObject({ type: z.literal("non-attribution"), ...commun }),
  z.strictObject({ type: z.literal("refus-du-candidat"), ...commun }),
  z.strictObject({ type: z.literal("bail"), ...commun }),
]);

/**
 * Un événement du journal. Les suites possibles d'un dossier :
 *
 * | Après | Peut venir |
 * |---|---|
 * | `liberation` | `soustraction`, `mise-a-disposition` |
 * | `mise-a-disposition` | `designation`, `absence-de-candidat` ; en gestion déléguée ou non réservé, aussi `attribution`, `non-attribution` |
 * | `designation` | `attribution`, `non-attribution` |
 * | `attribution` | `bail`, `refus-du-candidat` |
 * | `soustraction`, `bail` | rien : le dossier est clos |
 * | `absence-de-candidat`, `non-attribution`, `refus-du-candidat` | rien encore : un nouveau tour n'est pas couvert |
 *
 `liberation` est l'identifiant, choisi par l'appelant, de la libération à laquelle il se
 * rapporte : un même logement peut se libérer deux fois. Rien n'y désigne un ménage.
 */
export type Evenement = z.infer<typeof evenement>;
export type Liberation = z.infer<typeof liberation>;
export type TypeDEvenement = Evenement["type"];
