import type { Texte } from "../droit/texte.js";
import type { Plume } from "../modele/plume.js";
import type { Typologie } from "../modele/vocabulaire.js";
import { estDejaArrondi } from "./constater-rotation.js";
import type { TauxDeRotation } from "./mesurer-taux-de-rotation.js";

type Nature = TauxDeRotation["numerateur"]["nature"] | TauxDeRotation["denominateur"]["nature"];

const NATURES: Readonly<Record<Nature, { readonly un: Texte; readonly plusieurs: Texte }>> = {
  emmenagements: {
    un: { fr: "emménagement", en: "move in" },
    plusieurs: { fr: "emménagements", en: "moves in" },
  },
  sorties: { un: { fr: "sortie", en: "move out" }, plusieurs: { fr: "sorties", en: "moves out" } },
  logements: { un: { fr: "logement", en: "dwelling" }, plusieurs: { fr: "logements", en: "dwellings" } },
  "logements-loues-ou-proposes": {
    un: { fr: "logement loué ou proposé", en: "dwelling let or on offer" },
    plusieurs: { fr: "logements loués ou proposés", en: "dwellings let or on offer" },
  },
};

/** « 1 sortie », « 40 sorties » ; “0 moves out”. Zéro s'accorde au singulier en français. */
function compter(nombre: number, nature: Nature, { mot }: Plume): string {
  const { un, plusieurs } = NATURES[nature];
  return `${nombre} ${mot((nombre < 2 ? un : plusieurs).fr, (nombre === 1 ? un : plusieurs).en)}`;
}

const COMPTE: Readonly<Record<"comptees" | "exclues", Texte>> = {
  comptees: { fr: "comptées", en: "counted" },
  exclues: { fr: "exclues", en: "excluded" },
};

/** Un taux entier, ou le détail d'un taux : mêmes chiffres, mêmes phrases. */
export interface Chiffres {
  readonly nom: string;
  readonly typologie: Typologie | null;
  readonly numerateur: number | null;
  readonly denominateur: number | null;
  readonly brut: TauxDeRotation["brut"];
  readonly taux: TauxDeRotation["taux"];
}

/** « 663 emménagements pour 8500 logements loués ou proposés », ou ce qu'une publication en donne. */
export function direMesure(
  { numerateur, denominateur, brut }: Chiffres,
  taux: TauxDeRotation,
  plume: Plume,
): string {
  const { mot, texte, decimal } = plume;
  const logements =
    denominateur === null
      ? texte(NATURES[taux.denominateur.nature].plusieurs)
      : compter(denominateur, taux.denominateur.nature, plume);
  if (numerateur !== null)
    return `${compter(numerateur, taux.numerateur.nature, plume)} ${mot("pour", "over")} ${logements}`;
  const mouvements = texte(NATURES[taux.numerateur.nature].plusieurs);
  return mot(
    `taux publié de ${decimal(brut)} % (${mouvements} pour ${logements})`,
    `published rate of ${decimal(brut)}% (${mouvements} over ${logements})`,
  );
}

/** « Paris, 4,8 % de 217471 », « 2022, 40 emménagements pour 500 » ou « 2024, 7,1 % ». */
function direComposante(composante: Chiffres, taux: TauxDeRotation, plume: Plume): string {
  const { nom, numerateur, denominateur, brut } = composante;
  const { mot, decimal } = plume;
  if (numerateur !== null)
    return `${nom}, ${compter(numerateur, taux.numerateur.nature, plume)} ${mot("pour", "over")} ${denominateur}`;
  const part = mot(`${decimal(brut)} %`, `${decimal(brut)}%`);
  return denominateur === null
    ? `${nom}, ${part}`
    : `${nom}, ${part} ${mot(`de ${denominateur}`, `of ${denominateur}`)}`;
}

export function direConventions(
  { stipulations: { mutations, misesEnService } }: TauxDeRotation,
  plume: Plume,
): string {
  const { mot, texte } = plume;
  return mot(
    `mutations ${texte(COMPTE[mutations])}, mises en service ${texte(COMPTE[misesEnService])}`,
    `transfers ${texte(COMPTE[mutations])}, new dwellings ${texte(COMPTE[misesEnService])}`,
  );
}

export function direDefinition({ parc, millesime }: TauxDeRotation, { mot }: Plume): string {
  if (parc === null) return "";
  const { logements, misEnLocationDepuis, niLouesNiProposes } = parc;
  const observee = millesime - 1;
  return mot(
    ` Selon la définition publique de la mobilité, seuls comptent les logements mis en location avant ${observee} ; a connu un emménagement celui dont le bail est de ${observee} ou d'après. Logements au répertoire : ${logements} ; mis en location depuis ${observee}, écartés, ${misEnLocationDepuis} ; ni loués ni proposés, ${niLouesNiProposes}.`,
    ` By the public definition of mobility, only dwellings first let before ${observee} count; those whose lease dates from ${observee} or later had a move in. Dwellings in the register: ${logements}; first let since ${observee}, left out, ${misEnLocationDepuis}; neither let nor on offer, ${niLouesNiProposes}.`,
  );
}

export function direPublication(taux: TauxDeRotation, { mot }: Plume): string {
  if (!estDejaArrondi(taux)) return "";
  return taux.composantes.length === 0
    ? mot(" Ce taux était déjà arrondi à la publication.", " This rate was already rounded when published.")
    : mot(
        " Il vient de taux déjà arrondis à la publication, et n'est exact qu'à leur arrondi près.",
        " It comes from rates already rounded when published, and is exact only up to their rounding.",
      );
}

function direManiere({ origine, stipulations }: TauxDeRotation, { mot }: Plume): string {
  if (origine === "territoires")
    return mot(
      "chaque territoire pèse selon le nombre de ses logements",
      "each territory weighs by its number of dwellings",
    );
  return stipulations.moyenneDesAnnees === "simple"
    ? mot("moyenne simple, où chaque année compte autant", "simple mean, in which each year counts the same")
    : mot(
        "moyenne pondérée, où chaque année pèse selon le nombre de ses logements",
        "weighted mean, in which each year weighs by its number of dwellings",
      );
}

/** « 1244077 logements loués ou proposés ; chaque territoire pèse selon… (Paris, 4,8 % de 217471 ; …) ». */
export function direComposition(
  { denominateur }: Chiffres,
  composantes: readonly Chiffres[],
  taux: TauxDeRotation,
  plume: Plume,
): string {
  const { separateur } = plume;
  const logements =
    denominateur === null ? "" : `${compter(denominateur, taux.denominateur.nature, plume)}${separateur}`;
  const detail = composantes.map((composante) => direComposante(composante, taux, plume)).join(separateur);
  return `${logements}${direManiere(taux, plume)} (${detail})`;
}

/** « (663 + 210) ÷ 11500 », « (112569 × 9 % + …) ÷ 1244077 » ou « (8,1 % + 7,5 %) ÷ 2 ». */
export function ecrireFormule(
  composantes: readonly Chiffres[],
  simple: boolean,
  { pourCent }: Plume,
): string {
  const sommeDe = (termes: readonly (string | number)[]) => `(${termes.join(" + ")})`;
  if (simple) return `${sommeDe(composantes.map(({ brut }) => pourCent(brut)))} ÷ ${composantes.length}`;
  const logements = composantes.reduce((total, { denominateur }) => total + (denominateur ?? 0), 0);
  const mouvements = composantes.map(
    ({ numerateur, denominateur, brut }) => numerateur ?? `${denominateur} × ${pourCent(brut)}`,
  );
  return `${sommeDe(mouvements)} ÷ ${logements}`;
}
