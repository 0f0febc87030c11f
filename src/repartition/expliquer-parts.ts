import { etapeDuFlux, etapesDesSoustraits } from "../assiette/expliquer-assiette.js";
import { dateEnFrancais } from "../droit/periodes.js";
import { BLOC_COMMUNAL } from "../droit/reservataires.js";
import type { Texte } from "../droit/texte.js";
import { soustraire } from "../exact/fraction.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { lireTaux } from "../exact/taux.js";
import { enDeuxLangues } from "../modele/plume.js";
import { estDansLeTerritoire, nommerTerritoire } from "../modele/secteurs.js";
import { type Etape, etape } from "../modele/trace.js";
import { type ConventionLue, direLaPart, type RepriseLue } from "../modele/vocabulaire.js";
import { etapesDesLimites } from "./expliquer-limites.js";
import { cleDePart } from "./lire-parts.js";
import type { Part, Repartition } from "./repartir-flux.js";

export function conventionDe({ conventions }: Repartition, code: string): ConventionLue {
  const trouvee = conventions.find(({ reservataire }) => reservataire.code === code);
  if (trouvee === undefined) throw new TypeError(`part sans convention : ${code}`);
  return trouvee;
}

/** Le flux de chaque territoire où des parts s'exercent, ces parts, puis les limites qu'elles respectent ou non. */
export function etapesDesParts(repartition: Repartition, parts: readonly Part[]): Etape[] {
  const [premiere] = parts;
  if (premiere === undefined) return [];
  const convention = conventionDe(repartition, premiere.reservataire);
  const parTerritoire = regrouperParCodes(parts, ({ territoire }) => nommerTerritoire(territoire).fr);
  return [
    ...parTerritoire.flatMap(([, groupe]) => etapesDUnTerritoire(repartition, convention, groupe)),
    ...etapesDesLimites(repartition, convention, parts),
  ];
}

function etapesDUnTerritoire(
  { assiette, stipulations }: Repartition,
  convention: ConventionLue,
  parts: readonly Part[],
): Etape[] {
  const [premiere] = parts;
  if (premiere === undefined) return [];
  const date = assiette.provenance.dateDeDroit;
  const { territoire } = premiere;
  const lieu = nommerTerritoire(territoire);
  const secteurs = assiette.secteurs.filter((secteur) => estDansLeTerritoire(secteur, territoire));
  return [
    ...etapesDesSoustraits(secteurs, lieu, date),
    etapeDuFlux(secteurs, lieu, assiette),
    ...parts.flatMap((part) => [
      ...(part.taux === part.tauxConvenu ? [] : [etapeDeLaReduction(part, stipulations, date)]),
      convention.reprise === undefined
        ? etapeDeLaPart(convention, part, date)
        : etapeDeLaReprise(convention.reprise, part, date),
    ]),
  ];
}

function etapeDeLaReduction(part: Part, { reduction }: Repartition["stipulations"], date: string): Etape {
  const cedes = soustraire(lireTaux(part.tauxConvenu), lireTaux(part.taux));
  return etape("R16", date, {
    intitule: { fr: "Réduction stipulée", en: "Stipulated reduction" },
    formule: {
      fr: "taux retenu = taux convenu − points cédés",
      en: "rate kept = agreed rate − points given up",
    },
    calcul: enDeuxLangues(
      ({ nombre, pourCent }) => `${pourCent(part.tauxConvenu)} − ${nombre(cedes)} = ${pourCent(part.taux)}`,
    ),
    phrase: enDeuxLangues(({ nombre, mot }) =>
      mot(
        `Les parts promettaient plus que le flux : selon la règle stipulée, celle-ci passe de ${nombre(part.tauxConvenu)} à ${nombre(part.taux)} %.`,
        `The shares promised more than the flow: by the stipulated rule, this one goes from ${nombre(part.tauxConvenu)} to ${nombre(part.taux)}%.`,
      ),
    ),
    autorite: "conventionnel",
    arrondi: {
      fr: "au-dessous, à six décimales, une seule fois : un taux convenu n'en a pas plus",
      en: "down, to six decimals, once: an agreed rate has no more",
    },
    stipulations: [{ nom: "reduction", valeur: reduction?.regle ?? "" }],
  });
}

/** L'acte qui donne la part : une convention, à deux ou à plusieurs, ou l'arrêté qui en tient lieu. */
function direLActe({ dateDeSignature, acteCommun, arrete }: ConventionLue): Texte {
  const date = { fr: dateEnFrancais(dateDeSignature), en: dateDeSignature };
  if (arrete !== undefined)
    return {
      fr: `l'arrêté « ${arrete} » du ${date.fr}, qui tient lieu de convention,`,
      en: `order “${arrete}” of ${date.en}, which stands in for an agreement,`,
    };
  if (acteCommun === undefined)
    return { fr: `sa convention du ${date.fr}`, en: `its agreement of ${date.en}` };
  return {
    fr: `la convention « ${acteCommun.reference} » du ${date.fr}, signée par ${acteCommun.parties.join(", ")},`,
    en: `agreement “${acteCommun.reference}” of ${date.en}, signed by ${acteCommun.parties.join(", ")},`,
  };
}

