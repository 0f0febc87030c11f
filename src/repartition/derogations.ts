import { valeurLegale } from "../droit/parametres.js";
import { dateEnFrancais } from "../droit/periodes.js";
import type { Texte } from "../droit/texte.js";
import { comparerCodes, trierParCodes } from "../exact/ordre.js";
import { enUnites } from "../exact/taux.js";
import { type Constat, constater } from "../modele/constats.js";
import { enDeuxLangues } from "../modele/plume.js";
import { exigerDroitConnu } from "../modele/regime.js";
import type { Saisie } from "../modele/saisie.js";
import { type Derogation, derogation } from "../modele/vocabulaire.js";

/** Les plafonds du préfet à une date, dérogation comprise, en pourcentage ; `null` si le droit n'en fixe pas. */
export interface PlafondsDuPrefet {
  readonly prefet: string | null;
  readonly agents: string | null;
  /** L'arrêté qui y déroge, s'il y en a un. */
  readonly derogation: Derogation | null;
}

/** Lit les arrêtés de dérogation aux plafonds du préfet (R. 441-5-2, I, al. 2 ; avant le décret, R. 441-5). */
export function lireDerogations(
  saisie: Saisie,
  donnees: unknown,
  date: string | undefined,
): readonly Derogation[] {
  const lignes = saisie.lireListe(derogation, donnees ?? [], ["derogations"]);
  saisie.refuserDoublons(
    lignes,
    ({ arrete }) => arrete,
    (rang) => ["derogations", rang, "arrete"],
  );
  for (const { rang, ligne } of lignes) {
    exigerDroitConnu(saisie, ligne.du, ["derogations", rang, "du"]);
    if (ligne.au < ligne.du)
      saisie.refuser(["derogations", rang, "au"], "DATES_INVERSEES", {
        fr: `La fin de la dérogation (${dateEnFrancais(ligne.au)}) précède son début (${dateEnFrancais(ligne.du)}).`,
        en: `The derogation ends (${ligne.au}) before it starts (${ligne.du}).`,
      });
    if (ligne.plafondPrefet === undefined && ligne.plafondAgents === undefined)
      saisie.refuser(["derogations", rang], "CHAMP_MANQUANT", {
        fr: "Donner le plafond auquel l'arrêté déroge : plafondPrefet, plafondAgents, ou les deux.",
        en: "Give the cap the order departs from: plafondPrefet, plafondAgents, or both.",
      });
    if (date !== undefined) refuserPlafondsSansDerogation(saisie, ligne, date, ["derogations", rang]);
  }
  refuserConcurrentes(saisie, lignes);
  return trierParCodes(
    lignes.map(({ ligne }) => ligne),
    ({ du }) => du,
    ({ arrete }) => arrete,
  );
}

interface LigneDeDerogation {
  readonly rang: number;
  readonly ligne: Derogation;
}

/** Deux arrêtés ne couvrent pas le même jour : celui qui commence pendant un autre est refusé, une fois. */
function refuserConcurrentes(saisie: Saisie, lignes: readonly LigneDeDerogation[]): void {
  const parDebut = lignes
    .filter(({ ligne: { du, au } }) => du <= au)
    .sort((a, b) => comparerCodes(a.ligne.du, b.ligne.du) || a.rang - b.rang);
  let plusTardive: Derogation | undefined;
  for (const { rang, ligne } of parDebut) {
    if (plusTardive !== undefined && ligne.du <= plusTardive.au)
      saisie.refuser(["derogations", rang], "DEROGATIONS_CONCURRENTES", {
        fr: `« ${ligne.arrete} » et « ${plusTardive.arrete} » couvrent les mêmes jours.`,
        en: `“${ligne.arrete}” and “${plusTardive.arrete}” cover the same days.`,
      });
    if (plusTardive === undefined || ligne.au > plusTardive.au) plusTardive = ligne;
  }
}

/** Un plafond qui ne dépasse pas celui du texte n'y déroge pas. */
function refuserPlafondsSansDerogation(
  saisie: Saisie,
  { plafondPrefet, plafondAgents }: Derogation,
  date: string,
  chemin: readonly PropertyKey[],
): void {
  const plafonds = [
    ["plafondPrefet", plafondPrefet, valeurLegale("plafondPrefet", date)],
    ["plafondAgents", plafondAgents, valeurLegale("plafondAgentsDeLEtat", date)],
  ] as const;
  for (const [champ, deroge, legal] of plafonds)
    if (deroge !== undefined && legal !== null && enUnites(deroge) <= enUnites(legal))
      saisie.refuser(
        [...chemin, champ],
        "PLAFOND_SANS_DEROGATION",
        enDeuxLangues(({ pourCent, mot }) =>
          mot(
            `Ce plafond (${pourCent(deroge)}) ne dépasse pas celui du texte (${pourCent(legal)}) : il n'y déroge pas.`,
            `This cap (${pourCent(deroge)}) is not above the text's (${pourCent(legal)}): it is no derogation.`,
          ),
        ),
      );
}

