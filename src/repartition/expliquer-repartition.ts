import { additionnerComptes } from "../assiette/comptes-du-flux.js";
import { etapeDesSoustraits, etapeDuFlux } from "../assiette/expliquer-assiette.js";
import type { IdDeRegle } from "../droit/regles.js";
import { enFrancais } from "../exact/decimal.js";
import { cleDeSecteur, estDansLeTerritoire, nommerSecteur, nommerTerritoire } from "../modele/secteurs.js";
import { type Etape, type ExplicationsPossibles, etape, explicable, lisible } from "../modele/trace.js";
import type { Convention } from "../modele/vocabulaire.js";
import { cleDePart } from "./lire-conventions.js";
import type { Part, Repartition } from "./repartir-flux.js";

/** La règle qui porte une part : plafond du préfet, garanties, supplément, ou convention seule. */
function regleDeLaPart(
  { contrepartie, contingent }: Part,
  { reservataire: { categorie } }: Convention,
): IdDeRegle {
  if (contingent === "agents-civils-et-militaires") return "R4";
  if (contrepartie === "contingent-prefectoral") return "R3";
  if (contrepartie === "garantie-d-emprunt") return "R7";
  const prive =
    categorie === "action-logement" || categorie === "employeur" || categorie === "organisme-desinteresse";
  return prive ? "R9" : "R8";
}

function conventionDe({ conventions }: Repartition, code: string): Convention {
  const trouvee = conventions.find(({ reservataire }) => reservataire.code === code);
  if (trouvee === undefined) throw new TypeError(`part sans convention : ${code}`);
  return trouvee;
}

/** Le flux du territoire d'un réservataire, puis chacune de ses parts. */
export function etapesDesParts(repartition: Repartition, parts: readonly Part[]): Etape[] {
  const [premiere] = parts;
  if (premiere === undefined) return [];
  const { assiette } = repartition;
  const date = assiette.provenance.dateDeDroit;
  const { reservataire } = conventionDe(repartition, premiere.reservataire);
  const lieu = nommerTerritoire(reservataire.territoire);
  const territoire = additionnerComptes(
    assiette.secteurs.filter((secteur) => estDansLeTerritoire(secteur, reservataire.territoire)),
  );
  return [
    etapeDesSoustraits(territoire, lieu, date),
    etapeDuFlux(territoire, lieu, assiette),
    ...parts.map((part) => etapeDeLaPart(repartition, part)),
  ];
}

function etapeDeLaPart(repartition: Repartition, part: Part): Etape {
  const convention = conventionDe(repartition, part.reservataire);
  const objet = part.contingent ?? part.contrepartie;
  return etape(regleDeLaPart(part, convention), repartition.provenance.dateDeDroit, {
    formule: "part = taux convenu × flux du territoire",
    calcul: `${part.taux} % × ${part.fluxDuTerritoire} = ${lisible(part.logements)}`,
    phrase: {
      fr: `La convention de ${convention.reservataire.nom} lui donne ${enFrancais(part.taux)} % du flux de son territoire (${objet}) : ${enFrancais(part.logements.decimal)} logements.`,
      en: `The agreement of ${convention.reservataire.nom} gives it ${part.taux}% of the flow of its territory (${objet}): ${part.logements.decimal} dwellings.`,
    },
  });
}

/** Le complément à 100 % que garde le bailleur. */
export function etapeDuComplement({ assiette, parts, nonReserves, provenance }: Repartition): Etape {
  return etape("R16", provenance.dateDeDroit, {
    formule: "non réservés = C − Σ parts",
    calcul: `${assiette.flux} − (${parts.map((part) => part.logements.exact).join(" + ") || "0"}) = ${lisible(nonReserves.logements)}`,
    phrase: {
      fr: `Ce que les conventions ne promettent à personne reste au bailleur : ${enFrancais(nonReserves.logements.decimal)} des ${assiette.flux} logements du flux.`,
      en: `What the agreements promise to no one stays with the landlord: ${nonReserves.logements.decimal} of the ${assiette.flux} dwellings of the flow.`,
    },
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
        titre: { fr: `Part de ${nom} (${cle})`, en: `Share of ${nom} (${cle})` },
        valeur: lisible(part.logements),
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
      valeur: lisible(nonReserves.logements),
      unite: "logements",
      dateDeDroit,
    },
    () => [
      etapeDesSoustraits(assiette, "périmètre", dateDeDroit),
      etapeDuFlux(assiette, "périmètre", assiette),
      etapeDuComplement(repartition),
    ],
  );
  const desSecteurs = secteurs.map((secteur) =>
    explicable(
      {
        cible: `secteurs/${cleDeSecteur(secteur)}/tauxNonReserve`,
        titre: {
          fr: `Part non réservée, ${nommerSecteur(secteur)}`,
          en: `Unreserved share, ${nommerSecteur(secteur)}`,
        },
        valeur: secteur.tauxNonReserve,
        unite: "%",
        dateDeDroit,
      },
      () => [
        etape("R16", dateDeDroit, {
          calcul: `${secteur.parts.map(({ reservataire, taux }) => `${taux} (${reservataire})`).join(" + ") || "0"} + ${secteur.tauxNonReserve} = 100`,
          phrase: {
            fr: `Dans ce secteur, les parts convenues font ${enFrancais(secteur.tauxReserve)} % ; le bailleur garde les ${enFrancais(secteur.tauxNonReserve)} % qui restent.`,
            en: `In this sector the agreed shares make ${secteur.tauxReserve}%; the landlord keeps the remaining ${secteur.tauxNonReserve}%.`,
          },
        }),
      ],
    ),
  );
  return new Map([...desParts, complement, ...desSecteurs]);
}
