import { etapeDesSoustraits, etapeDuFlux } from "../assiette/expliquer-assiette.js";
import { enFrancais } from "../exact/decimal.js";
import type { ValeurExacte } from "../exact/valeur-exacte.js";
import { type Etape, type ExplicationsPossibles, etape, explicable, lisible } from "../modele/trace.js";
import { direLaPart, NON_RESERVES } from "../modele/vocabulaire.js";
import { etapeDuComplement, etapesDesParts } from "../repartition/expliquer-repartition.js";
import type { ObjectifDeReservataire, Objectifs } from "./fixer-objectifs-de-flux.js";

function etapeDeLArrondi(
  { flux, reservataires, nonReserves, provenance }: Objectifs,
  exact: ValeurExacte,
  objectif: number,
): Etape {
  const total = [...reservataires.map((ligne) => ligne.objectif), nonReserves.objectif].join(" + ");
  const entier = exact.exact === String(objectif);
  return etape("R20", provenance.dateDeDroit, {
    formule: "objectif = part exacte arrondie au plus fort reste, Σ objectifs = C",
    calcul: `${lisible(exact)} → ${objectif} ; ${total} = ${flux}`,
    phrase: entier
      ? {
          fr: `La part est déjà un nombre entier : ${objectif} logements.`,
          en: `The share is already a whole number: ${objectif} dwellings.`,
        }
      : {
          fr: `${enFrancais(exact.decimal)} n'est pas un nombre de logements : l'objectif est ${objectif}. Les logements indivis vont aux plus forts restes, à égalité dans l'ordre des codes, sans qu'aucun plafond soit dépassé, et la somme fait les ${flux} logements du flux.`,
          en: `${exact.decimal} is not a number of dwellings: the target is ${objectif}. Undivided dwellings go to the largest remainders, ties by code, no cap being exceeded, and the sum is the ${flux} dwellings of the flow.`,
        },
    autorite: "choix",
    arrondi: entier
      ? null
      : {
          fr: "plus fort reste sous plafonds : choix de la bibliothèque, les textes étant muets",
          en: "largest remainder under caps: the library's choice, the texts being silent",
        },
  });
}

/** Les volets du contingent préfectoral, quand ils s'arrondissent sous le plafond des agents. */
function etapesDesVolets({ parts }: ObjectifDeReservataire, { provenance, flux }: Objectifs): Etape[] {
  return parts
    .filter(({ contingent }) => contingent === "agents-civils-et-militaires")
    .map((agents) =>
      etape("R4", provenance.dateDeDroit, {
        formule: "agents ≤ ⌊plafond × C⌋",
        calcul: parts
          .map((part) => `${direLaPart(part).fr} : ${lisible(part.exact)} → ${part.objectif}`)
          .join(" ; "),
        phrase: {
          fr: `Sur ces logements, ${agents.objectif} au plus vont aux agents de l'État : leur plafond se tient en logements entiers, sur le flux total de ${flux}.`,
          en: `Of these dwellings, at most ${agents.objectif} go to State agents: their cap holds in whole dwellings, on the total flow of ${flux}.`,
        },
      }),
    );
}

export function explicationsDesObjectifs(objectifs: Objectifs): ExplicationsPossibles {
  const { repartition, reservataires, nonReserves, provenance } = objectifs;
  const { dateDeDroit } = provenance;
  const { assiette } = repartition;
  const nomDe = (code: string) =>
    repartition.conventions.find(({ reservataire }) => reservataire.code === code)?.reservataire.nom ?? code;
  return new Map([
    ...reservataires.map((ligne) =>
      explicable(
        {
          cible: `reservataires/${ligne.reservataire}`,
          titre: {
            fr: `Objectif de l'année, ${nomDe(ligne.reservataire)}`,
            en: `Target for the year, ${nomDe(ligne.reservataire)}`,
          },
          valeur: String(ligne.objectif),
          unite: "logements",
          dateDeDroit,
        },
        () => [
          ...etapesDesParts(
            repartition,
            repartition.parts.filter(({ reservataire }) => reservataire === ligne.reservataire),
          ),
          etapeDeLArrondi(objectifs, ligne.exact, ligne.objectif),
          ...etapesDesVolets(ligne, objectifs),
        ],
      ),
    ),
    explicable(
      {
        cible: NON_RESERVES,
        titre: {
          fr: "Objectif de l'année, logements non réservés",
          en: "Target for the year, unreserved dwellings",
        },
        valeur: String(nonReserves.objectif),
        unite: "logements",
        dateDeDroit,
      },
      () => [
        etapeDesSoustraits(assiette, "périmètre", dateDeDroit),
        etapeDuFlux(assiette, "périmètre", assiette),
        etapeDuComplement(repartition),
        etapeDeLArrondi(objectifs, nonReserves.exact, nonReserves.objectif),
      ],
    ),
  ]);
}
