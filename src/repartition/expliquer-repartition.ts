import { etapesDuPerimetre } from "../assiette/expliquer-assiette.js";
import { enDeuxLangues } from "../modele/plume.js";
import { cleDeSecteur, nommerSecteur } from "../modele/secteurs.js";
import { type Etape, type ExplicationsPossibles, etape, explicable } from "../modele/trace.js";
import { direLaPart } from "../modele/vocabulaire.js";
import { conventionDe, etapesDesParts } from "./expliquer-parts.js";
import { cleDePart } from "./lire-parts.js";
import type { Repartition } from "./repartir-flux.js";

/** Le complément à 100 % que garde le bailleur. */
export function etapeDuComplement({ assiette, parts, nonReserves, provenance }: Repartition): Etape {
  return etape("R16", provenance.dateDeDroit, {
    formule: { fr: "non réservés = C − Σ parts", en: "unreserved = C − Σ shares" },
    calcul: enDeuxLangues(
      ({ nombre }) =>
        `${assiette.flux} − (${parts.map((part) => nombre(part.logements)).join(" + ") || "0"}) = ${nombre(nonReserves.logements)}`,
    ),
    phrase: enDeuxLangues(({ nombre, mot }) =>
      mot(
        `Ce que les conventions ne promettent à personne reste au bailleur : ${nombre(nonReserves.logements)} des ${assiette.flux} logements du flux.`,
        `What the agreements promise to no one stays with the landlord: ${nombre(nonReserves.logements)} of the ${assiette.flux} dwellings of the flow.`,
      ),
    ),
  });
}

export function explicationsDeLaRepartition(repartition: Repartition): ExplicationsPossibles {
  const { assiette, parts, nonReserves, secteurs, provenance } = repartition;
  const { dateDeDroit } = provenance;
  const desParts = parts.map((part) => {
    const cle = cleDePart({ contrepartie: part.contrepartie, contingent: part.contingent });
    const nom = conventionDe(repartition, part.reservataire).reservataire.nom;
    return explicable(
      {
        cible: `parts/${part.reservataire}/${cle}`,
        titre: {
          fr: `Part de ${nom} (${direLaPart(part).fr})`,
          en: `Share of ${nom} (${direLaPart(part).en})`,
        },
        valeur: part.logements,
        unite: "logements",
        dateDeDroit,
      },
      () => etapesDesParts(repartition, [part]),
    );
  });
  const complement = explicable(
    {
      cible: "nonReserves",
      titre: { fr: "Logements non réservés du bailleur", en: "Landlord's unreserved dwellings" },
      valeur: nonReserves.logements,
      unite: "logements",
      dateDeDroit,
    },
    () => [...etapesDuPerimetre(assiette), etapeDuComplement(repartition)],
  );
  const desSecteurs = secteurs.map((secteur) =>
    explicable(
      {
        cible: `secteurs/${cleDeSecteur(secteur)}/tauxNonReserve`,
        titre: {
          fr: `Part non réservée, ${nommerSecteur(secteur).fr}`,
          en: `Unreserved share, ${nommerSecteur(secteur).en}`,
        },
        valeur: secteur.tauxNonReserve,
        unite: "%",
        dateDeDroit,
      },
      () => [
        etape("R16", dateDeDroit, {
          calcul: enDeuxLangues(
            ({ nombre }) =>
              `${secteur.parts.map(({ reservataire, taux }) => `${nombre(taux)} (${reservataire})`).join(" + ") || "0"} + ${nombre(secteur.tauxNonReserve)} = 100`,
          ),
          phrase: enDeuxLangues(({ decimal, mot }) =>
            mot(
              `Dans ce secteur, les parts convenues font ${decimal(secteur.tauxReserve)} % ; le bailleur garde ce qui reste, ${decimal(secteur.tauxNonReserve)} %.`,
              `In this sector the agreed shares make ${decimal(secteur.tauxReserve)}%; the landlord keeps the rest, ${decimal(secteur.tauxNonReserve)}%.`,
            ),
          ),
        }),
      ],
    ),
  );
  return new Map([...desParts, complement, ...desSecteurs]);
}
