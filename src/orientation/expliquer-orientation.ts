import { dateEnFrancais } from "../droit/periodes.js";
import type { Texte } from "../droit/texte.js";
import { fraction, soustraire } from "../exact/fraction.js";
import { lireValeurExacte, type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { Saisie } from "../modele/saisie.js";
import { type Etape, type ExplicationsPossibles, etape, etapeDeChoix, explicable } from "../modele/trace.js";
import { numerosAnnules } from "./evenements.js";
import type { OptionsDeSuite, SuiteDOrientations } from "./orienter-logements.js";
import {
  type CandidatALOrientation,
  type CompteALOrientation,
  type OptionsDeProposition,
  type OrdrePropose,
  type Proposition,
  proposerPour,
} from "./proposer-orientation.js";
import { dossierDe, estPartageParLeFlux, liberationDe, type Registre } from "./registre.js";
import { rejouer } from "./rejouer.js";

const VERBE = "expliquer";
const UN_LOGEMENT = valeurExacte(fraction(1));

function etapesDuChoix(proposition: Proposition): Etape[] {
  const { candidats, cas, logement, provenance } = proposition;
  const { dateDeDroit } = provenance;
  const [premier, second] = candidats;
  if (cas === "maire") return [etapeDuMaire(proposition)];
  if (premier === undefined) return [];
  if (cas === "rendu-au-bailleur") return [etapeDuRetour(proposition)];
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
      const attente = `${logements(recus)}${enCours === 0 ? "" : mot(` et ${enCours} en cours`, ` and ${enCours} pending`)}`;
      const raisons = texte(direLaRaison(ordre, souhaits, separateur));
      const absents =
        ecartes.length === 0
          ? ""
          : ` ${mot("Sans droits ici :", "Without rights here:")} ${ecartes.map((ecarte) => ecarte.reservataire).join(", ")}.`;
      return mot(
        `Au ${dateEnFrancais(date)}, dans ${secteur}, ${reservataire} a reçu ${attente} pour ${nombre(du)} dus : il en attend ${nombre(ecartSansLui)}. ${raisons} ${texte(direLeSuivant(ordre, ecartSansLui, souhaits, second))}${absents}`,
        `On ${date}, in ${secteur}, ${reservataire} had received ${attente} out of ${nombre(du)} due: it is waiting for ${nombre(ecartSansLui)}. ${raisons} ${texte(direLeSuivant(ordre, ecartSansLui, souhaits, second))}${absents}`,
      );
    }),
  });
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
        "Tout le flux se partage de la même façon : c'est à lui que le logement doit aller le plus tôt pour que personne ne s'écarte de son dû d'un logement.",
        "The whole flow is shared the same way: it is the one to whom the dwelling must go soonest for no one to be one dwelling away from its due.",
      );
    const attendus =
      ordre === null || ordre.annonces === 0
        ? ""
        : mot(
            ` Compte tenu de ${ordre.annonces} vacances annoncées, chacun peut rester à moins de ${logements(ordre.ecartTenable)} de son dû si le logement lui va.`,
            ` With ${ordre.annonces} announced vacancies, everyone can stay less than ${logements(ordre.ecartTenable)} away from its due if the dwelling goes to it.`,
          );
    return souhaits.length > 0
      ? mot(
          `Le logement répond à ce que sa convention souhaite : ${souhaits.join(separateur)}.${attendus}`,
          `The dwelling meets what its agreement wishes: ${souhaits.join(separateur)}.${attendus}`,
        )
      : mot(
          `Parmi ceux à qui il peut aller, personne n'attend davantage.${attendus}`,
          `Among those it can go to, no one is waiting for more.${attendus}`,
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
  return enDeuxLangues(({ nombre, logements, mot }) => {
    const vient = mot(
      `Le suivant, ${second.reservataire}, attend ${nombre(compte.ecartSansLui)}`,
      `Next comes ${second.reservataire}, waiting for ${nombre(compte.ecartSansLui)}`,
    );
    if (!second.tenable)
      return mot(
        `${vient} ; le logement allant à lui, quelqu'un s'écarterait davantage de son dû.`,
        `${vient}; if the dwelling went to it, someone would be further from its due.`,
      );
    if (ordre?.regle === "taux-constants" || souhaits.length > 0 || second.souhaits.length > 0)
      return `${vient}.`;
    return manque.exact === "0"
      ? mot(`${vient} aussi : l'ordre des codes les départage.`, `${vient} too: the order of codes decides.`)
      : mot(
          `${vient} : il l'aurait eu en attendant ${logements(manque)} de plus.`,
          `${vient}: it would have had it by waiting for ${logements(manque)} more.`,
        );
  });
}

