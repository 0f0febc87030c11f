import fc from "fast-check";
import {
  calculerAssiette,
  consigner,
  ErreurDeSaisie,
  type Evenement,
  type LogementLibere,
  ouvrirRegistre,
  type Registre,
  repartirFlux,
  type TypeDEvenement,
} from "gestion-en-flux";
import { type Dossier, dossier, liberationsDe } from "./generateurs.js";

/** Deux années de suite d'un même bailleur, chacune avec ce qui s'est consigné de sa suite. */
export interface AnneesVecues {
  readonly precedent: Registre;
  readonly registre: Registre;
}

const repartir = ({ entree, premieres, conventions }: Dossier, annee: number) =>
  repartirFlux({
    assiette: calculerAssiette(
      {
        ...entree,
        date: `${annee}-01-01`,
        ...(entree.perimetre === undefined ? {} : { perimetre: { ...entree.perimetre, annee } }),
      },
      { premieresMisesEnLocation: premieres },
    ),
    conventions,
  });
const tenable = dossier({ maximum: 20, large: false, nombre: 3 }).filter(
  (d) => !repartir(d, 2024).constats.some(({ code }) => code === "SUR_RESERVATION"),
);

const stipulations = fc.record({
  decompte: fc.constantFrom("mise-a-disposition", "designation", "attribution", "bail"),
  echec: fc.constantFrom("annule", "decompte", "rendu-pour-un-tour", "rendu-au-bailleur"),
  absenceDeCandidatEnQpv: fc.constantFrom("maire", "comme-ailleurs"),
  regle: fc.constantFrom("a-part", "sur-la-part"),
  aPart: fc.constantFrom(undefined, "annule", "decompte", "rendu-au-bailleur"),
});

/** Ce qui peut venir après chaque événement ; selon le réservataire et les stipulations, une suite est parfois refusée. */
const SUITES_DU_TABLEAU: Readonly<Record<TypeDEvenement, readonly TypeDEvenement[]>> = {
  liberation: ["mise-a-disposition"],
  soustraction: ["attribution"],
  "mise-a-disposition": ["designation", "absence-de-candidat", "attribution", "non-attribution"],
  "mise-a-disposition-du-maire": ["designation", "absence-de-candidat"],
  designation: ["attribution", "non-attribution"],
  "absence-de-candidat": ["mise-a-disposition", "mise-a-disposition-du-maire"],
  attribution: ["bail", "refus-du-candidat", "refus-du-candidat"],
  "non-attribution": ["mise-a-disposition", "mise-a-disposition-du-maire"],
  "refus-du-candidat": ["mise-a-disposition", "mise-a-disposition-du-maire", "attribution"],
  bail: [],
};

/** Des pas : lequel, à qui, combien de jours après le précédent. */
const suite = fc.array(
  fc.record({
    tirage: fc.nat(11),
    qui: fc.constantFrom(0, 1, 1, 1, 2, 3, 6),
    jours: fc.constantFrom(0, 0, 1, 7, 30, 45, 160),
    motif: fc.constantFrom(undefined, "loyer-trop-eleve", "etage"),
    erreur: fc.constantFrom(...Array<boolean>(11).fill(false), true),
  }),
  { maxLength: 14, size: "max" },
);

const UN_JOUR = 86_400_000;
const plusTard = (jour: string, jours: number) =>
  new Date(Date.parse(jour) + jours * UN_JOUR).toISOString().slice(0, 10);

type Suites = typeof suite extends fc.Arbitrary<infer T> ? T : never;

