import { additionnerComptes } from "../assiette/comptes-du-flux.js";
import { etapeDesSoustraits, etapeDuFlux } from "../assiette/expliquer-assiette.js";
import { valeurLegale } from "../droit/parametres.js";
import { dateEnFrancais } from "../droit/periodes.js";
import type { Texte } from "../droit/texte.js";
import { ecrireDecimal, enFrancais, logementsEnAnglais, logementsEnFrancais } from "../exact/decimal.js";
import { comparer, type Fraction, soustraire, ZERO } from "../exact/fraction.js";
import { enUnites, pourcentageDesUnites } from "../exact/taux.js";
import {
  cleDeSecteur,
  estDansLeTerritoire,
  nommerSecteur,
  nommerTerritoire,
  PERIMETRE,
} from "../modele/secteurs.js";
import { type Etape, type ExplicationsPossibles, etape, explicable, lisible } from "../modele/trace.js";
import {
  BLOC_COMMUNAL,
  type CategorieDeReservataire,
  type Convention,
  direLaPart,
} from "../modele/vocabulaire.js";
import { garantiesParTerritoire } from "./controler-garanties.js";
import { cleDePart } from "./lire-conventions.js";
import type { Part, Repartition } from "./repartir-flux.js";

function conventionDe({ conventions }: Repartition, code: string): Convention {
  const trouvee = conventions.find(({ reservataire }) => reservataire.code === code);
  if (trouvee === undefined) throw new TypeError(`part sans convention : ${code}`);
  return trouvee;
}

/** Le flux du territoire d'un réservataire, chacune de ses parts, puis les limites qu'elles respectent ou non. */
export function etapesDesParts(repartition: Repartition, parts: readonly Part[]): Etape[] {
  const [premiere] = parts;
  if (premiere === undefined) return [];
  const { assiette } = repartition;
  const date = assiette.provenance.dateDeDroit;
  const convention = conventionDe(repartition, premiere.reservataire);
  const { territoire } = convention.reservataire;
  const lieu = nommerTerritoire(territoire);
  const comptes = additionnerComptes(
    assiette.secteurs.filter((secteur) => estDansLeTerritoire(secteur, territoire)),
  );
  return [
    etapeDesSoustraits(comptes, lieu, date),
    etapeDuFlux(comptes, lieu, assiette),
    ...parts.map((part) => etapeDeLaPart(convention, part, date)),
    ...etapesDesLimites(repartition, convention, parts),
  ];
}

function etapeDeLaPart({ reservataire, dateDeSignature }: Convention, part: Part, date: string): Etape {
  const objet = direLaPart(part);
  return etape("R9", date, {
    intitule: { fr: "Part convenue", en: "Agreed share" },
    references: [{ article: "R. 441-5", subdivision: "I, al. 2 et 4" }],
    formule: {
      fr: "part = taux convenu × flux du territoire",
      en: "share = agreed rate × flow of the territory",
    },
    calcul: `${part.taux} % × ${part.fluxDuTerritoire} = ${lisible(part.logements)}`,
    phrase: {
      fr: `${reservataire.nom} : sa convention du ${dateEnFrancais(dateDeSignature)} lui donne ${enFrancais(part.taux)} % du flux de son territoire (${objet.fr}), soit ${logementsEnFrancais(part.logements.decimal)}.`,
      en: `${reservataire.nom}: its agreement of ${dateDeSignature} gives it ${part.taux}% of the flow of its territory (${objet.en}), that is ${logementsEnAnglais(part.logements.decimal)}.`,
    },
    autorite: "conventionnel",
  });
}

/** L'État, les collectivités et leurs groupements (R. 441-5-4). */
const BENEFICIAIRES_DU_SUPPLEMENT: readonly CategorieDeReservataire[] = [
  "prefet",
  ...BLOC_COMMUNAL,
  "departement",
  "region",
];

function verdict(taux: Fraction, maximum: string | null): Texte {
  if (maximum === null) return { fr: "aucun plafond", en: "no cap" };
  const exces = soustraire(taux, pourcentageDesUnites(enUnites(maximum)));
  if (comparer(exces, ZERO) <= 0) return { fr: "respecté", en: "within the cap" };
  const points = ecrireDecimal(exces);
  return { fr: `dépassé de ${enFrancais(points)} point(s)`, en: `exceeded by ${points} point(s)` };
}

