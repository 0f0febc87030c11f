import { valeurLegale } from "../droit/parametres.js";
import { dateEnFrancais } from "../droit/periodes.js";
import type { Texte } from "../droit/texte.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { type CodeDeConstat, type Constat, constater } from "../modele/constats.js";
import type { EffetDuVersement, LigneDeProrogation, LogementATerme } from "./proroger.js";
import { estEchuAu } from "./synthetiser.js";

/** Les droits échus ou à venir à la date, réservataire par réservataire. */
export function constaterTermes(reserves: readonly LogementATerme[], date: string): Constat[] {
  return regrouperParCodes(reserves, ({ reservataire }) => reservataire).flatMap(([code, siens]) => {
    const echus = siens.filter((ligne) => estEchuAu(date, ligne)).length;
    const aVenir = siens.filter(({ dateDeDebut }) => dateDeDebut != null && dateDeDebut > date).length;
    return [
      ...compter("DROITS_ECHUS_INVENTORIES", "droits échus", echus, {
        fr: `${code}, droits échus avant le ${dateEnFrancais(date)}, que la synthèse compte quand même : ${echus}.`,
        en: `${code}, rights expired before ${date}, which the summary still counts: ${echus}.`,
      }),
      ...compter("DROITS_A_VENIR", "droits à venir", aVenir, {
        fr: `${code}, droits qui ne commencent qu'après le ${dateEnFrancais(date)}, comptés quand même : ${aVenir}.`,
        en: `${code}, rights that start only after ${date}, counted all the same: ${aVenir}.`,
      }),
    ];
  });
}

function compter(
  code: CodeDeConstat,
  nom: string,
  nombre: number,
  message: Texte,
  precisions: Partial<Pick<Constat, "confiance" | "remede">> = {},
): Constat[] {
  return nombre === 0
    ? []
    : [
        constater(code, {
          territoire: "périmètre",
          chiffres: [{ nom, valeur: String(nombre) }],
          message,
          ...precisions,
        }),
      ];
}

/** Ce que le remboursement des emprunts garantis change, ou ne change pas, aux droits de chaque garant. */
export function constaterProrogations(prorogations: readonly LigneDeProrogation[], date: string): Constat[] {
  return regrouperParCodes(prorogations, ({ reservataire }) => reservataire).flatMap(([code, siennes]) => {
    const ou = (effet: EffetDuVersement) => siennes.filter((ligne) => ligne.effet === effet);
    const prorogees = ou("prorogee");
    const sansTerme = prorogees.filter(({ expirationConvenue }) => expirationConvenue === null);
    const apresLeTerme = prorogees.filter(
      ({ expirationConvenue, dernierVersement }) =>
        expirationConvenue !== null && expirationConvenue < dernierVersement,
    );
    const [tires, ranimes, sansEffet, nonPrevus] = [
      sansTerme,
      apresLeTerme,
      ou("sans-effet"),
      ou("non-prevue"),
    ].map(sommer) as [number, number, number, number];
    return [
      ...constaterProroges(code, prorogees, date),
      ...compter(
        "PROROGATION_APRES_LE_TERME",
        "droits",
        ranimes,
        {
          fr: `${code}, droits dont le terme convenu précède le versement qui solde l'emprunt, prorogés quand même : ${ranimes}. Le texte ne dit pas ce que devient un droit déjà éteint.`,
          en: `${code}, rights whose agreed end is before the payment that clears the loan, extended all the same: ${ranimes}. The text does not say what becomes of a right already ended.`,
        },
        {
          confiance: LECTURE,
          remede: {
            fr: "Vérifier les deux dates ; si les parties tiennent ces droits pour éteints, ne pas donner de dernier versement.",
            en: "Check both dates; if the parties hold these rights as ended, give no last payment.",
          },
        },
      ),
      ...compter("TERME_TIRE_DE_LA_PROROGATION", "droits", tires, {
        fr: `${code}, droits sans terme convenu, qui en reçoivent un de la prorogation : ${tires}. Si la convention les dit sans limitation de durée, ne pas donner de dernier versement.`,
        en: `${code}, rights without an agreed end, given one by the extension: ${tires}. If the agreement says they have no time limit, give no last payment.`,
      }),
      ...compter("PROROGATION_SANS_EFFET", "droits", sansEffet, {
        fr: `${code}, droits que la convention fait durer au moins autant que la prorogation, terme inchangé : ${sansEffet}.`,
        en: `${code}, rights the agreement makes last at least as long as the extension, end unchanged: ${sansEffet}.`,
      }),
      ...compter(
        "PROROGATION_NON_PREVUE",
        "droits",
        nonPrevus,
        {
          fr: `${code}, droits pour lesquels un dernier versement est donné : ${nonPrevus}. R. 441-6 nomme la commune et l'EPCI ; il n'est pas étendu ici à ce garant, et le terme convenu reste.`,
          en: `${code}, rights for which a last payment is given: ${nonPrevus}. R. 441-6 names the municipality and the EPCI; it is not applied here to this guarantor, and the agreed end stays.`,
        },
        {
          confiance: LECTURE,
          remede: {
            fr: "Si les parties lisent l'article autrement, ou conviennent d'une prorogation, donner le terme qui en résulte.",
            en: "If the parties read the article otherwise, or agree on an extension, give the end that follows.",
          },
        },
      ),
    ];
  });
}

/** Ce que le texte ne tranche pas, et que la bibliothèque lit. */
const LECTURE = ["lecture"] as const;

function sommer(lignes: readonly LigneDeProrogation[]): number {
  return lignes.reduce((total, { nombre }) => total + nombre, 0);
}

/** Le bailleur informe le garant du remboursement intégral : le constat le rappelle une fois le versement fait. */
function constaterProroges(code: string, prorogees: readonly LigneDeProrogation[], date: string): Constat[] {
  const nombre = sommer(prorogees);
  if (nombre === 0) return [];
  const prevus = sommer(prorogees.filter(({ dernierVersement }) => dernierVersement > date));
  const ans = valeurLegale("prorogationDeLaGarantie", date);
  const [dontFr, dontEn] =
    prevus === 0
      ? ["", ""]
      : [`, dont par un versement à venir : ${prevus}`, `, of which by a payment to come: ${prevus}`];
  return [
    constater("DROITS_PROROGES", {
      territoire: "périmètre",
      chiffres: [{ nom: "droits prorogés", valeur: String(nombre) }],
      message: {
        fr: `${code}, droits prorogés de ${ans} ans après le versement qui solde l'emprunt garanti : ${nombre}${dontFr}.`,
        en: `${code}, rights extended by ${ans} years after the payment that clears the guaranteed loan: ${nombre}${dontEn}.`,
      },
      ...(prevus < nombre
        ? {
            remede: {
              fr: "Informer le garant du remboursement intégral, si ce n'est fait (R. 441-6).",
              en: "Inform the guarantor of the full repayment, if not yet done (R. 441-6).",
            },
          }
        : {}),
    }),
  ];
}