function etapeDuMaire({ logement, ecartes, provenance }: Proposition): Etape {
  return etape("R18", provenance.dateDeDroit, {
    calcul: enDeuxLangues(({ mot }) => `${logement} → ${mot("le maire", "the mayor")}`),
    phrase: ecartes[0]?.motif ?? { fr: "", en: "" },
  });
}

function etapeDuRetour({ logement, ecartes, provenance }: Proposition): Etape {
  return etape("R20", provenance.dateDeDroit, {
    intitule: { fr: "Logement rendu au bailleur", en: "Dwelling given back to the landlord" },
    formule: { fr: "tour échoué → bailleur", en: "failed turn → landlord" },
    calcul: enDeuxLangues(({ mot }) => `${logement} → ${mot("le bailleur", "the landlord")}`),
    phrase: ecartes[0]?.motif ?? { fr: "", en: "" },
  });
}

export function explicationsDeLaProposition(proposition: Proposition): ExplicationsPossibles {
  const [premier] = proposition.candidats;
  return new Map([
    explicable(
      {
        cible: "choix",
        titre: {
          fr: `Pourquoi ${premier?.reservataire ?? "le maire"} pour le logement ${proposition.logement}`,
          en: `Why ${premier?.reservataire ?? "the mayor"} for dwelling ${proposition.logement}`,
        },
        valeur: premier?.compte?.ecartSansLui ?? UN_LOGEMENT,
        unite: "logements",
        dateDeDroit: proposition.provenance.dateDeDroit,
      },
      () => etapesDuChoix(proposition),
    ),
  ]);
}

/** Rejoue le journal jusqu'à la veille d'une mise à disposition, avec ce que l'on savait alors, et refait la proposition. */
function refaireProposition(
  registre: Registre,
  rang: number,
  liberation: string,
  options: OptionsDeProposition,
): Proposition | undefined {
  const avant = rejouer(new Saisie(VERBE), registre, registre.journal.slice(0, rang));
  if (avant === undefined) return undefined;
  const vacance = liberationDe(avant, liberation);
  const dossier = dossierDe(avant, liberation);
  return vacance === undefined || dossier === undefined
    ? undefined
    : proposerPour(avant, { vacance, dossier }, options);
}

/** Ce que le bailleur a choisi quand ce n'est pas le premier proposé, et ce que cela fait aux deux comptes. */
function etapesDuChoixContraire({ candidats, provenance }: Proposition, choisi: string): Etape[] {
  const [premier] = candidats;
  const retenu = candidats.find(({ reservataire }) => reservataire === choisi);
  if (premier === undefined || retenu === undefined || premier === retenu) return [];
  return [
    etapeDeChoix(provenance.dateDeDroit, {
      intitule: { fr: "Décision du bailleur", en: "The landlord's decision" },
      formule: {
        fr: "une personne décide ; l'effet sur les écarts est donné",
        en: "a person decides; the effect on the gaps is given",
      },
      calcul: enDeuxLangues(({ nombre, mot, separateur }) =>
        [
          `${retenu.reservataire}${mot(" :", ":")} ${nombre(retenu.compte?.ecartAvecLui ?? "0")}`,
          `${premier.reservataire}${mot(" :", ":")} ${nombre(premier.compte?.ecartSansLui ?? "0")}`,
        ].join(separateur),
      ),
      phrase: {
        fr: `Le logement est allé à ${retenu.reservataire}, ${retenu.rang}ᵉ de l'ordre proposé avec ce que le journal sait, et non à ${premier.reservataire}. Le calcul donne leurs écarts après cette décision.`,
        en: `The dwelling went to ${retenu.reservataire}, number ${retenu.rang} in the order proposed with what the journal knows, not to ${premier.reservataire}. The calculation gives their gaps after this decision.`,
      },
    }),
  ];
}