function etapesDesLimites(
  repartition: Repartition,
  { reservataire, parts: convenues }: Convention,
  parts: readonly Part[],
): Etape[] {
  const date = repartition.provenance.dateDeDroit;
  const cumul = (retenues: readonly Pick<Part, "taux">[]) =>
    pourcentageDesUnites(retenues.reduce((total, { taux }) => total + enUnites(taux), 0));
  const contingents = convenues.filter(({ contrepartie }) => contrepartie === "contingent-prefectoral");
  const agents = contingents.filter(({ contingent }) => contingent === "agents-civils-et-militaires");
  const a = (contrepartie: Part["contrepartie"]) => parts.some((part) => part.contrepartie === contrepartie);
  const plafond = (id: "R3" | "R4", taux: Fraction, maximum: string | null) =>
    etape(id, date, {
      calcul: `${ecrireDecimal(taux)} % pour ${maximum} % au plus`,
      phrase: {
        fr: `Le plafond est de ${maximum} % du flux annuel total ; la convention en prend ${enFrancais(ecrireDecimal(taux))} % : ${verdict(taux, maximum).fr}.`,
        en: `The cap is ${maximum}% of the total yearly flow; the agreement takes ${ecrireDecimal(taux)}%: ${verdict(taux, maximum).en}.`,
      },
    });
  const garantie = () => {
    const maximum = valeurLegale("plafondGaranties", date);
    const territoires = garantiesParTerritoire(repartition).filter(({ secteurs }) =>
      secteurs.some((secteur) => estDansLeTerritoire(secteur, reservataire.territoire)),
    );
    const dire = (langue: keyof Texte) =>
      territoires
        .map(({ nom, taux }) =>
          langue === "fr"
            ? `${nom.fr} : ${enFrancais(ecrireDecimal(taux))} %, ${verdict(taux, maximum).fr}`
            : `${nom.en}: ${ecrireDecimal(taux)}%, ${verdict(taux, maximum).en}`,
        )
        .join(" ; ");
    return etape("R7", date, {
      calcul: territoires
        .map(({ nom, taux }) => `${nom.fr} : ${ecrireDecimal(taux)} % pour ${maximum} % au plus`)
        .join(" ; "),
      phrase: {
        fr: `Tous les garants du bloc communal s'additionnent, pour ${maximum} % au plus. ${dire("fr")}.`,
        en: `All municipal-level guarantors add up, for ${maximum}% at most. ${dire("en")}.`,
      },
    });
  };
  const supplement = () =>
    etape("R8", date, {
      calcul: "aucun plafond chiffré",
      phrase: {
        fr: "Une part contre terrain ou financement s'ajoute aux garanties ; le texte ne lui fixe pas de plafond.",
        en: "A share in return for land or funding adds to guarantees; the text sets no cap on it.",
      },
    });
  const _publique = !["action-logement", "employeur", "organisme-desinteresse"].includes(
    reservataire.categorie,
  );
  return [
    ...(a("contingent-prefectoral")
      ? [plafond("R3", cumul(contingents), valeurLegale("plafondPrefet", date))]
      : []),
    ...(a("contingent-prefectoral") && agents.length > 0
      ? [plafond("R4", cumul(agents), valeurLegale("plafondAgentsDeLEtat", date))]
      : []),
    ...(a("garantie-d-emprunt") && BLOC_COMMUNAL.includes(reservataire.categorie) ? [garantie()] : []),
    ...(BENEFICIAIRES_DU_SUPPLEMENT.includes(reservataire.categorie) &&
    (a("apport-de-terrain") || a("financement"))
      ? [supplement()]
      : []),
  ];
}

/** Le complément à 100 % que garde le bailleur. */
export function etapeDuComplement({ assiette, parts, nonReserves, provenance }: Repartition): Etape {
  return etape("R16", provenance.dateDeDroit, {
    formule: { fr: "non réservés = C − Σ parts", en: "unreserved = C − Σ shares" },
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
        titre: {
          fr: `Part de ${nom} (${direLaPart(part).fr})`,
          en: `Share of ${nom} (${direLaPart(part).en})`,
        },
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
      etapeDesSoustraits(assiette, PERIMETRE, dateDeDroit),
      etapeDuFlux(assiette, PERIMETRE, assiette),
      etapeDuComplement(repartition),
    ],
  );
  const desSecteurs = secteurs.map((secteur) =>
    explicable(
      {
        cible: `secteurs/${cleDeSecteur(secteur)}/tauxNonReserve`,
        titre: {
          fr: `Part non réservée, ${nommerSecteur(secteur).fr}`,
          en: `Unreserved share, ${nommerSecteur(secteur).en}`,
        },
        valeur: lisible(secteur.tauxNonReserve),
        unite: "%",
        dateDeDroit,
      },
      () => [
        etape("R16", dateDeDroit, {
          calcul: `${secteur.parts.map(({ reservataire, taux }) => `${lisible(taux)} (${reservataire})`).join(" + ") || "0"} + ${lisible(secteur.tauxNonReserve)} = 100`,
          phrase: {
            fr: `Dans ce secteur, les parts convenues font ${enFrancais(secteur.tauxReserve.decimal)} % ; le bailleur garde les ${enFrancais(secteur.tauxNonReserve.decimal)} % qui restent.`,
            en: `In this sector the agreed shares make ${secteur.tauxReserve.decimal}%; the landlord keeps the remaining ${secteur.tauxNonReserve.decimal}%.`,
          },
        }),
      ],
    ),
  );
  return new Map([...desParts, complement, ...desSecteurs]);
}
