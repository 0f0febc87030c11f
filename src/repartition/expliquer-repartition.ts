import { additionnerComptes } from "../assiette/comptes-du-flux.js";
import { etapeDesSoustraits, etapeDuFlux, etapesDuPerimetre } from "../assiette/expliquer-assiette.js";
import { valeurLegale } from "../droit/parametres.js";
import { dateEnFrancais } from "../droit/periodes.js";
import { BENEFICIAIRES_DU_SUPPLEMENT, BLOC_COMMUNAL } from "../droit/reservataires.js";
import type { Texte } from "../droit/texte.js";
import { comparer, type Fraction, soustraire, ZERO } from "../exact/fraction.js";
import { enUnites, pourcentageDesUnites } from "../exact/taux.js";
import { enDeuxLangues } from "../modele/plume.js";
import { cleDeSecteur, estDansLeTerritoire, nommerSecteur, nommerTerritoire } from "../modele/secteurs.js";
import { type Etape, type ExplicationsPossibles, etape, explicable } from "../modele/trace.js";
import { type ConventionLue, type Derogation, direLaPart } from "../modele/vocabulaire.js";
import { depassementDesGaranties, garantiesParTerritoire } from "./controler-garanties.js";
import { direPlafonds } from "./derogations.js";
import { cleDePart } from "./lire-conventions.js";
import type { Part, Repartition } from "./repartir-flux.js";

