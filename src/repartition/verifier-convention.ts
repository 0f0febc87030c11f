import * as z from "zod";
import { citerEnVigueur } from "../droit/articles.js";
import { CLAUSES, type Clause, EXIGENCES, type Exigence, type IdDExigence } from "../droit/exigences.js";
import { valeurLegale } from "../droit/parametres.js";
import { couvre, DEBUT_DU_REGIME_DU_FLUX, dateEnFrancais } from "../droit/periodes.js";
import type { Confiance } from "../droit/regles.js";
import type { Texte } from "../droit/texte.js";
import { type Constat, constater } from "../modele/constats.js";
import { dateIso } from "../modele/identifiants.js";
import { enDeuxLangues } from "../modele/plume.js";
import { type Provenance, sceller } from "../modele/provenance.js";
import { exigerRegimeDuFlux } from "../modele/regime.js";
import { Saisie } from "../modele/saisie.js";
import { nommerTerritoire } from "../modele/secteurs.js";
import { type Convention, type ConventionLue, convention } from "../modele/vocabulaire.js";
import { cadreDe } from "./cadre-du-calcul.js";
import { type ConventionAJuger, juger, type Verdict } from "./juger-exigences.js";
import { controlerDates, controlerTerritoire } from "./lire-conventions.js";
import { controlerParts, controlerPartsSelonLaDate, ordonnerParts, situerParts } from "./lire-parts.js";

const CODES_DE_CLAUSE = Object.keys(CLAUSES) as [Clause, ...Clause[]];
const clause = z.enum(CODES_DE_CLAUSE);

const schemaEntree = z.strictObject({
  date: dateIso,
  convention,
  clauses: z.array(z.unknown()),
  conferenceIntercommunale: z.boolean(),
});

export interface EntreeVerification {
  readonly date: string;
  /** La convention, telle que {@link repartirFlux} la reçoit. */
  readonly convention: Convention;
  /** Les matières que son texte règle, parmi {@link CLAUSES}. */
  readonly clauses: readonly Clause[];
  /** Vrai si le territoire a une conférence intercommunale du logement (à Paris, la conférence du logement). */
  readonly conferenceIntercommunale: boolean;
}

/** Une exigence, devant une convention. */
export interface ExigenceVerifiee {
  readonly id: IdDExigence;
  readonly intitule: Texte;
  readonly etat: Verdict["etat"];
  readonly pourquoi: Texte;
  readonly articles: readonly Texte[];
  readonly confiance: readonly Confiance[];
}

