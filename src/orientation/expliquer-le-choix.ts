import { dateEnFrancais } from "../droit/periodes.js";
import type { Texte } from "../droit/texte.js";
import { comparer, soustraire, valeurAbsolue, ZERO } from "../exact/fraction.js";
import { lireValeurExacte, type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { type Etape, etape, etapeDeChoix } from "../modele/trace.js";
import { NON_RESERVES } from "../modele/vocabulaire.js";
import type {
  CandidatALOrientation,
  CompteALOrientation,
  OrdrePropose,
  Proposition,
} from "./proposer-orientation.js";

/** Pourquoi ce réservataire : ce que décident la loi et la convention ; à défaut, l'équité. */
export function etapesDuChoix(proposition: Proposition): Etape[] {
  const { candidats, cas, logement, provenance } = proposition;
  const { dateDeDroit } = provenance;
  const [premier, second] = candidats;
  if (cas === "maire") return [etapeDuMaire(proposition)];
  if (premier === undefined) return [];
  if (cas === "rendu-au-bailleur") return [etapeDuRetour(proposition)];
  if (cas === "reserve-en-stock") return [etapeDuStock(proposition, premier.reservataire)];
  if (premier.compte === null)
    return [
      etape("R1", dateDeDroit, {
        intitule: { fr: "Logement identifié, hors du flux", en: "Identified dwelling, outside the flow" },
        references: [
          { article: "L. 441-1", passage: "réservations en flux" },
          { article: "R. 441-5", subdivision: "I, al. 4" },
        ],
        lecture: {
          fr: "L'article réglementaire ne nomme que la défense et la sécurité intérieure ; la loi, qui ajoute les établissements publics de santé depuis 2022, prévaut.",
          en: "The regulatory article names only defence and interior security; the law, which adds public hospitals since 2022, prevails.",
        },
        formule: { fr: "logement identifié → son réservataire", en: "identified dwelling → its holder" },
        calcul: enDeuxLangues(() => `${logement} → ${premier.reservataire}`),
        phrase: {
          fr: `Le logement ${logement} est identifié : la loi le garde hors du flux et il revient à ${premier.reservataire}.`,
          en: `Dwelling ${logement} is identified: the law keeps it outside the flow and it goes to ${premier.reservataire}.`,
        },
      }),
    ];
  return [etapeDeLEquite(proposition, premier, premier.compte, second)];
}

/** Pourquoi lui : les comptes de chacun, ce qui est attendu, et ce qui aurait changé le choix. */
function etapeDeLEquite(
  { candidats, ecartes, secteur, date, ordre, provenance }: Proposition,
  { reservataire, souhaits }: CandidatALOrientation,
  { du, recus, enCours, ecartSansLui }: CompteALOrientation,
  second: CandidatALOrientation | undefined,
): Etape {
  return etapeDeChoix(provenance.dateDeDroit, {
    intitule: { fr: "Ordre d'orientation", en: "Order of orientation" },
    formule: direLaRegle(ordre),
    calcul: enDeuxLangues(({ nombre, mot, separateur }) =>
      candidats
        .map(({ reservataire: code, compte }) =>
          compte === null
            ? code
            : `${code}${mot(" :", ":")} ${nombre(compte.du)} − ${compte.recus + compte.enCours} = ${nombre(compte.ecartSansLui)}`,
        )
        .join(separateur),
    ),
    phrase: enDeuxLangues((plume) => {
      const { nombre, logements, mot, separateur, texte } = plume;
      const recu = `${logements(recus)}${enCours === 0 ? "" : mot(` et ${enCours} en cours`, ` and ${enCours} pending`)}`;
      const raisons = texte(direLaRaison(ordre, souhaits, separateur));
      const absents =
        ecartes.length === 0
          ? ""
          : ` ${mot("Sans droits ici :", "Without rights here:")} ${ecartes.map((ecarte) => texte(nommerQui(ecarte.reservataire))).join(", ")}.`;
      const suite = `${raisons} ${texte(direLeSuivant(ordre, ecartSansLui, souhaits, second))}${absents}`;
      const qui = texte(nommerQui(reservataire));
      return mot(
        `Pour le logement libéré le ${dateEnFrancais(date)} (${secteur}), ${qui} : reçu, ${recu} ; dû, ${nombre(du)}. ${texte(direLEcart(ecartSansLui))} ${suite}`,
        `For the dwelling vacated on ${date} (${secteur}), ${qui}: received, ${recu}; due, ${nombre(du)}. ${texte(direLEcart(ecartSansLui))} ${suite}`,
      );
    }),
  });
}

export const LE_MAIRE: Texte = { fr: "le maire", en: "the mayor" };

export function nommerQui(reservataire: string): Texte {
  return reservataire === NON_RESERVES
    ? { fr: "le bailleur", en: "the landlord" }
    : { fr: reservataire, en: reservataire };
}

/** « Écart : 0,5 logement en attente. » */
function direLEcart(ecart: ValeurExacte): Texte {
  const lu = lireValeurExacte(ecart);
  return enDeuxLangues(({ logements, mot }) =>
    comparer(lu, ZERO) < 0
      ? mot(
          `Écart : ${logements(valeurAbsolue(lu))} d'avance.`,
          `Gap: ${logements(valeurAbsolue(lu))} ahead.`,
        )
      : mot(`Écart : ${logements(lu)} en attente.`, `Gap: ${logements(lu)} behind.`),
  );
}

function direLaRegle(ordre: OrdrePropose | null): Texte {
  return ordre?.regle === "taux-constants"
    ? {
        fr: "écart = dû − reçu − en cours ; d'abord celui dont le terme est le plus proche (règle de Tijdeman)",
        en: "gap = due − received − pending; first the one whose deadline is nearest (Tijdeman's rule)",
      }
    : {
        fr: "écart = dû − reçu − en cours ; parmi les choix tenables, les souhaits, puis le plus grand écart",
        en: "gap = due − received − pending; among tenable choices, wishes, then the largest gap",
      };
}

/** Ce qui l'a mis devant. */
function direLaRaison(ordre: OrdrePropose | null, souhaits: readonly string[], separateur: string): Texte {
  return enDeuxLangues(({ logements, mot }) => {
    if (ordre?.regle === "taux-constants")
      return mot(
        "Tout le flux se partage de la même façon : de tous, c'est à lui que le logement doit aller le plus tôt pour que personne ne s'écarte de son dû d'un logement.",
        "The whole flow is shared the same way: of all, it is the one to whom the dwelling must go soonest for no one to be one dwelling away from its due.",
      );
    const attendus =
      ordre === null || ordre.annonces === 0
        ? ""
        : mot(
            ` ${ordre.annonces === 1 ? "Une vacance est annoncée" : `${ordre.annonces} vacances sont annoncées`} : elles et ce logement peuvent aller sans mettre personne à ${logements(ordre.ecartTenable)} ou plus de son dû, au-delà de ce qui l'est déjà.`,
            ` ${ordre.annonces === 1 ? "One vacancy is" : `${ordre.annonces} vacancies are`} announced: they and this dwelling can go without putting anyone ${logements(ordre.ecartTenable)} or more away from its due, beyond who already is.`,
          );
    return souhaits.length > 0
      ? mot(
          `Le logement répond à ce que sa convention souhaite : ${souhaits.join(separateur)}.${attendus}`,
          `The dwelling meets what its agreement wishes: ${souhaits.join(separateur)}.${attendus}`,
        )
      : mot(
          `Parmi ceux à qui il peut aller ainsi, personne n'attend davantage.${attendus}`,
          `Among those it can go to this way, no one is waiting for more.${attendus}`,
        );
  });
}

/** Qui venait ensuite, et ce qui aurait changé le choix. */
function direLeSuivant(
  ordre: OrdrePropose | null,
  premier: ValeurExacte,
  souhaits: readonly string[],
  second: CandidatALOrientation | undefined,
): Texte {
  const compte = second?.compte;
  if (second === undefined || compte == null)
    return {
      fr: "Personne d'autre n'a de droits dans ce secteur.",
      en: "No one else has rights in this sector.",
    };
  const manque = valeurExacte(soustraire(lireValeurExacte(premier), lireValeurExacte(compte.ecartSansLui)));
  return enDeuxLangues(({ logements, mot, texte }) => {
    const vient = mot(
      `Venait ensuite : ${texte(nommerQui(second.reservataire))}. ${texte(direLEcart(compte.ecartSansLui))}`,
      `Next came ${texte(nommerQui(second.reservataire))}. ${texte(direLEcart(compte.ecartSansLui))}`,
    );
    if (second.aDejaEchoue)
      return mot(
        `${vient} Un tour de ce logement a déjà échoué avec lui.`,
        `${vient} A turn of this dwelling already failed with it.`,
      );
    if (!second.tenable)
      return mot(
        `${vient} Le logement allant à lui, quelqu'un s'écarterait davantage de son dû.`,
        `${vient} If the dwelling went to it, someone would be further from its due.`,
      );
    if (
      ordre?.regle === "taux-constants" ||
      (ordre?.annonces ?? 0) > 0 ||
      souhaits.length + second.souhaits.length > 0
    )
      return vient;
    return manque.exact === "0"
      ? mot(
          `${vient} Autant que lui : l'ordre des codes les départage.`,
          `${vient} As much: the order of codes decides.`,
        )
      : mot(
          `${vient} Il l'aurait eu en attendant plus de ${logements(manque)} supplémentaire.`,
          `${vient} It would have had it by waiting for more than ${logements(manque)} more.`,
        );
  });
}

/** La raison est la même pour tous ceux qui sont écartés. */
function raisonDeLEcart({ ecartes }: Proposition): Texte {
  return (
    ecartes[0]?.motif ?? {
      fr: "Le logement n'est proposé à personne.",
      en: "The dwelling is offered to no one.",
    }
  );
}

function etapeDuMaire(proposition: Proposition): Etape {
  const { logement, provenance, parStipulation } = proposition;
  return etape("R18", provenance.dateDeDroit, {
    ...(parStipulation ? { autorite: "conventionnel" as const } : {}),
    calcul: enDeuxLangues(({ mot }) => `${logement} → ${mot("le maire", "the mayor")}`),
    phrase: raisonDeLEcart(proposition),
  });
}

function etapeDuStock({ logement, ecartes, provenance }: Proposition, titulaire: string): Etape {
  const [ecarte] = ecartes;
  return etape("R13", provenance.dateDeDroit, {
    intitule: { fr: "Logement resté réservé en stock", en: "Dwelling still reserved in stock" },
    formule: { fr: "réservé en stock → son réservataire", en: "reserved in stock → its holder" },
    calcul: enDeuxLangues(() => `${logement} → ${titulaire}`),
    phrase: enDeuxLangues(({ mot, texte }) =>
      mot(
        `Le logement ${logement} revient à ${titulaire}. ${ecarte === undefined ? "" : texte(ecarte.motif)}`,
        `Dwelling ${logement} goes to ${titulaire}. ${ecarte === undefined ? "" : texte(ecarte.motif)}`,
      ),
    ),
  });
}

function etapeDuRetour(proposition: Proposition): Etape {
  const { logement, provenance, parStipulation } = proposition;
  const pas = {
    intitule: { fr: "Logement rendu au bailleur", en: "Dwelling given back to the landlord" },
    formule: { fr: "tour échoué → bailleur", en: "failed turn → landlord" },
    calcul: enDeuxLangues(({ mot }) => `${logement} → ${mot("le bailleur", "the landlord")}`),
    phrase: raisonDeLEcart(proposition),
  };
  return parStipulation
    ? etape("R20", provenance.dateDeDroit, pas)
    : etapeDeChoix(provenance.dateDeDroit, pas);
}

/** Ce que le bailleur a choisi quand ce n'est pas le premier proposé, et ce que cela fait aux comptes. */
export function etapesDuChoixContraire(
  { candidats, ecartes, provenance }: Proposition,
  choisi: string,
): Etape[] {
  const [premier] = candidats;
  const retenu = candidats.find(({ reservataire }) => reservataire === choisi);
  if (premier === undefined || premier === retenu) return [];
  const hors = ecartes.find(({ reservataire }) => reservataire === choisi);
  return [
    etapeDeChoix(provenance.dateDeDroit, {
      intitule: { fr: "Décision du bailleur", en: "The landlord's decision" },
      formule: {
        fr: "une personne décide ; l'effet sur les écarts est donné",
        en: "a person decides; the effect on the gaps is given",
      },
      calcul: enDeuxLangues(({ mot, texte, separateur }) =>
        [
          ...(retenu?.compte == null ? [] : [[choisi, retenu.compte.ecartAvecLui] as const]),
          ...(premier.compte === null ? [] : [[premier.reservataire, premier.compte.ecartSansLui] as const]),
        ]
          .map(([qui, ecart]) => `${texte(nommerQui(qui))}${mot(" :", ":")} ${texte(direLEcart(ecart))}`)
          .join(separateur),
      ),
      phrase: enDeuxLangues(({ mot, texte }) => {
        const [lui, autre] = [texte(nommerQui(choisi)), texte(nommerQui(premier.reservataire))];
        return retenu === undefined
          ? mot(
              `Le logement a été donné à un autre, ${lui}, à qui la proposition ne le donnait pas : ${autre} venait en premier. ${hors === undefined ? "" : texte(hors.motif)}`,
              `The dwelling went to ${lui}, to whom the proposal did not give it, not to ${autre}. ${hors === undefined ? "" : texte(hors.motif)}`,
            )
          : mot(
              `Choix du bailleur : ${lui}, au rang ${retenu.rang} de l'ordre proposé avec ce que le journal sait ; ${autre} venait en premier. Le calcul donne l'écart de chacun après cette décision.`,
              `The dwelling went to ${lui}, number ${retenu.rang} in the order proposed with what the journal knows, not to ${autre}. The calculation gives each one's gap after this decision.`,
            );
      }),
    }),
  ];
}