function conventionDe({ conventions }: Repartition, code: string): ConventionLue {
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

function etapeDeLaPart({ reservataire, dateDeSignature }: ConventionLue, part: Part, date: string): Etape {
  const objet = direLaPart(part);
  return etape("R9", date, {
    intitule: { fr: "Part convenue", en: "Agreed share" },
    references: [
      { article: "R. 441-5", subdivision: "I, al. 2 et 4" },
      ...(BLOC_COMMUNAL.includes(reservataire.categorie)
        ? [{ article: "R. 441-5-3", subdivision: "al. 1" } as const]
        : []),
    ],
    confiance: ["texte-officiel", "doctrine", "lecture"],
    lecture: {
      fr: "L'alinéa 4 rapporte le flux au patrimoine ; la pratique, suivie ici, rapporte le taux au flux.",
      en: "Paragraph 4 relates the flow to the stock; practice, followed here, relates the rate to the flow.",
    },
    formule: {
      fr: "part = taux convenu × flux du territoire",
      en: "share = agreed rate × flow of the territory",
    },
    calcul: enDeuxLangues(
      ({ nombre }) => `${nombre(part.taux)} % × ${part.fluxDuTerritoire} = ${nombre(part.logements)}`,
    ),
    phrase: enDeuxLangues(({ nombre, logements, mot, texte }) =>
      mot(
        `${reservataire.nom} : sa convention du ${dateEnFrancais(dateDeSignature)} lui donne ${nombre(part.taux)} % du flux de son territoire (${texte(objet)}), soit ${logements(part.logements)} ; si rien n'était soustrait, le même taux en ferait ${nombre(part.surLesLiberations)}.`,
        `${reservataire.nom}: its agreement of ${dateDeSignature} gives it ${nombre(part.taux)}% of the flow of its territory (${texte(objet)}), that is ${logements(part.logements)}; if nothing were taken out, the same rate would make ${nombre(part.surLesLiberations)}.`,
      ),
    ),
    autorite: "conventionnel",
  });
}

/** L'arrêté qui élève un plafond, sous le droit du jour où il commence. */
export function etapeDeLaDerogation(derogation: Derogation): Etape {
  const { arrete, du, au } = derogation;
  const effet = direPlafonds(derogation);
  return etape("R6", du, {
    calcul: { fr: `arrêté « ${arrete} »`, en: `order “${arrete}”` },
    phrase: {
      fr: `L'arrêté « ${arrete} », du ${dateEnFrancais(du)} au ${dateEnFrancais(au)}, ${effet.fr}.`,
      en: `Order “${arrete}”, from ${du} to ${au}, ${effet.en}.`,
    },
  });
}

/** Un taux devant son plafond : respecté, ou dépassé de combien. */
export function verdict(taux: Fraction, maximum: string | null): Texte {
  if (maximum === null) return { fr: "aucun plafond", en: "no cap" };
  const exces = soustraire(taux, pourcentageDesUnites(enUnites(maximum)));
  if (comparer(exces, ZERO) <= 0) return { fr: "respecté", en: "within the cap" };
  return enDeuxLangues(({ nombre, mot }) =>
    mot(`dépassé de ${nombre(exces)} point(s)`, `exceeded by ${nombre(exces)} point(s)`),
  );
}

const RESERVES_SUR_LE_DEPASSEMENT = {
  texte: { fr: "", en: "" },
  lecture: { fr: " (par lecture)", en: " (by a reading)" },
  placement: {
    fr: " (par lecture, et du seul fait du placement d'une part libre)",
    en: " (by a reading, and only because of where a free share is placed)",
  },
} as const;

function etapesDesLimites(
  repartition: Repartition,
  { reservataire, parts: convenues }: ConventionLue,
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
      calcul: enDeuxLangues(
        ({ nombre, mot }) =>
          `${nombre(taux)} % ${mot(`pour ${maximum} % au plus`, `for ${maximum}% at most`)}`,
      ),
      phrase: enDeuxLangues(({ nombre, mot, texte }) =>
        mot(
          `Le plafond est de ${maximum} % du flux annuel total ; la convention en prend ${nombre(taux)} % : ${texte(verdict(taux, maximum))}.`,
          `The cap is ${maximum}% of the total yearly flow; the agreement takes ${nombre(taux)}%: ${texte(verdict(taux, maximum))}.`,
        ),
      ),
    });
  const garantie = () => {
    const maximum = valeurLegale("plafondGaranties", date);
    const territoires = garantiesParTerritoire(repartition).filter(({ secteurs }) =>
      secteurs.some((secteur) => estDansLeTerritoire(secteur, reservataire.territoire)),
    );
    const reserve = (territoire: (typeof territoires)[number]): Texte => {
      const depassement = maximum === null ? null : depassementDesGaranties(territoire, maximum);
      return RESERVES_SUR_LE_DEPASSEMENT[depassement?.etabliPar ?? "texte"];
    };
    return etape("R7", date, {
      calcul: enDeuxLangues(({ nombre, mot, texte }) =>
        territoires
          .map(
            ({ nom, taux }) =>
              `${texte(nom)}${mot(" :", ":")} ${nombre(taux)} % ${mot(`pour ${maximum} % au plus`, `for ${maximum}% at most`)}`,
          )
          .join(" ; "),
      ),
      phrase: enDeuxLangues(({ nombre, mot, texte }) => {
        const detail = territoires
          .map(
            (territoire) =>
              `${texte(territoire.nom)}${mot(" :", ":")} ${nombre(territoire.taux)} %, ${texte(verdict(territoire.taux, maximum))}${texte(reserve(territoire))}`,
          )
          .join(" ; ");
        return mot(
          `Tous les garants du bloc communal s'additionnent, pour ${maximum} % au plus. ${detail}.`,
          `All municipal-level guarantors add up, for ${maximum}% at most. ${detail}.`,
        );
      }),
    });
  };
  const supplement = () =>
    etape("R8", date, {
      calcul: { fr: "aucun plafond chiffré", en: "no numerical cap" },
      phrase: {
        fr: "Une part contre terrain ou financement s'ajoute aux garanties ; le texte ne lui fixe pas de plafond.",
        en: "A share in return for land or funding adds to guarantees; the text sets no cap on it.",
      },
    });
  const { derogation } = repartition.plafondsDuPrefet;
  return [
    ...(a("contingent-prefectoral") && derogation !== null ? [etapeDeLaDerogation(derogation)] : []),
    ...(a("contingent-prefectoral")
      ? [plafond("R3", cumul(contingents), repartition.plafondsDuPrefet.prefet)]
      : []),
    ...(a("contingent-prefectoral") && agents.length > 0
      ? [plafond("R4", cumul(agents), repartition.plafondsDuPrefet.agents)]
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
          phrase: enDeuxLangues(({ nombre, mot }) =>
            mot(
              `Dans ce secteur, les parts convenues font ${nombre(secteur.tauxReserve)} % ; le bailleur garde les ${nombre(secteur.tauxNonReserve)} % qui restent.`,
              `In this sector the agreed shares make ${nombre(secteur.tauxReserve)}%; the landlord keeps the remaining ${nombre(secteur.tauxNonReserve)}%.`,
            ),
          ),
        }),
      ],
    ),
  );
  return new Map([...desParts, complement, ...desSecteurs]);
}
