import { gardeDesLogementsIdentifies, valeurLegale } from "../droit/parametres.js";
import { dateEnFrancais } from "../droit/periodes.js";
import type { Texte } from "../droit/texte.js";
import { trierParCodes } from "../exact/ordre.js";
import { type Constat, constater } from "../modele/constats.js";
import { enDeuxLangues } from "../modele/plume.js";
import type { Saisie } from "../modele/saisie.js";
import { nommerTerritoire } from "../modele/secteurs.js";
import { type ConventionLue, REPRISE, type RepriseLue, reprise } from "../modele/vocabulaire.js";
import type { CadreDuCalcul } from "./cadre-du-calcul.js";
import { identiteDuReservataire } from "./lire-conventions.js";
import { situerReservataire } from "./lire-parts.js";
import type { Part } from "./repartir-flux.js";

/** Lit les décisions du préfet qui joignent à son flux des droits restés en stock. */
export function lireReprises(
  saisie: Saisie,
  donnees: unknown,
  conventions: readonly ConventionLue[],
  cadre: CadreDuCalcul,
): readonly RepriseLue[] {
  const { date } = cadre;
  const lignes = saisie.lireListe(reprise, donnees ?? [], ["reprises"]);
  saisie.refuserDoublons(
    lignes,
    ({ code }) => code,
    (rang) => ["reprises", rang, "code"],
  );
  const reservataires = new Map(conventions.map(({ reservataire }) => [reservataire.code, reservataire]));
  for (const { rang, ligne } of lignes) {
    const chemin = ["reprises", rang];
    situerReservataire(saisie, ligne.origine, cadre, [...chemin, "origine", "territoire"]);
    const connu = reservataires.get(ligne.origine.code);
    if (connu !== undefined && identifier(connu) !== identifier(ligne.origine))
      saisie.refuser([...chemin, "origine"], "RESERVATAIRE_CONTRADICTOIRE", {
        fr: `« ${ligne.origine.code} » a, dans sa convention, une autre catégorie ou un autre territoire.`,
        en: `“${ligne.origine.code}” has another category or another territory in its agreement.`,
      });
    const autre = lignes.find(
      (candidate) =>
        candidate.rang < rang &&
        candidate.ligne.origine.code === ligne.origine.code &&
        seChevauchent(candidate.ligne, ligne),
    );
    if (autre !== undefined)
      saisie.refuser([...chemin, "origine", "code"], "DOUBLON", {
        fr: `Les droits de « ${ligne.origine.code} » sont déjà repris, pour les mêmes jours, en reprises[${autre.rang}].`,
        en: `The rights of “${ligne.origine.code}” are already taken over, for the same days, at reprises[${autre.rang}].`,
      });
    if (reservataires.has(ligne.code))
      saisie.refuser([...chemin, "code"], "DOUBLON", {
        fr: `« ${ligne.code} » est déjà le code d'un réservataire.`,
        en: `“${ligne.code}” is already a holder's code.`,
      });
    if (ligne.au !== undefined && ligne.au < ligne.du)
      saisie.refuser([...chemin, "au"], "DATES_INVERSEES", {
        fr: `La fin de la reprise (${dateEnFrancais(ligne.au)}) précède son début (${dateEnFrancais(ligne.du)}).`,
        en: `The takeover ends (${ligne.au}) before it starts (${ligne.du}).`,
      });
    if (estSansStock(ligne, date))
      saisie.refuser([...chemin, "origine", "categorie"], "CATEGORIE_INCOHERENTE", {
        fr: `Un réservataire de catégorie « ${ligne.origine.categorie} » n'a pas de droits en stock à convertir : rien à reprendre.`,
        en: `A holder of category “${ligne.origine.categorie}” has no stock rights to convert: nothing to take over.`,
      });
  }
  return trierParCodes(
    lignes.map(({ ligne }) => ligne),
    ({ code }) => code,
  );
}

/** Le préfet a déjà son flux ; les logements identifiés restent en stock. */
function estSansStock({ origine }: RepriseLue, date: string | undefined): boolean {
  const { categorie } = origine;
  return categorie === "prefet" || (date !== undefined && gardeDesLogementsIdentifies(categorie, date));
}

function identifier({ categorie, territoire }: RepriseLue["origine"]): string {
  return `${categorie}, ${nommerTerritoire(territoire).fr}`;
}

function seChevauchent(a: RepriseLue, b: RepriseLue): boolean {
  return (a.au === undefined || b.du <= a.au) && (b.au === undefined || a.du <= b.au);
}

/** Une convention de ce réservataire, en vigueur après le début de la reprise : elle y a mis fin, même résiliée depuis. */
function conventionQuiYMetFin(
  { origine, du }: RepriseLue,
  conventions: readonly ConventionLue[],
): ConventionLue | undefined {
  const nature = identiteDuReservataire(origine);
  return conventions.find(
    ({ reservataire, resiliation }) =>
      (reservataire.code === origine.code ||
        (nature !== null && identiteDuReservataire(reservataire) === nature)) &&
      (resiliation === undefined || resiliation.date > du),
  );
}