function vivre(
  d: Dossier,
  annee: number,
  { regle, aPart, ...stipule }: typeof stipulations extends fc.Arbitrary<infer T> ? T : never,
  liberations: readonly LogementLibere[],
  suites: readonly Suites[],
): Registre {
  const avecParts = d.conventions.flatMap(({ reservataire, parts }) =>
    parts.length > 0 ? [reservataire.code] : [],
  );
  const titulaires = [...avecParts, ...(regle === "a-part" ? ["ancien"] : [])];
  let etat = ouvrirRegistre(repartir(d, annee), {
    ...stipule,
    report: "aucun",
    parConvention: avecParts
      .slice(0, 1)
      .flatMap((reservataire) => (aPart === undefined ? [] : [{ reservataire, echec: aPart }])),
    reservationsEnStock: { regle, titulaires },
  });
  const essayer = (fait: object): boolean => {
    try {
      etat = consigner(etat, fait as Evenement);
      return true;
    } catch (erreur) {
      if (erreur instanceof ErreurDeSaisie) return false;
      throw erreur;
    }
  };
  for (const [rang, { soustraction, ...libre }] of liberations.entries()) {
    if (rang === 4) {
      essayer(changement(d, annee));
      essayer(imputation(d, annee));
    }
    const date = libre.date.replace("2024", String(annee)).replace("2025-02-29", "2025-02-28");
    const reservataireEnStock = titulaires[rang % 5];
    const enStock = libre.statut === "dans-le-flux" && rang % 4 === 3 && reservataireEnStock !== undefined;
    essayer({
      type: "liberation",
      ...libre,
      date,
      ...(enStock ? { statut: "reserve-en-stock", reservataireEnStock } : {}),
    });
    const commun = { liberation: libre.liberation };
    let jour = date;
    let etape: TypeDEvenement = "liberation";
    const categorie = libre.premiereMiseEnLocation ? "venteHlm" : soustraction;
    if (categorie !== undefined) {
      jour = plusTard(date, rang % 2 === 0 ? 0 : 45);
      if (essayer({ type: "soustraction", date: jour, ...commun, categorie })) etape = "soustraction";
    }
    for (const { tirage, qui, jours, motif, erreur } of suites[rang] ?? []) {
      jour = plusTard(jour, jours);
      const possibles: readonly TypeDEvenement[] = SUITES_DU_TABLEAU[etape];
      const type: TypeDEvenement | undefined = possibles[tirage % possibles.length];
      if (type === undefined) break;
      const echoue = type === "absence-de-candidat" || type.startsWith("non-") || type.startsWith("refus-");
      const reservataire =
        libre.reservataireIdentifie ??
        (qui === 0 ? reservataireEnStock : etat.comptes[qui % etat.comptes.length]?.reservataire);
      const fait = {
        type,
        date: jour,
        ...commun,
        ...(type === "mise-a-disposition" ? { reservataire } : {}),
        ...(echoue ? { motif } : {}),
      };
      if (!essayer(fait)) continue;
      if (erreur) essayer({ type: "annulation", date: jour, evenement: etat.version });
      else etape = type;
    }
  }
  return etat;
}

const DE_SUITE = 8;

/** Au 1er juillet, les premières mises en location qui étaient hors du flux y entrent, et celles qui y étaient en sortent. */
function changement(d: Dossier, annee: number) {
  const secteurs = d.entree.secteurs.map(({ soustraits: _, ...secteur }) => ({
    premieresMisesEnLocation: 0,
    ...secteur,
  }));
  const premieres = d.premieres === "hors-flux" ? "dans-le-flux" : "hors-flux";
  return {
    type: "changement-de-repartition",
    date: `${annee}-07-01`,
    repartition: repartir({ ...d, premieres, entree: { ...d.entree, secteurs } }, annee),
  };
}

const imputation = ({ conventions }: Dossier, annee: number) => ({
  type: "imputation",
  date: `${annee}-05-02`,
  imputation: "I-1",
  reservataire: conventions[0]?.reservataire.code ?? "non-reserves",
  fondement: "L. 441-1",
});

export const anneesVecues: fc.Arbitrary<AnneesVecues> = tenable.chain((d) =>
  fc
    .tuple(
      liberationsDe(d, DE_SUITE),
      liberationsDe(d, DE_SUITE),
      fc.array(suite, { minLength: 2 * DE_SUITE, maxLength: 2 * DE_SUITE }),
      stipulations,
      stipulations,
    )
    .map(([avant, apres, suites, regleDAvant, regleDApres]) => ({
      precedent: vivre(d, 2024, regleDAvant, avant, suites.slice(0, DE_SUITE)),
      registre: vivre(d, 2025, regleDApres, apres, suites.slice(DE_SUITE)),
    })),
);
