import { etapesDuPerimetre } from "../assiette/expliquer-assiette.js";
import type { Texte } from "../droit/texte.js";
import { fraction } from "../exact/fraction.js";
import { type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import {
  cleDeSecteur,
  estDansLeTerritoire,
  nommerSecteur,
  nommerTerritoire,
  PERIMETRE,
} from "../modele/secteurs.js";
import {
  type Etape,
  type Explication,
  type ExplicationsPossibles,
  etapeDeChoix,
  explicable,
} from "../modele/trace.js";
import { direLaPart, NON_RESERVES } from "../modele/vocabulaire.js";
import { etapesDesParts } from "../repartition/expliquer-parts.js";
import { etapeDuComplement } from "../repartition/expliquer-repartition.js";
import { cleDePart } from "../repartition/lire-parts.js";
import { direLesArrondis } from "./dire-arrondis.js";
import { etapesDesEchanges, etapesDuReport, etapesDuRetenu } from "./expliquer-le-retenu.js";
import type {
  ObjectifDePart,
  ObjectifDeReservataire,
  ObjectifDeSecteur,
  Objectifs,
  ObjectifsDUnSecteur,
} from "./fixer-objectifs-de-flux.js";

function etapeDeLArrondi(
  { flux, reservataires, provenance }: Objectifs,
  exact: ValeurExacte,
  objectif: number,
): Etape {
  const entier = exact.exact === String(objectif);
  return etapeDeChoix(provenance.dateDeDroit, {
    intitule: { fr: "Arrondi en logements entiers", en: "Rounding to whole dwellings" },
    formule: {
      fr: "objectif = ce qui s'arrondit, au plus fort reste, Σ objectifs = C",
      en: "target = what is rounded, by largest remainder, Σ targets = C",
    },
    calcul: enDeuxLangues(
      ({ nombre, mot, separateur }) =>
        `${nombre(exact)} → ${objectif}${separateur}${mot(`somme des ${reservataires.length + 1} objectifs`, `sum of the ${reservataires.length + 1} targets`)} = ${flux} = C`,
    ),
    phrase: entier
      ? {
          fr: `Il n'y a rien à arrondir : ${objectif}. L'objectif est un repère : le droit reste la part convenue, et le dû se compte sur les libérations réelles.`,
          en: `There is nothing to round: ${objectif}. The target is a mark: the right remains the agreed share, and what is due is counted on actual vacancies.`,
        }
      : enDeuxLangues(({ nombre, mot }) =>
          mot(
            `${nombre(exact.decimal)} n'est pas un nombre de logements : l'objectif est ${objectif}. Les logements qui restent à placer vont aux plus forts restes (à égalité, dans l'ordre des codes) ; l'arrondi ne fait franchir ni le plafond du préfet ni celui des agents de l'État. La somme fait les ${flux} logements du flux. L'objectif est un repère : le droit reste la part convenue, et le dû se compte sur les libérations réelles.`,
            `${exact.decimal} is not a number of dwellings: the target is ${objectif}. The dwellings still to be placed go to the largest remainders (ties by code); rounding takes neither the prefect's share nor that of State agents over its cap. The sum is the ${flux} dwellings of the flow. The target is a mark: the right remains the agreed share, and what is due is counted on actual vacancies.`,
          ),
        ),
    arrondi: entier
      ? null
      : {
          fr: "plus fort reste : choix de la bibliothèque, les articles lus étant muets",
          en: "largest remainder: the library's choice, the articles read being silent",
        },
  });
}

/** Les volets du contingent préfectoral, arrondis dans l'objectif du préfet. */
function etapesDesVolets({ parts }: ObjectifDeReservataire, { provenance, repartition }: Objectifs): Etape[] {
  const agents = parts.find(({ contingent }) => contingent === "agents-civils-et-militaires");
  if (agents === undefined) return [];
  const depasse = repartition.constats.some(({ code }) => code === "PLAFOND_DES_AGENTS_DEPASSE");
  return [
    etapeDeChoix(provenance.dateDeDroit, {
      intitule: {
        fr: "Volets du contingent en logements entiers",
        en: "Parts of the contingent in whole dwellings",
      },
      formule: {
        fr: "volets : parts exactes arrondies, Σ = objectif",
        en: "parts: exact shares rounded, Σ = target",
      },
      calcul: direLesArrondis(
        parts.map((part) => ({ nom: direLaPart(part), exact: part.retenu, logements: part.objectif })),
      ),
      phrase: enDeuxLangues(({ logements, mot }) => {
        const suite = depasse
          ? mot(
              "La part convenue dépasse leur plafond : elle n'est pas réduite ici.",
              "The agreed share exceeds their cap: it is not reduced here.",
            )
          : mot(
              "L'arrondi ne leur fait pas franchir leur plafond.",
              "Rounding does not take them over their cap.",
            );
        return mot(
          `Sur cet objectif, ${logements(agents.objectif)} pour les agents de l'État. ${suite}`,
          `Within this target, ${logements(agents.objectif)} for State agents. ${suite}`,
        );
      }),
    }),
  ];
}

/** Les fractions d'un secteur sont longues : leur décimal suffit à suivre l'arrondi. */
function direEnDecimales(
  arrondis: readonly {
    readonly nom: Texte;
    readonly retenu: ValeurExacte;
    readonly objectif: number;
  }[],
): Texte {
  return direLesArrondis(
    arrondis.map(({ nom, retenu, objectif }) => ({ nom, exact: retenu.decimal, logements: objectif })),
  );
}

/** Ce qui entoure une cellule : les autres parts de son secteur, et les totaux qui la contiennent. */
function etapeDeLaCellule(
  { territoires, reservataires, provenance }: Objectifs,
  secteur: ObjectifsDUnSecteur,
  cellule: ObjectifDeSecteur,
): Etape {
  const voisines = [
    ...secteur.parts.map((part) => ({
      nom: {
        fr: `${part.reservataire}, ${direLaPart(part).fr}`,
        en: `${part.reservataire}, ${direLaPart(part).en}`,
      },
      ...part,
    })),
    { nom: { fr: "non réservés", en: "unreserved" }, ...secteur.nonReserves },
  ];
  const deSesTotaux = territoires
    .filter(({ territoire }) => estDansLeTerritoire(secteur, territoire))
    .flatMap(({ territoire, reservataires: lignes }) =>
      lignes
        .filter(({ reservataire }) => reservataire === cellule.reservataire)
        .map((ligne) => ({ nom: nommerTerritoire(territoire), ...ligne })),
    );
  const surLePerimetre = reservataires
    .filter(({ reservataire }) => reservataire === cellule.reservataire)
    .map((ligne) => ({ nom: PERIMETRE, ...ligne }));
  return etapeDeChoix(provenance.dateDeDroit, {
    intitule: { fr: "Arrondi dans le secteur", en: "Rounding in the sector" },
    formule: {
      fr: "chaque part et chaque total : sa partie entière ou l'entier au-dessus",
      en: "each share and each total: its whole part or the integer above",
    },
    calcul: direEnDecimales(voisines),
    phrase: enDeuxLangues(({ logements, mot, texte }) => {
      const totaux = texte(direEnDecimales([...deSesTotaux, ...surLePerimetre]));
      return mot(
        `Le secteur a ${logements(secteur.flux)} à répartir, tous placés. Une part n'y monte que si ses totaux le permettent aussi, le périmètre étant servi avant les EPCI, les communes et les secteurs. Totaux de ${cellule.reservataire} : ${totaux}.`,
        `The sector has ${logements(secteur.flux)} to share, all placed. A share is rounded up there only if its totals allow it too, the perimeter being served before EPCI, municipalities and sectors. Totals of ${cellule.reservataire}: ${totaux}.`,
      );
    }),
    arrondi: {
      fr: "arrondi contrôlé, au plus fort reste : choix de la bibliothèque, les articles lus étant muets",
      en: "controlled rounding by largest remainder: the library's choice, the articles read being silent",
    },
  });
}

/** Pourquoi chaque part a cet entier dans chaque secteur ; une assiette sans détail n'a que les totaux du périmètre. */
function explicationsDesSecteurs(objectifs: Objectifs): [string, () => Explication][] {
  const { dateDeDroit } = objectifs.provenance;
  return objectifs.secteurs
    .filter(({ commune }) => commune !== null)
    .flatMap((secteur) =>
      secteur.parts.map((cellule) =>
        explicable(
          {
            cible: `secteurs/${cleDeSecteur(secteur)}/${cellule.reservataire}/${cleDePart(cellule)}`,
            titre: {
              fr: `Objectif de ${cellule.reservataire} (${direLaPart(cellule).fr}), ${nommerSecteur(secteur).fr}`,
              en: `Target of ${cellule.reservataire} (${direLaPart(cellule).en}), ${nommerSecteur(secteur).en}`,
            },
            valeur: valeurExacte(fraction(cellule.objectif)),
            unite: "logements",
            dateDeDroit,
          },
          () => [
            ...etapesDuRetenu(objectifs, cellule, {
              reservataire: cellule.reservataire,
              garantie: estUneGarantie(cellule),
            }),
            etapeDeLaCellule(objectifs, secteur, cellule),
            ...etapesDesEchanges(objectifs, secteur, cellule),
          ],
        ),
      ),
    );
}

function estUneGarantie({ contrepartie }: ObjectifDePart): boolean {
  return contrepartie === "garantie-d-emprunt";
}

/** Ce que chaque part reporte, y compris celles qui n'ont plus rien cette année. */
function explicationsDesReports(objectifs: Objectifs): [string, () => Explication][] {
  const { reports, provenance } = objectifs;
  return (reports ?? []).map((report) => {
    const { reservataire, territoire, cloture } = report;
    const [part, lieu] = [direLaPart(report), nommerTerritoire(territoire)];
    return explicable(
      {
        cible: `reports/${reservataire}/${report.contrepartie}/${lieu.fr}`,
        titre: {
          fr: `Reste à reporter de ${reservataire} (${part.fr}, ${lieu.fr})`,
          en: `Remainder to carry over for ${reservataire} (${part.en}, ${lieu.en})`,
        },
        valeur: cloture,
        unite: "logements",
        dateDeDroit: provenance.dateDeDroit,
      },
      () => etapesDuReport(objectifs, [report]),
    );
  });
}

export function explicationsDesObjectifs(objectifs: Objectifs): ExplicationsPossibles {
  const { repartition, reservataires, nonReserves, reports, provenance } = objectifs;
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
          valeur: valeurExacte(fraction(ligne.objectif)),
          unite: "logements",
          dateDeDroit,
        },
        () => [
          ...etapesDesParts(
            repartition,
            repartition.parts.filter(({ reservataire }) => reservataire === ligne.reservataire),
          ),
          ...etapesDuReport(
            objectifs,
            (reports ?? []).filter(({ reservataire }) => reservataire === ligne.reservataire),
          ),
          ...etapesDuRetenu(objectifs, ligne, {
            reservataire: ligne.reservataire,
            garantie: ligne.parts.some(estUneGarantie),
          }),
          etapeDeLArrondi(objectifs, ligne.retenu, ligne.objectif),
          ...etapesDesVolets(ligne, objectifs),
        ],
      ),
    ),
    explicable(
      {
        cible: "nonReserves",
        titre: {
          fr: "Objectif de l'année, logements non réservés",
          en: "Target for the year, unreserved dwellings",
        },
        valeur: valeurExacte(fraction(nonReserves.objectif)),
        unite: "logements",
        dateDeDroit,
      },
      () => [
        ...etapesDuPerimetre(assiette),
        etapeDuComplement(repartition),
        ...etapesDuRetenu(objectifs, nonReserves, { reservataire: NON_RESERVES, garantie: false }),
        etapeDeLArrondi(objectifs, nonReserves.retenu, nonReserves.objectif),
      ],
    ),
    ...explicationsDesReports(objectifs),
    ...explicationsDesSecteurs(objectifs),
  ]);
}
