import { valeurLegale } from "../droit/parametres.js";
import { dateEnFrancais } from "../droit/periodes.js";
import { BLOC_COMMUNAL } from "../droit/reservataires.js";
import type { Texte } from "../droit/texte.js";
import { ecrireDecimal } from "../exact/decimal.js";
import { fraction, pourCentDe, sommer } from "../exact/fraction.js";
import { lireValeurExacte } from "../exact/valeur-exacte.js";
import { memeQuantieme } from "../modele/calendrier.js";
import { type Constat, constater } from "../modele/constats.js";
import { enDeuxLangues } from "../modele/plume.js";
import { estDansLeTerritoire, nommerTerritoire } from "../modele/secteurs.js";
import { type ConventionLue, direLaPart } from "../modele/vocabulaire.js";
import { cleDePart } from "./lire-parts.js";
import type { FluxReparti } from "./repartir-flux.js";

/** Les résiliations, passées et à venir, et la mise en demeure que le texte demande au préfet. */
export function constaterResiliations(
  resiliees: readonly ConventionLue[],
  enVigueur: readonly ConventionLue[],
): Constat[] {
  return [
    ...resiliees.flatMap((convention) => constaterResiliation("CONVENTION_RESILIEE", convention)),
    ...enVigueur.flatMap((convention) => constaterResiliation("RESILIATION_A_VENIR", convention)),
  ];
}

function constaterResiliation(
  code: "CONVENTION_RESILIEE" | "RESILIATION_A_VENIR",
  { reservataire, resiliation }: ConventionLue,
): Constat[] {
  if (resiliation === undefined) return [];
  const { date } = resiliation;
  const { code: titulaire, territoire, categorie } = reservataire;
  const lieu = {
    territoire: nommerTerritoire(territoire).fr,
    chiffres: [{ nom: "résiliation", valeur: date }],
  };
  const resiliee = code === "CONVENTION_RESILIEE";
  return [
    constater(code, {
      ...lieu,
      confiance: ["lecture"],
      message: resiliee
        ? {
            fr: `La convention de « ${titulaire} » est résiliée depuis le ${dateEnFrancais(date)} : ses parts ne sont pas comptées.`,
            en: `The agreement of “${titulaire}” has been terminated since ${date}: its shares are not counted.`,
          }
        : {
            fr: `La convention de « ${titulaire} » est résiliée au ${dateEnFrancais(date)} : ses parts sont comptées pour toute l'année.`,
            en: `The agreement of “${titulaire}” is terminated as of ${date}: its shares are counted for the whole year.`,
          },
      remede: categorie === "prefet" ? ARRETE_A_DONNER : DROIT_NON_ETEINT,
    }),
    ...(categorie === "prefet" ? constaterMiseEnDemeure(resiliation, lieu) : []),
  ];
}

const ARRETE_A_DONNER: Texte = {
  fr: "À défaut de convention, le préfet règle par arrêté la mise en œuvre des réservations de l'État : donner cet arrêté comme sa convention.",
  en: "Failing an agreement, the prefect sets by order how the State's reservations work: give this order as his agreement.",
};

const DROIT_NON_ETEINT: Texte = {
  fr: "Ne plus compter ces parts est une lecture : aucun article lu ne dit que la résiliation éteint le droit.",
  en: "No longer counting these shares is a reading: no article read says that termination extinguishes the right.",
};