/** Chaque mise à disposition d'un registre : ce que la règle proposait alors, et à qui le logement est allé. */
export function explicationsDuRegistre(
  registre: Registre,
  optionsDe: (rang: number) => OptionsDeProposition = () => ({}),
): ExplicationsPossibles {
  const { dateDeDroit } = registre.provenance;
  const annules = numerosAnnules(registre.journal);
  return new Map(
    registre.journal.flatMap((fait, rang) =>
      fait.type === "mise-a-disposition" && !annules.has(rang + 1)
        ? [
            explicable(
              {
                cible: `orientations/${fait.liberation}`,
                titre: {
                  fr: `Libération ${fait.liberation}, mise à la disposition de ${fait.reservataire}`,
                  en: `Vacancy ${fait.liberation}, placed at the disposal of ${fait.reservataire}`,
                },
                valeur: UN_LOGEMENT,
                unite: "logements",
                dateDeDroit,
              },
              () => {
                const proposition = refaireProposition(registre, rang, fait.liberation, optionsDe(rang));
                return proposition === undefined
                  ? []
                  : [
                      ...etapesDuChoix(proposition),
                      ...etapesDuChoixContraire(proposition, fait.reservataire),
                    ];
              },
            ),
          ]
        : [],
    ),
  );
}

/** Ce qu'une suite savait à l'une de ses mises à disposition : les vacances partagées qui suivent dans son journal. */
function ceQuElleSavait(
  registre: Registre,
  { annonces = 0, ...perspective }: OptionsDeSuite,
  rang: number,
): OptionsDeProposition {
  const soustraites = new Set(
    registre.dossiers.filter(({ soustraction }) => soustraction !== null).map(({ liberation }) => liberation),
  );
  const suivantes = registre.journal
    .slice(rang + 1)
    .flatMap((fait) =>
      fait.type === "liberation" && estPartageParLeFlux(registre, fait) && !soustraites.has(fait.liberation)
        ? [{ commune: fait.commune, localisation: fait.localisation }]
        : [],
    );
  return { ...perspective, annonces: annonces === "toutes" ? suivantes : suivantes.slice(0, annonces) };
}

export function explicationsDesOrientations({
  registre,
  options,
  plusGrandEcart,
  provenance,
}: SuiteDOrientations): ExplicationsPossibles {
  const decisions = explicationsDuRegistre(registre, (rang) => ceQuElleSavait(registre, options, rang));
  if (plusGrandEcart === null) return decisions;
  const { dateDeDroit } = provenance;
  const { reservataire, liberation, date, ecart } = plusGrandEcart;
  const ecartMaximal = explicable(
    {
      cible: "plusGrandEcart",
      titre: { fr: "Plus grand écart entre dû et reçu", en: "Largest gap between due and received" },
      valeur: ecart,
      unite: "logements",
      dateDeDroit,
    },
    () => [
      etapeDeChoix(dateDeDroit, {
        intitule: { fr: "Écart maximal", en: "Largest gap" },
        formule: {
          fr: "écart = dû − reçu, à tout moment, pour chacun",
          en: "gap = due − received, at any time, for each",
        },
        calcul: enDeuxLangues(({ nombre, mot }) => `max |${mot("écart", "gap")}| = |${nombre(ecart)}|`),
        phrase: enDeuxLangues(({ logements, mot }) =>
          mot(
            `Le ${dateEnFrancais(date)}, après la libération ${liberation}, ${reservataire} était à ${logements(ecart)} de son dû : jamais personne n'en a été plus loin.`,
            `On ${date}, after vacancy ${liberation}, ${reservataire} was ${logements(ecart)} away from its due: no one was ever further.`,
          ),
        ),
      }),
    ],
  );
  return new Map([ecartMaximal, ...decisions]);
}
