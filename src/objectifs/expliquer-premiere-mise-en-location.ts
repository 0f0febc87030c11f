import { PARAMETRES, type ValeurDatee } from "../droit/parametres.js";
import { enVigueur } from "../droit/periodes.js";
import type { Texte } from "../droit/texte.js";
import { entierInferieur } from "../exact/arrondi.js";
import { comparer, type Fraction, fraction, pourCentDe, sommer, soustraire } from "../exact/fraction.js";
import { comparerListesDeCodes } from "../exact/ordre.js";
import { lireTaux } from "../exact/taux.js";
import { lireValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { type Etape, type ExplicationsPossibles, etape, etapeDeChoix, explicable } from "../modele/trace.js";
import { direLaPart } from "../modele/vocabulaire.js";
import { cleDePart } from "../repartition/lire-parts.js";
import { direLesArrondis } from "./dire-arrondis.js";
import { cleDeType } from "./lire-programme.js";
import type { PartDansLeProgramme, PremiereMiseEnLocation } from "./repartir-premiere-mise-en-location.js";
import {
  type CaseDuTableau,
  cleDeLigne,
  type DesignationDeLigne,
  type EchangeDeLogements,
  type LigneDuTableau,
  type LogementsArrondis,
  type TableauDuProgramme,
} from "./tableau-du-programme.js";
import { totalDesQuotites } from "./taux-du-programme.js";

const BAILLEUR: Texte = { fr: "logements non réservés", en: "unreserved dwellings" };

/** « commune/garantie-d-emprunt » ; « non-reserves ». */
function cheminDeLigne({ reservataire, contrepartie, contingent }: DesignationDeLigne): string {
  return contrepartie === null ? reservataire : `${reservataire}/${cleDePart({ contrepartie, contingent })}`;
}

function nommerLigne({ reservataire, contrepartie, contingent }: DesignationDeLigne): Texte {
  if (contrepartie === null) return BAILLEUR;
  return enDeuxLangues(
    ({ texte, mot }) =>
      `${mot("« ", "“")}${reservataire}${mot(" »", "”")} (${texte(direLaPart({ contrepartie, contingent }))})`,
  );
}

function stipulationDuProgramme({ stipulations }: PremiereMiseEnLocation) {
  return { nom: "premieresMisesEnLocation", valeur: stipulations.premieresMisesEnLocation };
}

/** La part en logements exacts : son taux, ou ce que sa quotité vaut du quota. */
function etapeDeLaPart(resultat: PremiereMiseEnLocation, part: PartDansLeProgramme): Etape {
  const { programme, provenance, stipulations, parts } = resultat;
  const { quotaDesGaranties: quota } = stipulations;
  const { taux, logements: exact, quotite, contrepartie } = part;
  const regle = ["apport-de-terrain", "financement", "decote"].includes(contrepartie) ? "R8" : "R19";
  const enLogements = enDeuxLangues(
    ({ nombre, pourCent }) => `${pourCent(taux)} × ${programme.total} = ${nombre(exact)}`,
  );
  const suite = enDeuxLangues(({ texte, mot }) =>
    contrepartie === "contingent-prefectoral"
      ? mot(
          " Ses plafonds se mesurent sur le flux annuel, non sur un programme.",
          " Its caps are measured on the yearly flow, not on a programme.",
        )
      : contrepartie === "decote"
        ? ` ${texte(direLeMaximumDeLaDecote(resultat, part))}`
        : "",
  );
  if (quotite === null || quota === null)
    return etape(regle, provenance.dateDeDroit, {
      ...(contrepartie === "decote" ? { references: [], confiance: ["texte-officiel", "lecture"] } : {}),
      formule: {
        fr: "part = taux × logements du programme",
        en: "share = rate × dwellings of the programme",
      },
      calcul: enLogements,
      phrase: enDeuxLangues(({ nombre, logements, mot, texte }) =>
        mot(
          `Les parties donnent à ${texte(nommerLigne(part))} ${nombre(taux)} % des ${programme.total} logements du programme : ${logements(exact)}, avant arrondi.${texte(suite)}`,
          `The parties give ${texte(nommerLigne(part))} ${nombre(taux)}% of the programme's ${programme.total} dwellings: ${logements(exact)}, before rounding.${texte(suite)}`,
        ),
      ),
      stipulations: [stipulationDuProgramme(resultat)],
    });
  const diviseur = quota.partage === "au-prorata-des-quotites" ? totalDesQuotites(parts) : fraction(100);
  return etape("R19", provenance.dateDeDroit, {
    confiance: ["doctrine", "lecture"],
    references: [],
    formule: {
      fr: "part = quota × quotité ÷ quotités × logements du programme",
      en: "share = quota × portion ÷ portions × dwellings of the programme",
    },
    calcul: enDeuxLangues(
      ({ nombre, texte, pourCent, separateur }) =>
        `${pourCent(quota.taux)} × ${nombre(quotite)} ÷ ${nombre(diviseur)} = ${pourCent(taux)}${separateur}${texte(enLogements)}`,
    ),
    phrase: enDeuxLangues(({ nombre, logements, mot, texte }) =>
      mot(
        `Les garants se partagent ${nombre(quota.taux)} % du programme selon ce que chacun garantit du prêt. ${texte(nommerLigne(part))} en garantit ${nombre(quotite)} % : ${logements(exact)}, avant arrondi. Ce quota est une pratique convenue ; R. 441-5-3 ne plafonne que le flux annuel.`,
        `The guarantors share ${nombre(quota.taux)}% of the programme by what each guarantees of the loan. ${texte(nommerLigne(part))} guarantees ${nombre(quotite)}%: ${logements(exact)}, before rounding. This quota is an agreed practice; R. 441-5-3 caps only the yearly flow.`,
      ),
    ),
    lecture: null,
    stipulations: [
      stipulationDuProgramme(resultat),
      { nom: "quotaDesGaranties", valeur: `${quota.taux}, ${quota.partage}` },
    ],
  });
}

function direLeMaximumDeLaDecote(
  { programme, provenance }: PremiereMiseEnLocation,
  { logements: exact }: PartDansLeProgramme,
): Texte {
  const periodes: readonly ValeurDatee[] = PARAMETRES.plafondDeLaDecote.periodes;
  const { valeur, source } = enVigueur(periodes, provenance.dateDeDroit) as ValeurDatee;
  const permis = pourCentDe(lireTaux(String(valeur)), fraction(programme.total));
  const depasse = comparer(lireValeurExacte(exact), permis) > 0;
  return enDeuxLangues(({ nombre, mot, texte }) => {
    const suite = depasse
      ? mot("que cette part dépasse : elle n'est pas réduite", "which this share exceeds: it is not reduced")
      : mot("que l'arrondi ne fait pas franchir", "which rounding does not exceed");
    return mot(
      `La décote réserve au plus ${valeur} % du programme, soit ${nombre(permis)}, ${suite} (source : ${texte(source ?? { fr: "", en: "" })}).`,
      `The discount reserves at most ${valeur}% of the programme, that is ${nombre(permis)}, ${suite} (source: ${texte(source ?? { fr: "", en: "" })}).`,
    );
  });
}

function etapeDuBailleur(resultat: PremiereMiseEnLocation): Etape {
  const { programme, parts, nonReserves, provenance } = resultat;
  return etape("R16", provenance.dateDeDroit, {
    intitule: { fr: "Cent pour cent du programme", en: "One hundred per cent of the programme" },
    formule: {
      fr: "non réservés = 100 % − Σ parts du programme",
      en: "unreserved = 100% − Σ shares of the programme",
    },
    calcul: enDeuxLangues(({ nombre, pourCent, separateur }) => {
      const retraits = parts.map(({ taux }) => ` − ${nombre(taux)}`).join("");
      return `100${retraits} = ${pourCent(nonReserves.taux)}${separateur}× ${programme.total} = ${nombre(nonReserves.logements)}`;
    }),
    phrase: enDeuxLangues(({ nombre, logements, mot }) =>
      mot(
        `Les parts laissent au bailleur ${nombre(nonReserves.taux)} % des ${programme.total} logements du programme : ${logements(nonReserves.logements)}, avant arrondi.`,
        `The shares leave the landlord ${nombre(nonReserves.taux)}% of the programme's ${programme.total} dwellings: ${logements(nonReserves.logements)}, before rounding.`,
      ),
    ),
  });
}

function etapesDeLaLigne(resultat: PremiereMiseEnLocation, ligne: DesignationDeLigne): Etape[] {
  const part = resultat.parts.find((celle) => cleDeLigne(celle) === cleDeLigne(ligne));
  return [part === undefined ? etapeDuBailleur(resultat) : etapeDeLaPart(resultat, part)];
}

const AU_PLUS_FORT_RESTE: Texte = {
  fr: "arrondi contrôlé, au plus fort reste : choix de la bibliothèque, les articles lus étant muets",
  en: "controlled rounding, by largest remainder: the library's choice, the articles read being silent",
};

interface TotalNomme extends LogementsArrondis {
  readonly nom: Texte;
}

function direLesTotaux(totaux: readonly TotalNomme[]): Texte {
  return direLesArrondis([...totaux].sort((a, b) => comparer(reste(b), reste(a))));
}

/** D'un total exact à un nombre entier de logements, à côté des totaux des autres. */
function etapeDuTotal(
  resultat: PremiereMiseEnLocation & { readonly tableau: TableauDuProgramme },
  { exact, logements: entier }: LogementsArrondis,
): Etape {
  const { programme, provenance, tableau } = resultat;
  const estEntier = exact.exact === String(entier);
  return etapeDeChoix(provenance.dateDeDroit, {
    intitule: { fr: "Total en logements entiers", en: "Total in whole dwellings" },
    formule: {
      fr: "totaux exacts arrondis au plus fort reste, Σ totaux = logements du programme",
      en: "exact totals rounded by largest remainder, Σ totals = dwellings of the programme",
    },
    calcul: direLesTotaux([
      ...tableau.reservataires.map((total) => ({
        nom: enDeuxLangues(({ mot }) => mot(`« ${total.reservataire} »`, `“${total.reservataire}”`)),
        ...total,
      })),
      { nom: BAILLEUR, ...tableau.nonReserves },
    ]),
    phrase: enDeuxLangues(({ nombre, logements, mot }) =>
      estEntier
        ? mot(
            `Le total est déjà un nombre entier de logements : ${entier}.`,
            `The total is already a whole number of dwellings: ${entier}.`,
          )
        : mot(
            `${nombre(exact)} n'est pas un nombre de logements : le total est ${entier}. Les logements qui restent à placer vont aux plus forts restes (à égalité, dans l'ordre des codes), tant qu'un tableau existe ; tous les totaux ensemble font les ${logements(String(programme.total))} du programme.`,
            `${nombre(exact)} is not a number of dwellings: the total is ${entier}. The dwellings still to be placed go to the largest remainders (ties by code), as long as a table exists; all totals together make the programme's ${logements(String(programme.total))}.`,
          ),
    ),
    arrondi: estEntier ? null : AU_PLUS_FORT_RESTE,
  });
}

/** Le partage du total d'un réservataire entre ses parts, s'il en a plusieurs. */
function etapesDesParts({ provenance }: PremiereMiseEnLocation, lignes: readonly LigneDuTableau[]): Etape[] {
  if (lignes.length < 2) return [];
  const total = lignes.reduce((somme, { logements }) => somme + logements, 0);
  return [
    etapeDeChoix(provenance.dateDeDroit, {
      intitule: { fr: "Parts en logements entiers", en: "Shares in whole dwellings" },
      formule: {
        fr: "parts exactes arrondies au plus fort reste, Σ parts = total",
        en: "exact shares rounded by largest remainder, Σ shares = total",
      },
      calcul: direLesTotaux(lignes.map((ligne) => ({ nom: nommerLigne(ligne), ...ligne }))),
      phrase: {
        fr: `Les ${total} logements se partagent entre les parts de la même façon.`,
        en: `The ${total} dwellings are shared between the shares in the same way.`,
      },
      arrondi: AU_PLUS_FORT_RESTE,
    }),
  ];
}

function reste({ exact }: LogementsArrondis): Fraction {
  const valeur = lireValeurExacte(exact);
  return soustraire(valeur, fraction(entierInferieur(valeur)));
}

/** Toutes les cases, dans l'ordre où elles se décident. */
function parResteDecroissant({ lignes }: TableauDuProgramme) {
  return lignes
    .flatMap((ligne) => ligne.cases.map((celle) => ({ ligne, celle, reste: reste(celle) })))
    .sort((a, b) => comparer(b.reste, a.reste) || comparerListesDeCodes(codesDe(a), codesDe(b)));
}

function codesDe({ ligne, celle }: { ligne: DesignationDeLigne; celle: CaseDuTableau }): string[] {
  const { reservataire, contrepartie, contingent } = ligne;
  return [celle.typologie, celle.financement, reservataire, contrepartie, contingent].filter(
    (code) => code !== null,
  );
}

function etapeDeLaCase(
  resultat: PremiereMiseEnLocation,
  ligne: LigneDuTableau,
  { typologie, financement, exact }: CaseDuTableau,
): Etape {
  const { programme, provenance } = resultat;
  const cle = cleDeType({ typologie, financement });
  const duType = programme.composition.find((type) => cleDeType(type) === cle)?.logements ?? 0;
  const taux =
    resultat.parts.find((part) => cleDeLigne(part) === cleDeLigne(ligne))?.taux ?? resultat.nonReserves.taux;
  return etapeDeChoix(provenance.dateDeDroit, {
    intitule: { fr: "Case exacte du tableau", en: "Exact cell of the table" },
    formule: { fr: "case = taux × logements du type", en: "cell = rate × dwellings of the type" },
    calcul: enDeuxLangues(({ nombre, pourCent }) => `${pourCent(taux)} × ${duType} = ${nombre(exact)}`),
    phrase: enDeuxLangues(({ logements, mot, texte }) =>
      mot(
        `Le programme a ${logements(String(duType))} ${cle}. À la composition du programme, ${texte(nommerLigne(ligne))} en aurait ${logements(exact)}.`,
        `The programme has ${logements(String(duType))} ${cle}. With the programme's mix, ${texte(nommerLigne(ligne))} would have ${logements(exact)}.`,
      ),
    ),
  });
}

/** Les totaux qui bornent une case : sa ligne, et ce que sa ligne a de la marge tenue. */
function etapeDesBornes(
  { provenance, tableau }: PremiereMiseEnLocation & { readonly tableau: TableauDuProgramme },
  ligne: LigneDuTableau,
  celle: CaseDuTableau,
): Etape {
  const { margeTenue } = tableau;
  const memes = ligne.cases.filter((autre) => autre[margeTenue] === celle[margeTenue]);
  const exactDe = (cases: readonly CaseDuTableau[]) =>
    valeurExacte(sommer(cases.map(({ exact }) => lireValeurExacte(exact))));
  const entierDe = (cases: readonly CaseDuTableau[]) =>
    cases.reduce((somme, { logements }) => somme + logements, 0);
  return etapeDeChoix(provenance.dateDeDroit, {
    intitule: { fr: "Totaux qui bornent la case", en: "Totals that bound the cell" },
    formule: {
      fr: "chaque total = partie entière de sa valeur exacte, ou l'entier au-dessus",
      en: "each total = floor of its exact value, or the integer above",
    },
    calcul: enDeuxLangues(
      ({ nombre, mot, separateur }) =>
        `${mot("ligne :", "row:")} ${nombre(ligne.exact)} → ${ligne.logements}${separateur}${celle[margeTenue]} ${mot("dans la ligne :", "in the row:")} ${nombre(exactDe(memes))} → ${entierDe(memes)}`,
    ),
    phrase: enDeuxLangues(({ logements, mot, texte }) =>
      mot(
        `${texte(nommerLigne(ligne))} a en tout ${logements(String(ligne.logements))}, dont ${entierDe(memes)} ${celle[margeTenue]} : la case ne peut faire dépasser ni l'un ni l'autre.`,
        `${texte(nommerLigne(ligne))} has ${logements(String(ligne.logements))} in all, of which ${entierDe(memes)} ${celle[margeTenue]}: the cell may exceed neither.`,
      ),
    ),
  });
}

/** Pourquoi cette case monte ou non, à côté de celles des autres lignes pour le même type. */
function etapeDesVoisines(
  { provenance, tableau }: PremiereMiseEnLocation & { readonly tableau: TableauDuProgramme },
  ligne: LigneDuTableau,
  celle: CaseDuTableau,
): Etape {
  const toutes = parResteDecroissant(tableau);
  const ordre = toutes.filter((autre) => autre.reste.numerateur !== 0n);
  const rang = ordre.findIndex((autre) => autre.ligne === ligne && autre.celle === celle);
  const voisines = toutes.filter((autre) => cleDeType(autre.celle) === cleDeType(celle));
  const monte = BigInt(celle.logements) > entierInferieur(lireValeurExacte(celle.exact));
  const echanges = tableau.echanges.filter((echange) => concerne(echange, ligne, celle));
  return etapeDeChoix(provenance.dateDeDroit, {
    intitule: { fr: "La case et ses voisines", en: "The cell and its neighbours" },
    formule: {
      fr: "par reste décroissant, à égalité dans l'ordre des codes : la case monte si un tableau le permet encore",
      en: "by descending remainder, ties by code: the cell goes up if a table still allows it",
    },
    calcul: direLesArrondis(
      voisines.map((voisine) => ({ nom: nommerLigne(voisine.ligne), ...voisine.celle })),
    ),
    phrase: enDeuxLangues(({ nombre, mot, texte }) => {
      const place = mot(
        `Par reste décroissant, la case vient à la place ${rang + 1} sur ${ordre.length} (reste ${nombre(reste(celle))}).`,
        `By descending remainder, the cell comes in place ${rang + 1} of ${ordre.length} (remainder ${nombre(reste(celle))}).`,
      );
      if (rang === -1)
        return mot(
          `La case est déjà un nombre entier de logements : ${celle.logements}.`,
          `The cell is already a whole number of dwellings: ${celle.logements}.`,
        );
      if (echanges.length > 0)
        return `${place} ${echanges.map((echange) => texte(direLEchange(echange))).join(" ")}`;
      return monte
        ? `${place} ${mot("Les totaux décidés, un tableau la laissait à son tour monter à l'entier au-dessus.", "The totals decided, a table let it at its turn go up to the integer above.")}`
        : `${place} ${mot("À son tour, les totaux décidés et les cases servies avant elle ne laissaient plus de tableau où elle monte : elle garde sa partie entière.", "At its turn, the totals decided and the cells served before it left no table in which it goes up: it keeps its floor.")}`;
    }),
    arrondi: rang === -1 ? null : AU_PLUS_FORT_RESTE,
  });
}

function concerne({ entre, cede, recoit }: EchangeDeLogements, ligne: LigneDuTableau, celle: CaseDuTableau) {
  return (
    entre.some((autre) => cleDeLigne(autre) === cleDeLigne(ligne)) &&
    [cede, recoit].some((type) => cleDeType(type) === cleDeType(celle))
  );
}

function direLEchange({ entre: [premiere, seconde], cede, recoit }: EchangeDeLogements): Texte {
  return enDeuxLangues(({ mot, texte }) =>
    mot(
      `Pour rapprocher leur composition de celle du programme, ${texte(nommerLigne(premiere))} a cédé un ${cleDeType(cede)} à ${texte(nommerLigne(seconde))} contre un ${cleDeType(recoit)}.`,
      `To bring their mix closer to the programme's, ${texte(nommerLigne(premiere))} gave one ${cleDeType(cede)} to ${texte(nommerLigne(seconde))} for one ${cleDeType(recoit)}.`,
    ),
  );
}

export function explicationsDeLaPremiereMiseEnLocation(
  resultat: PremiereMiseEnLocation,
): ExplicationsPossibles {
  const { tableau, provenance, reservataires } = resultat;
  const { dateDeDroit } = provenance;
  if (tableau === null) return explicationsSansTableau(resultat);
  const complet = { ...resultat, tableau };
  const lignesDe = (code: string) => tableau.lignes.filter(({ reservataire }) => reservataire === code);
  const entete = (cible: string, titre: Texte, entier: number) =>
    ({ cible, titre, valeur: valeurExacte(fraction(entier)), unite: "logements", dateDeDroit }) as const;
  const nomDe = (code: string) => reservataires.find((celui) => celui.code === code)?.nom ?? code;
  return new Map([
    ...tableau.reservataires.map((total) =>
      explicable(
        entete(
          `reservataires/${total.reservataire}`,
          {
            fr: `Logements du programme, ${nomDe(total.reservataire)}`,
            en: `Dwellings of the programme, ${nomDe(total.reservataire)}`,
          },
          total.logements,
        ),
        () => [
          ...lignesDe(total.reservataire).flatMap((ligne) => etapesDeLaLigne(resultat, ligne)),
          etapeDuTotal(complet, total),
          ...etapesDesParts(resultat, lignesDe(total.reservataire)),
        ],
      ),
    ),
    explicable(
      entete(
        "nonReserves",
        { fr: "Logements non réservés du programme", en: "Unreserved dwellings of the programme" },
        tableau.nonReserves.logements,
      ),
      () => [etapeDuBailleur(resultat), etapeDuTotal(complet, tableau.nonReserves)],
    ),
    ...tableau.lignes.flatMap((ligne) =>
      ligne.cases.map((celle) =>
        explicable(
          entete(
            `cases/${cheminDeLigne(ligne)}/${cleDeType(celle)}`,
            enDeuxLangues(({ texte }) => `${cleDeType(celle)}, ${texte(nommerLigne(ligne))}`),
            celle.logements,
          ),
          () => [
            ...etapesDeLaLigne(resultat, ligne),
            etapeDeLaCase(resultat, ligne, celle),
            etapeDesBornes(complet, ligne, celle),
            etapeDesVoisines(complet, ligne, celle),
          ],
        ),
      ),
    ),
  ]);
}

/** Des parts au-delà du programme : chacune s'explique encore, en logements exacts. */
function explicationsSansTableau(resultat: PremiereMiseEnLocation): ExplicationsPossibles {
  return new Map(
    resultat.parts.map((part) =>
      explicable(
        {
          cible: `parts/${cheminDeLigne(part)}`,
          titre: enDeuxLangues(
            ({ mot, texte }) =>
              `${mot("Part du programme", "Share of the programme")}, ${texte(nommerLigne(part))}`,
          ),
          valeur: part.logements,
          unite: "logements",
          dateDeDroit: resultat.provenance.dateDeDroit,
        },
        () => [etapeDeLaPart(resultat, part)],
      ),
    ),
  );
}
