import type { Texte } from "../droit/texte.js";
import { enDeuxLangues, type Plume } from "../modele/plume.js";
import { type Etape, type ExplicationsPossibles, etape, explicable } from "../modele/trace.js";
import type { Typologie } from "../modele/vocabulaire.js";
import { direArrondi, ecrireArrondi } from "./arrondi-convenu.js";
import {
  type Chiffres,
  direComposition,
  direConventions,
  direDefinition,
  direMesure,
  direPublication,
  ecrireFormule,
} from "./dire-taux-de-rotation.js";
import type { TauxDeRotation } from "./mesurer-taux-de-rotation.js";

/** Les chiffres d'un taux, ou de l'une de ses typologies s'il en a le détail. */
function chiffresDe(taux: TauxDeRotation, nom: string, typologie: Typologie | null): readonly Chiffres[] {
  if (typologie !== null)
    return taux.parTypologie
      .filter((detail) => detail.typologie === typologie)
      .map((detail) => ({ ...detail, nom }));
  const { numerateur, denominateur, brut, taux: retenu } = taux;
  return [
    { nom, typologie, numerateur: numerateur.nombre, denominateur: denominateur.nombre, brut, taux: retenu },
  ];
}

function nomDe({ territoire, millesime, composantes, origine }: TauxDeRotation): string {
  const annees = origine === "annees" ? composantes.map((c) => c.millesime).join(", ") : millesime;
  return `${territoire}, ${annees}`;
}

const FORMULES = {
  mesure: {
    fr: "taux de rotation = numérateur ÷ dénominateur",
    en: "turnover rate = numerator ÷ denominator",
  },
  publication: { fr: "taux de rotation = taux publié", en: "turnover rate = published rate" },
  ponderee: {
    fr: "taux de rotation = Σ mouvements ÷ Σ logements",
    en: "turnover rate = Σ moves ÷ Σ dwellings",
  },
  simple: {
    fr: "taux de rotation = Σ taux ÷ nombre d'années",
    en: "turnover rate = Σ rates ÷ number of years",
  },
} as const satisfies Record<string, Texte>;

function formuleDe({ origine, stipulations }: TauxDeRotation): keyof typeof FORMULES {
  if (origine === "publication") return "publication";
  if (origine === "comptes" || origine === "logements") return "mesure";
  return stipulations.moyenneDesAnnees ?? "ponderee";
}

/** Le pas d'un taux, ou de l'une de ses typologies, depuis ce qui le compose. */
function pasDuTaux(taux: TauxDeRotation, entier: Chiffres, composantes: readonly Chiffres[]): Etape {
  const { stipulations } = taux;
  const formule = formuleDe(taux);
  const ecrireCalcul = (plume: Plume) => {
    if (composantes.length > 0) return `${ecrireFormule(composantes, formule === "simple", plume)} = `;
    return formule === "mesure" ? `${entier.numerateur} ÷ ${entier.denominateur} = ` : "";
  };
  const ecrireMesure = (plume: Plume) =>
    composantes.length === 0
      ? direMesure(entier, taux, plume)
      : direComposition(entier, composantes, taux, plume);
  return etape("R14", taux.provenance.dateDeDroit, {
    intitule: { fr: "Taux de rotation", en: "Turnover rate" },
    formule: FORMULES[formule],
    calcul: enDeuxLangues(
      (plume) =>
        `${ecrireCalcul(plume)}${plume.pourCent(entier.brut)}, ${plume.mot("retenu", "retained")} ${plume.pourCent(entier.taux)}`,
    ),
    phrase: enDeuxLangues((plume) => {
      const { mot, decimal } = plume;
      const fin = `${entier.typologie === null ? direDefinition(taux, plume) : ""}${direPublication(taux, plume)}`;
      return mot(
        `${entier.nom} : ${ecrireMesure(plume)}, ${direConventions(taux, plume)}, soit ${decimal(entier.taux)} % par an.${fin}`,
        `${entier.nom}: ${ecrireMesure(plume)}, ${direConventions(taux, plume)}: ${decimal(entier.taux)}% a year.${fin}`,
      );
    }),
    arrondi: direArrondi(stipulations.arrondiDuTaux),
    stipulations: [
      { nom: "mutations", valeur: stipulations.mutations },
      { nom: "misesEnService", valeur: stipulations.misesEnService },
      ...(stipulations.moyenneDesAnnees === undefined
        ? []
        : [{ nom: "moyenneDesAnnees", valeur: stipulations.moyenneDesAnnees }]),
      { nom: "arrondiDuTaux", valeur: ecrireArrondi(stipulations.arrondiDuTaux) },
    ],
  });
}

/** Les pas d'un taux, ou de l'une de ses typologies : ceux de chaque année qui réunit des territoires, puis le sien. */
export function etapesDuTaux(taux: TauxDeRotation, typologie: Typologie | null = null): readonly Etape[] {
  const { composantes, origine } = taux;
  const suffixe = typologie === null ? "" : `, ${typologie}`;
  return [
    ...composantes
      .filter((composante) => composante.origine === "territoires")
      .flatMap((composante) => etapesDuTaux(composante, typologie)),
    ...chiffresDe(taux, `${nomDe(taux)}${suffixe}`, typologie).map((entier) =>
      pasDuTaux(
        taux,
        entier,
        composantes.flatMap((composante) =>
          chiffresDe(
            composante,
            origine === "annees" ? String(composante.millesime) : composante.territoire,
            typologie,
          ),
        ),
      ),
    ),
  ];
}

export function explicationsDuTauxDeRotation(taux: TauxDeRotation): ExplicationsPossibles {
  const { dateDeDroit } = taux.provenance;
  const nom = nomDe(taux);
  return new Map([
    explicable(
      {
        cible: "taux",
        titre: { fr: `Taux de rotation, ${nom}`, en: `Turnover rate, ${nom}` },
        valeur: taux.taux,
        unite: "%",
        dateDeDroit,
      },
      () => etapesDuTaux(taux),
    ),
    ...taux.parTypologie.map(({ typologie, taux: retenu }) =>
      explicable(
        {
          cible: `parTypologie/${typologie}`,
          titre: {
            fr: `Taux de rotation, ${nom}, ${typologie}`,
            en: `Turnover rate, ${nom}, ${typologie}`,
          },
          valeur: retenu,
          unite: "%",
          dateDeDroit,
        },
        () => etapesDuTaux(taux, typologie),
      ),
    ),
  ]);
}