function direLEchelle(convention: ConventionLue, part: Part): Texte {
  const convenue = convention.parts.find((candidate) => cleDePart(candidate) === cleDePart(part));
  const { territorialisation, delegations = [] } = convenue ?? {};
  const lieu = nommerTerritoire(part.territoire);
  return {
    fr: [
      territorialisation === undefined
        ? ""
        : ` Elle s'exerce sur ${lieu.fr}, échelle que le réservataire justifie ainsi : « ${territorialisation.motif} ».`,
      ...delegations.map(
        ({ delegataire, territoire }) =>
          ` ${delegataire} l'exerce pour lui sur ${nommerTerritoire(territoire).fr}.`,
      ),
    ].join(""),
    en: [
      territorialisation === undefined
        ? ""
        : ` It holds on ${lieu.en}, a scale the holder justifies thus: “${territorialisation.motif}”.`,
      ...delegations.map(
        ({ delegataire, territoire }) =>
          ` ${delegataire} exercises it in its place on ${nommerTerritoire(territoire).en}.`,
      ),
    ].join(""),
  };
}

const FORMULE_DE_LA_PART: Texte = {
  fr: "part = taux retenu × flux du territoire",
  en: "share = rate kept × flow of the territory",
};

function calculDeLaPart(part: Part): Texte {
  return enDeuxLangues(
    ({ nombre, pourCent }) => `${pourCent(part.taux)} × ${part.fluxDuTerritoire} = ${nombre(part.logements)}`,
  );
}

function etapeDeLaPart(convention: ConventionLue, part: Part, date: string): Etape {
  const { reservataire } = convention;
  const objet = direLaPart(part);
  const acte = direLActe(convention);
  const echelle = direLEchelle(convention, part);
  const reduite = (mot: (fr: string, en: string) => string) =>
    part.taux === part.tauxConvenu
      ? ""
      : mot(
          `, ${enDeuxLangues(({ nombre }) => nombre(part.taux)).fr} % après réduction`,
          `, ${part.taux}% after reduction`,
        );
  const infra = part.territoire.type !== reservataire.territoire.type;
  return etape("R9", date, {
    intitule: { fr: "Part convenue", en: "Agreed share" },
    references: [
      { article: "R. 441-5", subdivision: infra ? "I, al. 2, 4 et 6" : "I, al. 2 et 4" },
      ...(BLOC_COMMUNAL.includes(reservataire.categorie)
        ? [{ article: "R. 441-5-3", subdivision: "al. 1" } as const]
        : []),
      ...(convention.arrete === undefined ? [] : [{ article: "R. 441-5-2", subdivision: "IV" } as const]),
    ],
    confiance: ["texte-officiel", "doctrine", "lecture"],
    lecture: {
      fr: "L'alinéa 4 rapporte le flux au patrimoine ; la pratique, suivie ici, rapporte le taux au flux.",
      en: "Paragraph 4 relates the flow to the stock; practice, followed here, relates the rate to the flow.",
    },
    formule: FORMULE_DE_LA_PART,
    calcul: calculDeLaPart(part),
    phrase: enDeuxLangues(({ nombre, logements, mot, texte }) =>
      mot(
        `${reservataire.nom} : ${texte(acte)} lui donne ${nombre(part.tauxConvenu)} % du flux de son territoire (${texte(objet)})${reduite(mot)}, soit ${logements(part.logements)} ; si rien n'était soustrait, le même taux en ferait ${nombre(part.surLesLiberations)}.${texte(echelle)}`,
        `${reservataire.nom}: ${texte(acte)} gives it ${nombre(part.tauxConvenu)}% of the flow of its territory (${texte(objet)})${reduite(mot)}, that is ${logements(part.logements)}; if nothing were taken out, the same rate would make ${nombre(part.surLesLiberations)}.${texte(echelle)}`,
      ),
    ),
    autorite: "conventionnel",
  });
}

const LECTURE_DE_LA_REPRISE: Texte = {
  fr: "La reprise est une décision du préfet, qu'aucune stipulation n'écarte ; le texte transitoire qui la règle n'a pas été lu, la doctrine la rapporte. La partie lue de ce texte vise les conventions conclues avant le 24 novembre 2018. La bibliothèque en fait une ligne à part ; « hors des plafonds » est une inférence, tirée de ce que ces droits s'ajoutent au flux du préfet.",
  en: "The takeover is a decision of the prefect, which no stipulation sets aside; the transitional text that governs it was not read, doctrine reports it. The part of that text which was read covers agreements concluded before 24 November 2018. The library makes it a separate line; “outside his caps” is an inference, drawn from these rights adding to the prefect's flow.",
};

function etapeDeLaReprise({ origine, decision, du }: RepriseLue, part: Part, date: string): Etape {
  return etape("R13", date, {
    intitule: { fr: "Droits repris par le préfet", en: "Rights taken over by the prefect" },
    autorite: "choix",
    lecture: LECTURE_DE_LA_REPRISE,
    formule: FORMULE_DE_LA_PART,
    calcul: calculDeLaPart(part),
    phrase: enDeuxLangues(({ nombre, logements, mot }) =>
      mot(
        `Par décision « ${decision} », le préfet exerce depuis le ${dateEnFrancais(du)} les droits que ${origine.nom} n'a pas convertis : ${nombre(part.taux)} % du flux du territoire, soit ${logements(part.logements)}, sur une ligne à part, hors de ses plafonds.`,
        `By decision “${decision}”, the prefect has exercised since ${du} the rights ${origine.nom} has not converted: ${nombre(part.taux)}% of the flow of the territory, that is ${logements(part.logements)}, on a separate line, outside his caps.`,
      ),
    ),
  });
}
