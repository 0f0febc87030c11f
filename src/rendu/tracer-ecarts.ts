import type { SuiviDObjectifs } from "../bilan/suivre-objectifs.js";
import { dateEnFrancais } from "../droit/periodes.js";
import { lireValeurExacte } from "../exact/valeur-exacte.js";
import { anneeDe, joursJusquAuSoir } from "../modele/calendrier.js";
import { Saisie } from "../modele/saisie.js";
import { nommerSelon } from "./noms.js";
import { relireResultat } from "./relire-resultat.js";
import { ARRONDI, direNombre, pourDessiner } from "./traces/chiffres.js";
import { assembler, LARGEUR, type Trace } from "./traces/feuille.js";
import { lireOptions, type OptionsDeTrace } from "./traces/options.js";
import {
  BAS_DU_CADRE,
  couperLeNom,
  dessinerLeCadre,
  hautDuCadre,
  type PetiteFigure,
} from "./traces/petite-figure.js";

/**
 * Trace l'écart de chaque réservataire (dû − reçu) à la fin de chaque mois : une petite figure chacun, toutes à la même échelle, avec
 * la ligne de zéro et celles d'un logement de retard (+1) et d'avance (−1).
 *
 * Des figures séparées se lisent sans couleur et sans chevauchement, de deux réservataires à plus de quinze. L'image porte son texte
 * de remplacement, avec l'écart de chaque mois. Les coordonnées viennent de décimaux arrondis : elles servent au dessin, aucun
 * chiffre ne s'y relit.
 *
 * S'importe de `gestion-en-flux/rendu`.
 *
 * @param suivi - résultat de {@link suivreObjectifs}
 * @param options - `langue`, `titre`, `prefixe`, `reservataires` : le suivi ne porte que leurs codes
 * @returns l'image SVG et son texte ; écarts en logements, positifs pour qui attend
 * @throws {@link ErreurDeSaisie} si le suivi a été modifié, ou n'en est pas un
 * @article Aucun texte lu n'organise de suivi en cours d'année (règle R20)
 * @category Rendu
 * @example
 * const assiette = calculerAssiette(
 *   { date: "2024-01-01", perimetre: { bailleur: "999999999", departement: "77", annee: 2024 }, liberations: 366 },
 *   { premieresMisesEnLocation: "hors-flux" },
 * );
 * const registre = ouvrirRegistre(repartirFlux({ assiette, conventions: [] }), {
 *   decompte: "mise-a-disposition",
 *   echec: "annule",
 *   report: "aucun",
 * });
 * const suivi = suivreObjectifs({ registre, au: "2024-02-29" }, { prorata: "temps" });
 * tracerEcarts(suivi).texte.split("\n")[2] // "Logements non réservés : 0 au 31/01/2024 ; 0 au 29/02/2024."
 */
export function tracerEcarts(suivi: SuiviDObjectifs, options: OptionsDeTrace = {}): Trace {
  const saisie = new Saisie("tracerEcarts");
  const voulues = lireOptions(saisie, options);
  const lu = relireResultat<SuiviDObjectifs>(saisie, suivi, ["suivi-d-objectifs"], ["suivi"]);
  const { langue, titre, prefixe = "ecarts", noms } = saisie.certifier(voulues);
  const certain = saisie.certifier(lu);
  const annee = anneeDe(certain.au);
  const nomDe = nommerSelon([], noms, langue);
  const ecarts = ecartsDe(certain).map(({ reservataire, mois }) => ({ nom: nomDe(reservataire), mois }));
  return assembler({
    prefixe,
    titre:
      titre ??
      { fr: `Dû − reçu, mois par mois, ${annee}`, en: `Due − received, month by month, ${annee}` }[langue],
    sousTitre: `${SOUS_TITRE[langue]} ${ARRONDI[langue]}`,
    phrases: ecarts.map(({ nom, mois }) => direLesMois(nom, mois, langue)),
    dessiner: (haut) =>
      dessiner(
        ecarts.map(({ nom, mois }) => ({
          nom,
          lieux: mois.map(({ au, ecart }) => [avancementDe(au), pourDessiner(ecart)] as const),
          derniere: mois.map(({ ecart }) => direNombre(ecart, langue)).at(-1) ?? "",
        })),
        haut,
      ),
  });
}

type Langue = "fr" | "en";

const SOUS_TITRE = {
  fr: "En logements : au-dessus de zéro, le réservataire attend ; au-dessous, il a de l'avance. Tirets : un logement.",
  en: "In dwellings: above zero, the holder is waiting; below, it is ahead. Dashes: one dwelling.",
} as const;

/** Les initiales des mois, les mêmes dans les deux langues. */
const MOIS = "JFMAMJJASOND";

/** Les écarts de chacun, dans l'ordre du dernier mois, puis de ceux qui n'y sont plus. */
function ecartsDe({ mois }: SuiviDObjectifs) {
  const codes = new Set(
    [...mois].reverse().flatMap((lu) => lu.reservataires.map((ligne) => ligne.reservataire)),
  );
  return [...codes].map((reservataire) => ({
    reservataire,
    mois: mois.flatMap(({ au, reservataires }) =>
      reservataires
        .filter((ligne) => ligne.reservataire === reservataire)
        .map(({ ecart }) => ({ au, ecart: lireValeurExacte(ecart) })),
    ),
  }));
}

type Mois = ReturnType<typeof ecartsDe>[number]["mois"];

function direLesMois(nom: string, mois: Mois, langue: Langue): string {
  const dits = mois.map(({ au, ecart }) =>
    langue === "fr"
      ? `${direNombre(ecart, langue)} au ${dateEnFrancais(au)}`
      : `${direNombre(ecart, langue)} on ${au}`,
  );
  return langue === "fr" ? `${nom} : ${dits.join(" ; ")}.` : `${nom}: ${dits.join("; ")}.`;
}

function avancementDe(jour: string): number {
  const debut = `${anneeDe(jour)}-01-01`;
  return joursJusquAuSoir(debut, jour) / joursJusquAuSoir(debut, `${anneeDe(jour)}-12-31`);
}

const GAUCHE = 50;
const ENTRE = 40;
const HAUTEUR = 130;

function dessiner(figures: readonly PetiteFigure[], haut: number) {
  const colonnes = figures.length <= 2 ? 1 : figures.length <= 6 ? 2 : 3;
  const largeur = (LARGEUR - GAUCHE - 20 - ENTRE * (colonnes - 1)) / colonnes;
  const extremes = figures.flatMap(({ lieux }) => lieux.map(([, valeur]) => Math.abs(valeur)));
  const portee = Math.max(1.25, Math.ceil(Math.max(0, ...extremes)));
  const lignesDuNom = Math.max(1, ...figures.map(({ nom }) => couperLeNom(nom, largeur).lignes.length));
  const rangee = hautDuCadre(lignesDuNom) + HAUTEUR + BAS_DU_CADRE;
  const contenu = figures.map((figure, rang) =>
    dessinerLeCadre(figure, {
      x: GAUCHE + (rang % colonnes) * (largeur + ENTRE),
      y: haut + Math.floor(rang / colonnes) * rangee,
      largeur,
      unite: HAUTEUR / 2 / portee,
      portee,
      lignesDuNom,
      mois: rang + colonnes >= figures.length ? MOIS : null,
      gradue: rang % colonnes === 0,
    }),
  );
  return { contenu, bas: haut + Math.ceil(figures.length / colonnes) * rangee + 10 };
}