/** Pourquoi une reprise ne joue pas à une date ; `null` si elle joue. */
function causeDeFin(decision: RepriseLue, conventions: readonly ConventionLue[], date: string): Texte | null {
  const { du, au } = decision;
  if (date < du) return { fr: `elle commence le ${dateEnFrancais(du)}`, en: `it starts on ${du}` };
  if (au !== undefined && au < date)
    return { fr: `elle a pris fin le ${dateEnFrancais(au)}`, en: `it ended on ${au}` };
  const convention = conventionQuiYMetFin(decision, conventions);
  if (convention === undefined) return null;
  const { reservataire, dateDEffet } = convention;
  if (dateDEffet < du)
    return {
      fr: `une convention de « ${reservataire.code} » était en vigueur quand elle a commencé`,
      en: `an agreement of “${reservataire.code}” was in force when it started`,
    };
  return {
    fr: `une convention de « ${reservataire.code} » y a mis fin le ${dateEnFrancais(dateDEffet)} ; sa conformité n'est pas vérifiée ici`,
    en: `an agreement of “${reservataire.code}” ended it on ${dateDEffet}; its compliance is not checked here`,
  };
}

/** Les lignes que les reprises en vigueur ajoutent aux conventions. */
export function lignesDesReprises(
  reprises: readonly RepriseLue[],
  conventions: readonly ConventionLue[],
  date: string,
): ConventionLue[] {
  return reprises
    .filter((decision) => causeDeFin(decision, conventions, date) === null)
    .map((decision) => {
      const { code, origine, du, modeDeGestion, taux, localisation } = decision;
      return {
        reservataire: {
          code,
          nom: `Préfet, droits repris de ${origine.nom}`,
          categorie: "prefet",
          territoire: origine.territoire,
        },
        dateDeSignature: du,
        dateDEffet: du,
        modeDeGestion,
        parts: [{ contrepartie: REPRISE, taux, localisation }],
        reprise: decision,
      };
    });
}

/** Chaque décision : ce qu'elle vaut, ou pourquoi elle ne joue pas ; et si elle est venue trop tôt. */
export function constaterReprises(
  reprises: readonly RepriseLue[],
  conventions: readonly ConventionLue[],
  parts: readonly Part[],
  date: string,
): Constat[] {
  return reprises.flatMap((decision) => {
    const { code, origine, du } = decision;
    const territoire = nommerTerritoire(origine.territoire).fr;
    const nom = `« ${decision.decision} »`;
    const cause = causeDeFin(decision, conventions, date);
    if (cause !== null)
      return [
        constater("REPRISE_SANS_EFFET", {
          territoire,
          chiffres: [{ nom: "du", valeur: du }],
          message: {
            fr: `La reprise des droits de « ${origine.code} » (${nom}) ne joue pas au ${dateEnFrancais(date)} : ${cause.fr}.`,
            en: `The takeover of the rights of “${origine.code}” (“${decision.decision}”) does not apply on ${date}: ${cause.en}.`,
          },
        }),
      ];
    const part = parts.find(({ reservataire }) => reservataire === code);
    const echeance = [du, date]
      .map((jour) => ({ jour, terme: valeurLegale("echeanceDeMiseEnConformite", jour) }))
      .find(({ jour, terme }) => jour < terme)?.terme;
    return [
      constater("REPRISE_PAR_LE_PREFET", {
        territoire,
        chiffres: [
          { nom: "taux", valeur: part?.taux ?? decision.taux },
          { nom: "logements", valeur: part?.logements.decimal ?? "0" },
        ],
        message: enDeuxLangues(({ nombre, logements, mot }) =>
          mot(
            `Par décision ${nom}, le préfet reprend depuis le ${dateEnFrancais(du)} les droits en stock de « ${origine.code} » : ${nombre(decision.taux)} %, ${logements(part?.logements ?? "0")}, sur une ligne à part, lue comme hors de ses plafonds.`,
            `By decision “${decision.decision}”, the prefect has taken over since ${du} the stock rights of “${origine.code}”: ${nombre(decision.taux)}%, ${logements(part?.logements ?? "0")}, on a separate line, read as outside his caps.`,
          ),
        ),
        remede: {
          fr: "Une convention conforme avec ce réservataire y met fin.",
          en: "A compliant agreement with this holder ends it.",
        },
      }),
      ...(echeance !== undefined
        ? [
            constater("REPRISE_AVANT_L_ECHEANCE", {
              territoire,
              autorite: "imperatif",
              confiance: ["doctrine", "lecture"],
              chiffres: [
                { nom: "du", valeur: du },
                { nom: "échéance", valeur: echeance },
              ],
              message: {
                fr: `La reprise (${nom}), qui commence le ${dateEnFrancais(du)}, joue au ${dateEnFrancais(date)} avant l'échéance de mise en conformité (${dateEnFrancais(echeance)}), rapportée par l'administration : le texte transitoire n'a pas été lu.`,
                en: `The takeover (“${decision.decision}”), which starts on ${du}, applies on ${date} before the compliance deadline (${echeance}), reported by the administration: the transitional text was not read.`,
              },
              remede: {
                fr: "Ne la faire jouer qu'à compter de l'échéance.",
                en: "Apply it only from the deadline on.",
              },
            }),
          ]
        : []),
    ];
  });
}
