import type { Reference } from "../droit/articles.js";
import { dateEnFrancais } from "../droit/periodes.js";
import type { Texte } from "../droit/texte.js";
import { fraction } from "../exact/fraction.js";
import { valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { nommerTerritoire } from "../modele/secteurs.js";
import { type Etape, type ExplicationsPossibles, etape, explicable } from "../modele/trace.js";
import {
  direLaPart,
  FONDEMENTS_DE_L_OBJECTIF,
  nommerLeTenu,
  VERDICTS,
} from "./dire-objectifs-attribution.js";
import type { ObjectifJuge } from "./juger-un-objectif.js";
import type { Fenetre, MixiteDUnTerritoire } from "./mixite.js";
import type { QuartPrioritaire } from "./quarts-prioritaires.js";
import { cleDeTerritoire } from "./territoires-a-objectif.js";
import type { ObjectifsDAttribution } from "./verifier-objectifs-attribution.js";

export function explicationsDesObjectifsDAttribution(resultat: ObjectifsDAttribution): ExplicationsPossibles {
  const { quarts, mixite, provenance } = resultat;
  const { dateDeDroit } = provenance;
  const cible = (nom: string, titre: Texte, logements: number, etapes: () => readonly Etape[]) =>
    explicable(
      { cible: nom, titre, valeur: valeurExacte(fraction(logements)), unite: "logements", dateDeDroit },
      etapes,
    );
  return new Map([
    ...quarts.map((quart) => {
      const tenu = nommerLeTenu(quart);
      return cible(
        `quarts/${quart.reservataire}`,
        { fr: `${tenu.fr} : logements restant à attribuer`, en: `${tenu.en}: dwellings left to let` },
        quart.reste,
        () => [etapeDuQuart(quart, dateDeDroit)],
      );
    }),
    ...mixite.flatMap((ligne) => {
      const cle = cleDeTerritoire(ligne.territoire);
      const lieu = nommerTerritoire(ligne.territoire);
      const { horsQpv, enQpv, fenetres } = ligne;
      return [
        cible(
          `mixite/${cle}/horsQpv`,
          { fr: `${lieu.fr}, hors QPV : baux manquants`, en: `${lieu.en}, outside QPV: leases missing` },
          horsQpv.reste,
          () => [etapeHorsQpv(ligne, dateDeDroit)],
        ),
        cible(
          `mixite/${cle}/enQpv`,
          { fr: `${lieu.fr}, en QPV : attributions manquantes`, en: `${lieu.en}, in QPV: lettings missing` },
          enQpv.parAttribution.reste,
          () => [etapeEnQpv(ligne, dateDeDroit)],
        ),
        ...(fenetres === null || fenetres.douzeMois.complement === null
          ? []
          : [
              cible(
                `mixite/${cle}/douzeMois`,
                {
                  fr: `${lieu.fr}, hors QPV : baux favorables qui porteraient les douze mois à l'objectif`,
                  en: `${lieu.en}, outside QPV: favourable leases that would bring the twelve months to the target`,
                },
                fenetres.douzeMois.complement,
                () => etapesDesFenetres(ligne, dateDeDroit),
              ),
            ]),
      ];
    }),
  ]);
}

/** « attendues ⌈25 % × 5⌉ = 2 ; reste 2 − 1 = 1 ». */
function calculDuReste({ seuil, comptees, attendues, favorables, reste }: ObjectifJuge): Texte {
  return enDeuxLangues(({ pourCent, separateur, mot }) =>
    [
      `${mot("attendues", "required")} = ⌈${pourCent(seuil)} × ${comptees}⌉ = ${attendues}`,
      `${mot("reste", "left")} = max(0, ${attendues} − ${favorables}) = ${reste}`,
    ].join(separateur),
  );
}

const FORMULE_DU_RESTE: Texte = {
  fr: "attendues = part × comptées, arrondi au supérieur ; reste = attendues − favorables",
  en: "required = share × counted, rounded up; left = required − favourable",
};

const ARRONDI: Texte = {
  fr: "le nombre attendu, au logement supérieur : en dessous, la part ne serait pas atteinte",
  en: "the number required, up to the dwelling: below it, the share would not be reached",
};

function direNonRenseignees({ nonRenseignees }: ObjectifJuge): Texte {
  return nonRenseignees === 0
    ? { fr: "", en: "" }
    : {
        fr: ` Sans public dit, et non tenues pour favorables : ${nonRenseignees}.`,
        en: ` Without a public stated, and not taken as favourable: ${nonRenseignees}.`,
      };
}

/** La part, le verdict, ce qui n'est pas dit. */
function phraseDe(juge: ObjectifJuge, tete: Texte, suite: Texte = { fr: "", en: "" }): Texte {
  const [part, verdict, tues] = [direLaPart(juge), VERDICTS[juge.verdict], direNonRenseignees(juge)];
  return {
    fr: `${tete.fr} : ${part.fr}. ${verdict.fr}${suite.fr}${tues.fr}`,
    en: `${tete.en}: ${part.en}. ${verdict.en}${suite.en}${tues.en}`,
  };
}

function articleDuQuart({ categorie }: QuartPrioritaire): Reference {
  if (categorie === null) return { article: "L. 441-1", passage: "quart des attributions non réservées" };
  return categorie === "action-logement"
    ? { article: "L. 313-26-2" }
    : { article: "L. 441-1", passage: "réservations en flux" };
}

function etapeDuQuart(quart: QuartPrioritaire, date: string): Etape {
  const { dalo, prioritaires, apresEchec, attributionsDOffice, categorie } = quart;
  const dOffice =
    attributionsDOffice === 0
      ? { fr: "", en: "" }
      : {
          fr: ` Attributions d'office que le journal impute déjà dans l'année, au titre d'un quart manqué, et qui ne sont pas déduites : ${attributionsDOffice}.`,
          en: ` Lettings by the prefect that the journal already charges this year, for a missed quarter, and that are not deducted: ${attributionsDOffice}.`,
        };
  const origine =
    categorie !== null
      ? { fr: "", en: "" }
      : {
          fr: ` Parmi elles, celles d'un logement dont le candidat d'un réservataire avait échoué : ${apresEchec}.`,
          en: ` Among them, those of a dwelling for which a holder's candidate had failed: ${apresEchec}.`,
        };
  return etape("R11", date, {
    formule: FORMULE_DU_RESTE,
    calcul: calculDuReste(quart),
    phrase: phraseDe(
      quart,
      {
        fr: `Attributions aux ménages DALO (${dalo}) ou prioritaires (${prioritaires})`,
        en: `Lettings to DALO (${dalo}) or priority (${prioritaires}) households`,
      },
      { fr: `${origine.fr}${dOffice.fr}`, en: `${origine.en}${dOffice.en}` },
    ),
    references: [articleDuQuart(quart)],
    arrondi: ARRONDI,
  });
}

function etapeHorsQpv({ horsQpv, objectif, enAttenteDeBail }: MixiteDUnTerritoire, date: string): Etape {
  const fondement = FONDEMENTS_DE_L_OBJECTIF[objectif.fondement];
  return etape("R12", date, {
    formule: FORMULE_DU_RESTE,
    calcul: calculDuReste(horsQpv),
    phrase: phraseDe(
      horsQpv,
      {
        fr: `Baux signés hors QPV, au premier quartile (${horsQpv.premierQuartile}) ou à d'autres ménages relogés d'une opération que la loi compte (${horsQpv.relogements}), dans le flux ou non`,
        en: `Leases signed outside QPV, to the first quartile (${horsQpv.premierQuartile}) or to other households rehoused from an operation the law counts (${horsQpv.relogements}), in the flow or not`,
      },
      {
        fr: ` ${fondement.fr} Attributions de l'année sans bail à cette date, non comptées : ${enAttenteDeBail}.`,
        en: ` ${fondement.en} Lettings of the year without a lease at that date, not counted: ${enAttenteDeBail}.`,
      },
    ),
    references: [{ article: "L. 441-1", passage: "mixité hors et en QPV" }],
    arrondi: ARRONDI,
  });
}

function etapeEnQpv({ enQpv: { parAttribution, parBail } }: MixiteDUnTerritoire, date: string): Etape {
  const baux = direLaPart(parBail);
  return etape("R12", date, {
    formule: FORMULE_DU_RESTE,
    calcul: calculDuReste(parAttribution),
    phrase: phraseDe(
      parAttribution,
      {
        fr: "Attributions en QPV à d'autres demandeurs que ceux du premier quartile",
        en: "Lettings in QPV to applicants other than those of the first quartile",
      },
      { fr: ` Par baux signés : ${baux.fr}.`, en: ` By signed leases: ${baux.en}.` },
    ),
    references: [{ article: "L. 441-1", passage: "mixité hors et en QPV" }],
    arrondi: ARRONDI,
  });
}

function etapesDesFenetres({ fenetres }: MixiteDUnTerritoire, date: string): Etape[] {
  if (fenetres === null) return [];
  const { sixMois, douzeMois } = fenetres;
  const references: readonly Reference[] = [
    { article: "L. 441-1", passage: "attributions d'office du préfet hors QPV" },
  ];
  const jours = ({ du, au }: Fenetre): Texte => ({
    fr: `Baux signés hors QPV du ${dateEnFrancais(du)} au ${dateEnFrancais(au)}`,
    en: `Leases signed outside QPV from ${du} to ${au}`,
  });
  return [
    etape("R12", date, {
      intitule: { fr: "Condition de l'injonction", en: "Condition for the injunction" },
      formule: {
        fr: "condition remplie si les six derniers mois n'atteignent pas l'objectif",
        en: "condition met if the last six months do not reach the target",
      },
      calcul: direLaPart(sixMois),
      phrase: phraseDe(sixMois, jours(sixMois), {
        fr: " L'autre condition, des informations non transmises en totalité, n'est pas jugée ici.",
        en: " The other condition, information not sent in full, is not judged here.",
      }),
      references,
    }),
    etape("R12", date, {
      intitule: { fr: "Retour à l'objectif", en: "Back to the target" },
      formule: {
        fr: "le plus petit k tel que (favorables + k) ÷ (baux + k) ≥ part",
        en: "the smallest k such that (favourable + k) ÷ (leases + k) ≥ share",
      },
      calcul: enDeuxLangues(
        ({ pourCent }) =>
          `(${douzeMois.favorables} + ${douzeMois.complement}) ÷ (${douzeMois.comptees} + ${douzeMois.complement}) ≥ ${pourCent(douzeMois.seuil)}`,
      ),
      phrase: phraseDe(douzeMois, jours(douzeMois), {
        fr: " Chaque bail favorable de plus compte aussi dans le total ; un bail qui sort des douze mois changerait le compte.",
        en: " Each further favourable lease also counts in the total; a lease leaving the twelve months would change the count.",
      }),
      references,
    }),
  ];
}