/** La mise en demeure doit être restée sans suite tout le délai : de quantième à quantième, dernier jour passé. */
function constaterMiseEnDemeure(
  { date, miseEnDemeure }: NonNullable<ConventionLue["resiliation"]>,
  lieu: Pick<Constat, "territoire" | "chiffres">,
): Constat[] {
  const delai = valeurLegale("delaiDeMiseEnDemeure", date);
  if (delai === null) return [];
  if (miseEnDemeure === undefined)
    return [
      constater("MISE_EN_DEMEURE_NON_DONNEE", {
        ...lieu,
        message: {
          fr: `La résiliation par le préfet suppose une mise en demeure restée sans suite pendant ${delai} mois : elle n'est pas donnée.`,
          en: `Termination by the prefect requires a formal notice left without effect for ${delai} months: it is not given.`,
        },
        remede: {
          fr: "Donner la date de la mise en demeure, sauf si la résiliation n'est pas de ce cas.",
          en: "Give the date of the formal notice, unless the termination is of another kind.",
        },
      }),
    ];
  const terme = memeQuantieme(miseEnDemeure, delai);
  if (date > terme) return [];
  return [
    constater("MISE_EN_DEMEURE_TROP_COURTE", {
      ...lieu,
      confiance: ["texte-officiel", "lecture"],
      message: {
        fr: `La mise en demeure du ${dateEnFrancais(miseEnDemeure)} court jusqu'au ${dateEnFrancais(terme)} compris, à compter ${delai} mois de quantième à quantième ; la résiliation est du ${dateEnFrancais(date)}.`,
        en: `The formal notice of ${miseEnDemeure} runs through ${terme}, counting ${delai} months date to date; the termination is of ${date}.`,
      },
      remede: {
        fr: "Ne résilier qu'une fois ce délai écoulé sans suite.",
        en: "Terminate only once this period has passed without effect.",
      },
    }),
  ];
}

/** Hors du bloc communal, une convention porte sur tout le département : un territoire plus étroit se justifie. */
export function constaterTerritoiresSansJustification(conventions: readonly ConventionLue[]): Constat[] {
  return conventions.flatMap(({ reservataire: { code, categorie, territoire }, parts, reprise }) => {
    if (territoire.type === "perimetre" || BLOC_COMMUNAL.includes(categorie)) return [];
    if (reprise !== undefined || parts.length === 0) return [];
    const lieu = nommerTerritoire(territoire);
    return [
      constater("TERRITOIRE_SANS_JUSTIFICATION", {
        territoire: lieu.fr,
        chiffres: [],
        message: {
          fr: `La convention de « ${code} » ne porte que sur ${lieu.fr}, alors que celle d'un réservataire de catégorie « ${categorie} » porte sur tout le patrimoine du département.`,
          en: `The agreement of “${code}” covers only ${lieu.en}, while that of a holder of category “${categorie}” covers the whole stock of the département.`,
        },
        remede: {
          fr: "Donner au réservataire le périmètre pour territoire, et à sa part une territorialisation avec la nécessité qui la justifie.",
          en: "Give the holder the perimeter as its territory, and its share a territorialisation with the need that justifies it.",
        },
      }),
    ];
  });
}

/** Les parts dont l'exercice est confié à d'autres : elles restent comptées chez leur titulaire. */
export function constaterDelegations({ conventions, secteurs }: FluxReparti): Constat[] {
  return conventions.flatMap(({ reservataire, parts }) =>
    parts.flatMap((part) =>
      (part.delegations ?? []).map(({ delegataire, territoire }) => {
        const lieu = nommerTerritoire(territoire);
        const delegues = sommer(
          secteurs
            .filter((secteur) => estDansLeTerritoire(secteur, territoire))
            .flatMap(({ flux, parts: placees }) =>
              placees
                .filter(
                  (placee) =>
                    placee.reservataire === reservataire.code && cleDePart(placee) === cleDePart(part),
                )
                .map(({ taux }) => pourCentDe(lireValeurExacte(taux), fraction(flux))),
            ),
        );
        const contingent = part.contrepartie === "contingent-prefectoral";
        return constater("PART_DELEGUEE", {
          territoire: lieu.fr,
          chiffres: [{ nom: "logements", valeur: ecrireDecimal(delegues) }],
          message: enDeuxLangues(({ logements, mot, texte }) => {
            const suite = contingent
              ? mot(
                  "Elle reste sous les règles de la part du préfet et n'entre pas dans le plafond des garanties.",
                  "It stays under the rules of the prefect's share and does not enter the cap on guarantees.",
                )
              : mot("Elle reste comptée à son titulaire.", "It stays counted to its holder.");
            return mot(
              `${texte(lieu)} : la part de « ${reservataire.code} » (${texte(direLaPart(part))}) est exercée par « ${delegataire} », pour ${logements(delegues)}. ${suite}`,
              `${texte(lieu)}: the share of “${reservataire.code}” (${texte(direLaPart(part))}) is exercised by “${delegataire}”, for ${logements(delegues)}. ${suite}`,
            );
          }),
        });
      }),
    ),
  );
}