export interface VerificationDeConvention {
  readonly nature: "verification-de-convention";
  readonly convention: ConventionLue;
  readonly clauses: readonly Clause[];
  readonly conferenceIntercommunale: boolean;
  /** Toutes les exigences, dans l'ordre des articles. */
  readonly exigences: readonly ExigenceVerifiee[];
  /** Nombre d'exigences manquantes. */
  readonly manquantes: number;
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

const VERBE = "verifierConvention";

/**
 * Dit ce que R. 441-5 à R. 441-5-3 veulent trouver dans une convention, et ce qui manque à celle-ci.
 *
 * Ce que la convention lue montre (une part, un territoire, un mode de gestion) en est déduit ; le reste, que son texte
 * seul peut régler, se donne par `clauses`. La liste ministérielle des matières de la convention du préfet (R. 441-5-2,
 * III, al. 2) n'a pas été lue : elle n'est pas vérifiée, et un constat le rappelle.
 *
 * Une convention que {@link repartirFlux} refuserait pour elle-même l'est aussi ici. Un arrêté qui tient lieu de
 * convention au préfet (R. 441-5-2, IV) n'en est pas une : rien ne lui est demandé, et un constat le dit.
 *
 * @param entree - la convention, les matières que règle son texte, l'existence d'une conférence intercommunale
 * @returns chaque exigence présente, manquante ou sans objet, avec sa raison et ses articles, et le nombre de manquantes
 * @throws {@link ErreurDeSaisie} si la convention est mal formée, si ses parts ou ses dates se contredisent, si une
 *   clause est inconnue ou en double, ou si la date ne relève pas du régime du flux
 * @article CCH, art. R. 441-5, R. 441-5-2 et R. 441-5-3 (en vigueur depuis le 22/02/2020)
 * @category Répartition
 * @example
 * verifierConvention({
 *   date: "2024-01-01",
 *   convention: {
 *     reservataire: { code: "melun", nom: "Melun", categorie: "commune", territoire: { type: "commune", commune: "77288" } },
 *     dateDeSignature: "2023-11-01",
 *     dateDEffet: "2024-01-01",
 *     modeDeGestion: "directe",
 *     parts: [{ contrepartie: "garantie-d-emprunt", taux: "15", localisation: "uniforme" }],
 *   },
 *   clauses: ["modalites-pratiques", "modalites-de-proposition", "objectif-des-publics-prioritaires"],
 *   conferenceIntercommunale: false,
 * }).exigences.filter(({ etat }) => etat === "manquante").map(({ id }) => id) // ["delai-de-proposition", "concertation-premiere-mise-en-service"]
 */
export function verifierConvention(entree: EntreeVerification): VerificationDeConvention {
  const saisie = new Saisie(VERBE);
  const { complet: lue, champs } = saisie.lireObjet(schemaEntree, saisie.recevoir(entree));
  exigerRegimeDuFlux(saisie, champs.date, ["date"]);
  const lignes = saisie.lireListe(clause, champs.clauses ?? [], ["clauses"]);
  saisie.refuserDoublons(
    lignes,
    (code) => code,
    (rang) => ["clauses", rang],
  );
  if (champs.convention !== undefined) controlerConvention(saisie, champs.convention, champs.date);
  const { date, convention: lueEntiere, conferenceIntercommunale } = saisie.certifier(lue);
  const donnee = { ...lueEntiere, parts: ordonnerParts(lueEntiere.parts) };

  const donnees = new Set(lignes.map(({ ligne }) => ligne));
  const dossier: ConventionAJuger = {
    date,
    convention: donnee,
    clauses: CODES_DE_CLAUSE.filter((code) => donnees.has(code)),
    conferenceIntercommunale,
  };
  const exigences = EXIGENCES.filter(({ periodes }) => periodes.some((periode) => couvre(periode, date))).map(
    (exigence) => verifier(exigence, dossier),
  );
  const manquantes = exigences.filter(({ etat }) => etat === "manquante");
  const { date: _, ...entrees } = dossier;
  return sceller(
    {
      nature: "verification-de-convention" as const,
      ...entrees,
      exigences,
      manquantes: manquantes.length,
      constats: [
        ...constaterManques(donnee, manquantes),
        ...constaterArrete(donnee),
        ...constaterVigueur(donnee, date),
        ...constaterListeNonLue(donnee),
      ],
    },
    { dateDeDroit: date, entrees, stipulations: {} },
  );
}

/** Ce que {@link repartirFlux} refuse d'une convention sans en connaître l'assiette ; sans part, une exigence manque. */
function controlerConvention(
  saisie: Saisie,
  donnee: z.output<typeof convention>,
  date: string | undefined,
): void {
  const parts = ["convention", "parts"];
  const cadre = cadreDe(undefined, { date, perimetre: null });
  controlerDates(saisie, donnee, ["convention"]);
  controlerParts(saisie, donnee, parts);
  if (donnee.parts.length > 0 && date !== undefined && date >= DEBUT_DU_REGIME_DU_FLUX)
    controlerPartsSelonLaDate(saisie, donnee, date, parts);
  controlerTerritoire(saisie, donnee, cadre, ["convention"]);
  situerParts(saisie, donnee, cadre, parts);
}

function verifier(exigence: Exigence, dossier: ConventionAJuger): ExigenceVerifiee {
  const { id, intitule, references, confiance } = exigence;
  const { etat, pourquoi, references: propres } = juger(exigence, dossier);
  const rappel = etat === "sans-objet" ? undefined : RAPPELS[id]?.(dossier.date);
  return {
    id,
    intitule,
    etat,
    pourquoi:
      rappel === undefined
        ? pourquoi
        : { fr: `${pourquoi.fr} ${rappel.fr}`, en: `${pourquoi.en} ${rappel.en}` },
    articles: citerEnVigueur(propres ?? references, dossier.date),
    confiance,
  };
}

/** Ce que la loi ajoute à une exigence du décret, et que la convention ne peut écarter. */
const RAPPELS: Readonly<Partial<Record<IdDExigence, (date: string) => Texte>>> = {
  "delai-de-proposition": (date) => {
    const mois = valeurLegale("delaiDePropositionEnZoneTendue", date);
    return {
      fr: `Dans les zones du I de l'article 17 de la loi n° 89-462, ce délai est de ${mois} mois au plus à compter de l'information sur la vacance : la règle est d'ordre public.`,
      en: `In the zones of article 17, I, of law no. 89-462 this time is at most ${mois} month from being told of the vacancy: no agreement may set this aside.`,
    };
  },
};

function constaterManques(
  { reservataire }: ConventionLue,
  manquantes: readonly ExigenceVerifiee[],
): Constat[] {
  if (manquantes.length === 0) return [];
  const confiance = [...new Set(manquantes.flatMap((manquante) => manquante.confiance))];
  return [
    constater("CONVENTION_INCOMPLETE", {
      territoire: nommerTerritoire(reservataire.territoire).fr,
      confiance,
      chiffres: [{ nom: "exigences manquantes", valeur: String(manquantes.length) }],
      message: enDeuxLangues(({ mot, texte, separateur }) => {
        const liste = manquantes.map(({ intitule }) => texte(intitule)).join(separateur);
        return mot(
          `${reservataire.code} : il manque à la convention ${manquantes.length} de ce que les articles y demandent (${liste}).`,
          `${reservataire.code}: the agreement lacks ${manquantes.length} of what the articles require of it (${liste}).`,
        );
      }),
      remede: {
        fr: "Compléter la convention par avenant. Ce constat ne dit rien de sa validité.",
        en: "Complete the agreement by amendment. This finding says nothing of its validity.",
      },
    }),
  ];
}

function constaterArrete({ reservataire, arrete }: ConventionLue): Constat[] {
  if (arrete === undefined) return [];
  return [
    constater("ARRETE_TENANT_LIEU_DE_CONVENTION", {
      territoire: nommerTerritoire(reservataire.territoire).fr,
      chiffres: [],
      confiance: ["texte-officiel", "lecture"],
      message: {
        fr: `L'arrêté « ${arrete} » tient lieu de convention au préfet (R. 441-5-2, IV, al. 2) : ce que les articles demandent à une convention ne lui est pas demandé, et aucun avenant n'est à conclure.`,
        en: `Order “${arrete}” stands in for the prefect's agreement (R. 441-5-2, IV, para. 2): what the articles require of an agreement is not required of it, and no amendment is to be concluded.`,
      },
    }),
  ];
}

/** Une convention qui ne joue pas à la date de la vérification : résiliée, ou pas encore en vigueur. */
function constaterVigueur({ reservataire, dateDEffet, resiliation }: ConventionLue, date: string): Constat[] {
  const territoire = nommerTerritoire(reservataire.territoire).fr;
  if (resiliation !== undefined && resiliation.date <= date)
    return [
      constater("CONVENTION_RESILIEE", {
        territoire,
        chiffres: [{ nom: "résiliation", valeur: resiliation.date }],
        message: {
          fr: `${reservataire.code} : la convention est résiliée depuis le ${dateEnFrancais(resiliation.date)} ; au ${dateEnFrancais(date)}, ce qu'elle contient ne joue plus.`,
          en: `${reservataire.code}: the agreement has been terminated since ${resiliation.date}; on ${date} what it contains no longer applies.`,
        },
      }),
    ];
  if (dateDEffet <= date) return [];
  return [
    constater("CONVENTION_PAS_ENCORE_EN_VIGUEUR", {
      territoire,
      chiffres: [{ nom: "prise d'effet", valeur: dateDEffet }],
      message: {
        fr: `${reservataire.code} : la convention ne prend effet que le ${dateEnFrancais(dateDEffet)} ; elle est vérifiée selon le droit du ${dateEnFrancais(date)}.`,
        en: `${reservataire.code}: the agreement takes effect only on ${dateDEffet}; it is checked by the law of ${date}.`,
      },
    }),
  ];
}

function constaterListeNonLue({ reservataire, arrete }: ConventionLue): Constat[] {
  if (reservataire.categorie !== "prefet" || arrete !== undefined) return [];
  return [
    constater("LISTE_MINISTERIELLE_NON_LUE", {
      territoire: nommerTerritoire(reservataire.territoire).fr,
      chiffres: [],
      message: {
        fr: "Un arrêté ministériel fixe la liste minimale des matières de la convention du préfet (R. 441-5-2, III, al. 2) ; il n'a pas été lu, et cette liste n'est pas vérifiée.",
        en: "A ministerial order sets the minimum list of matters of the prefect's agreement (R. 441-5-2, III, para. 2); it has not been read, and that list is not checked.",
      },
      remede: {
        fr: "Vérifier la convention sur l'arrêté en vigueur.",
        en: "Check the agreement against the order in force.",
      },
    }),
  ];
}