/** Le nombre d'années que le droit du jour où commence l'arrêté lui permet ; `null` s'il ne borne pas sa durée. */
function dureePermise({ du }: Derogation): number | null {
  return valeurLegale("dureeMaximaleDeDerogation", du);
}

/** Le dernier jour d'un arrêté vient avant la même date, le nombre d'années permis plus tard. */
function depasse({ du, au }: Derogation, annees: number): boolean {
  const [annee, ...moisEtJour] = du.split("-");
  return au >= [String(Number(annee) + annees), ...moisEtJour].join("-");
}

function estTropLongue(arrete: Derogation): boolean {
  const permise = dureePermise(arrete);
  return permise !== null && depasse(arrete, permise);
}

function estEnVigueur({ du, au }: Derogation, date: string): boolean {
  return du <= date && date <= au;
}

export function plafondsDuPrefet(derogations: readonly Derogation[], date: string): PlafondsDuPrefet {
  const retenue = derogations.find((arrete) => estEnVigueur(arrete, date) && !estTropLongue(arrete));
  return {
    prefet: retenue?.plafondPrefet ?? valeurLegale("plafondPrefet", date),
    agents: retenue?.plafondAgents ?? valeurLegale("plafondAgentsDeLEtat", date),
    derogation: retenue ?? null,
  };
}

const MOTIFS: Readonly<Record<Derogation["motif"], Texte>> = {
  "securite-publique": { fr: "sécurité publique", en: "public security" },
  "besoins-economiques": { fr: "besoins d'ordre économique", en: "economic needs" },
};

/** Ce qu'un arrêté élève : la part maximale du préfet, celle des agents de l'État, ou les deux. */
export function direPlafonds({ plafondPrefet, plafondAgents }: Derogation): Texte {
  return enDeuxLangues(({ nombre, mot }) =>
    [
      ...(plafondPrefet === undefined
        ? []
        : [
            mot(
              `à ${nombre(plafondPrefet)} % la part maximale du préfet`,
              `the prefect's maximum share to ${nombre(plafondPrefet)}%`,
            ),
          ]),
      ...(plafondAgents === undefined
        ? []
        : [
            mot(
              `à ${nombre(plafondAgents)} % la part maximale des agents de l'État`,
              `the maximum share for State agents to ${nombre(plafondAgents)}%`,
            ),
          ]),
    ]
      .map((plafond) => `${mot("porte", "raises")} ${plafond}`)
      .join(mot(" et ", " and ")),
  );
}

function direDuree(annees: number): Texte {
  return annees === 1 ? { fr: "un an", en: "one year" } : { fr: `${annees} ans`, en: `${annees} years` };
}

/** Chaque arrêté : appliqué, sans effet à cette date, ou trop long pour valoir. */
export function constaterDerogations(derogations: readonly Derogation[], date: string): Constat[] {
  return derogations.map((arrete) => {
    const periode = {
      fr: `du ${dateEnFrancais(arrete.du)} au ${dateEnFrancais(arrete.au)}`,
      en: `from ${arrete.du} to ${arrete.au}`,
    };
    const chiffres = [
      { nom: "du", valeur: arrete.du },
      { nom: "au", valeur: arrete.au },
    ];
    const annees = dureePermise(arrete);
    if (annees !== null && depasse(arrete, annees)) {
      const permise = direDuree(annees);
      return constater("DEROGATION_TROP_LONGUE", {
        territoire: "périmètre",
        chiffres,
        message: {
          fr: `L'arrêté « ${arrete.arrete} » (${periode.fr}) dépasse ${permise.fr} : la bibliothèque choisit de ne pas l'appliquer, sans juger de sa validité.`,
          en: `Order “${arrete.arrete}” (${periode.en}) is longer than ${permise.en}: the library chooses not to apply it, without judging its validity.`,
        },
        remede: {
          fr: `Au préfet de prendre un arrêté dont la durée n'excède pas ${permise.fr}.`,
          en: `It is for the prefect to issue an order no longer than ${permise.en}.`,
        },
      });
    }
    return estEnVigueur(arrete, date)
      ? constater("DEROGATION_APPLIQUEE", {
          territoire: "périmètre",
          chiffres,
          message: {
            fr: `L'arrêté « ${arrete.arrete} » (${periode.fr}, motif : ${MOTIFS[arrete.motif].fr}) ${direPlafonds(arrete).fr}.`,
            en: `Order “${arrete.arrete}” (${periode.en}, ground: ${MOTIFS[arrete.motif].en}) ${direPlafonds(arrete).en}.`,
          },
        })
      : constater("DEROGATION_SANS_EFFET", {
          territoire: "périmètre",
          chiffres,
          message: {
            fr: `L'arrêté « ${arrete.arrete} » (${periode.fr}) n'est pas en vigueur au ${dateEnFrancais(date)}.`,
            en: `Order “${arrete.arrete}” (${periode.en}) is not in force on ${date}.`,
          },
          remede: {
            fr: "Si l'arrêté couvre une autre partie de l'année, en tenir compte : le calcul ne regarde que cette date.",
            en: "If the order covers another part of the year, take it into account: the calculation looks at this date only.",
          },
        });
  });
}
