import type { Texte } from "../droit/texte.js";
import { fraction } from "../exact/fraction.js";
import { valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { nommerTerritoire } from "../modele/secteurs.js";
import { type Explication, type ExplicationsPossibles, etape, explicable } from "../modele/trace.js";
import type { SuitesConsolidees } from "./chiffres-consolides.js";
import type { BilansConsolides } from "./consolider-bilans.js";
import { etapeDeTransformation } from "./expliquer-suites.js";
import { etendueDe } from "./lire-bilans-a-consolider.js";

/** Une somme de logements, et ce qui s'y additionne. */
interface Somme {
  readonly cible: string;
  readonly titre: Texte;
  /** Ce que chaque terme compte. */
  readonly par: Texte;
  readonly termes: readonly { readonly nom: string; readonly nombre: number }[];
  readonly total: number;
  /** Ce que le territoire en laisse, si la somme est celle de tous les bailleurs. */
  readonly ailleurs?: number;
}

const PAR_BAILLEUR: Texte = { fr: "bailleur", en: "landlord" };
const PAR_RESERVATAIRE: Texte = { fr: "réservataire", en: "holder" };

export function explicationsDesBilansConsolides(resultat: BilansConsolides): ExplicationsPossibles {
  const { bailleurs, ensemble, horsTerritoire, parReservataire, annee } = resultat;
  const proposes = (qui: Texte): Texte => ({
    fr: `Logements proposés, ${qui.fr}, en ${annee}`,
    en: `Dwellings proposed, ${qui.en}, in ${annee}`,
  });
  const territoire = nommerTerritoire(etendueDe(resultat.territoire));
  const sommes: Somme[] = [
    {
      cible: "proposes",
      titre: proposes(territoire),
      par: PAR_BAILLEUR,
      termes: bailleurs.map(({ bailleur, totaux }) => ({ nom: bailleur, nombre: totaux.proposes })),
      total: ensemble.totaux.proposes,
      ailleurs: horsTerritoire.totaux.proposes,
    },
    ...bailleurs.map(({ bailleur, totaux, reservataires }) => ({
      cible: `bailleurs/${bailleur}/proposes`,
      titre: proposes({ fr: `bailleur ${bailleur}`, en: `landlord ${bailleur}` }),
      par: PAR_RESERVATAIRE,
      termes: reservataires.map((ligne) => ({ nom: ligne.reservataire, nombre: ligne.proposes })),
      total: totaux.proposes,
    })),
    ...parReservataire.map(({ reservataire, proposes: total }) => ({
      cible: `reservataires/${reservataire}/proposes`,
      titre: proposes({ fr: reservataire, en: reservataire }),
      par: PAR_BAILLEUR,
      termes: bailleurs.flatMap(({ bailleur, reservataires }) =>
        reservataires
          .filter((ligne) => ligne.reservataire === reservataire)
          .map((ligne) => ({ nom: bailleur, nombre: ligne.proposes })),
      ),
      total,
    })),
    {
      cible: "soustraits",
      titre: {
        fr: `Logements soustraits du flux, ${territoire.fr}, en ${annee}`,
        en: `Dwellings taken out of the flow, ${territoire.en}, in ${annee}`,
      },
      par: PAR_BAILLEUR,
      termes: bailleurs.map(({ bailleur, assiette }) => ({
        nom: bailleur,
        nombre: assiette.soustraits.total,
      })),
      total: ensemble.assiette.soustraits.total,
      ailleurs: horsTerritoire.assiette.soustraits.total,
    },
  ];
  return new Map([
    ...sommes.map((somme) => expliquerSomme(resultat, somme)),
    ...expliquerTransformation(resultat, "transformation", territoire, ensemble.suites),
    ...bailleurs.flatMap(({ bailleur, suites }) =>
      expliquerTransformation(
        resultat,
        `bailleurs/${bailleur}/transformation`,
        { fr: `bailleur ${bailleur}`, en: `landlord ${bailleur}` },
        suites,
      ),
    ),
  ]);
}

function expliquerSomme(
  { provenance: { dateDeDroit } }: BilansConsolides,
  { cible, titre, par, termes, total, ailleurs }: Somme,
): [string, () => Explication] {
  return explicable(
    { cible, titre, valeur: valeurExacte(fraction(total)), unite: "logements", dateDeDroit },
    () => [
      etape("R10", dateDeDroit, {
        formule: { fr: `somme par ${par.fr}`, en: `sum by ${par.en}` },
        calcul: enDeuxLangues(
          () => `${termes.length === 0 ? "0" : termes.map(({ nombre }) => nombre).join(" + ")} = ${total}`,
        ),
        phrase: enDeuxLangues(({ logements, mot, separateur, texte }) => {
          const detail = termes.map(({ nom, nombre }) => `${nom}, ${nombre}`).join(separateur);
          const reste =
            ailleurs === undefined
              ? ""
              : mot(
                  ` Hors du territoire, non comptés : ${logements(ailleurs)}.`,
                  ` Outside the territory, not counted: ${logements(ailleurs)}.`,
                );
          return mot(
            `Par ${texte(par)}, dans les bilans donnés : ${detail === "" ? "rien" : detail}.${reste}`,
            `By ${texte(par)}, in the reports given: ${detail === "" ? "nothing" : detail}.${reste}`,
          );
        }),
      }),
    ],
  );
}

function expliquerTransformation(
  { annee, provenance: { dateDeDroit } }: BilansConsolides,
  cible: string,
  lieu: Texte,
  suites: SuitesConsolidees,
): [string, () => Explication][] {
  const { transformation } = suites;
  if (transformation === null) return [];
  return [
    explicable(
      {
        cible,
        titre: {
          fr: `Taux de transformation en bail, ${lieu.fr}, mises à disposition de ${annee}`,
          en: `Rate of transformation into a lease, ${lieu.en}, placements of ${annee}`,
        },
        valeur: transformation,
        unite: "%",
        dateDeDroit,
      },
      () => [etapeDeTransformation(suites, transformation, dateDeDroit)],
    ),
  ];
}
