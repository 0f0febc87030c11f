import { dateEnFrancais } from "../droit/periodes.js";
import { fraction } from "../exact/fraction.js";
import { valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { Saisie } from "../modele/saisie.js";
import { type ExplicationsPossibles, etapeDeChoix, explicable } from "../modele/trace.js";
import { type Liberation, numerosAnnules } from "./evenements.js";
import { etapesDuChoix, etapesDuChoixContraire, LE_MAIRE, nommerQui } from "./expliquer-le-choix.js";
import type { Annonce } from "./lire-perspective.js";
import type { OptionsDeSuite, SuiteDOrientations } from "./orienter-logements.js";
import { type OptionsDeProposition, type Proposition, proposerPour } from "./proposer-orientation.js";
import { dossierDe, estCompte, estPartageParLeFlux, liberationDe, type Registre } from "./registre.js";
import { rejouer } from "./rejouer.js";

const VERBE = "expliquer";
const UN_LOGEMENT = valeurExacte(fraction(1));

export function explicationsDeLaProposition(proposition: Proposition): ExplicationsPossibles {
  const [premier] = proposition.candidats;
  const qui = premier === undefined ? LE_MAIRE : nommerQui(premier.reservataire);
  return new Map([
    explicable(
      {
        cible: "choix",
        titre: {
          fr: `Pourquoi ${qui.fr} pour le logement ${proposition.logement}`,
          en: `Why ${qui.en} for dwelling ${proposition.logement}`,
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

/** Chaque mise à disposition d'un registre : ce que la règle proposait alors, et à qui le logement est allé. */
export function explicationsDuRegistre(
  registre: Registre,
  optionsDe: (rang: number) => OptionsDeProposition = () => ({}),
): ExplicationsPossibles {
  const { dateDeDroit } = registre.provenance;
  const annules = numerosAnnules(registre.journal);
  const tours = new Map<string, number>();
  return new Map(
    registre.journal.flatMap((fait, rang) => {
      const auMaire = fait.type === "mise-a-disposition-du-maire";
      if ((fait.type !== "mise-a-disposition" && !auMaire) || annules.has(rang + 1)) return [];
      const tour = (tours.get(fait.liberation) ?? 0) + 1;
      tours.set(fait.liberation, tour);
      if (!seProposait(registre, fait.liberation, auMaire)) return [];
      const reservataire = auMaire ? null : fait.reservataire;
      const qui = reservataire === null ? LE_MAIRE : nommerQui(reservataire);
      return [
        explicable(
          {
            cible: `orientations/${fait.liberation}${tour === 1 ? "" : `/${tour}`}`,
            titre: {
              fr: `Libération ${fait.liberation}, mise à disposition : ${qui.fr}`,
              en: `Vacancy ${fait.liberation}, placed at the disposal of ${qui.en}`,
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
                  ...(reservataire === null ? [] : etapesDuChoixContraire(proposition, reservataire)),
                ];
          },
        ),
      ];
    }),
  );
}

/** Une première mise en location hors flux ne se propose pas : elle se répartit par programme. */
function seProposait(registre: Registre, liberation: string, auMaire: boolean): boolean {
  const vacance = liberationDe(registre, liberation);
  return (
    auMaire ||
    (vacance !== undefined && (vacance.statut !== "dans-le-flux" || estPartageParLeFlux(registre, vacance)))
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
      fait.type === "liberation" && estCompte(registre, fait) && !soustraites.has(fait.liberation)
        ? [annoncer(fait)]
        : [],
    );
  return annonces === 0
    ? perspective
    : { ...perspective, annonces: annonces === "toutes" ? suivantes : suivantes.slice(0, annonces) };
}

function annoncer({ commune, localisation, reservataireEnStock }: Liberation): Annonce {
  return { commune, localisation, ...(reservataireEnStock === undefined ? {} : { reservataireEnStock }) };
}

export function explicationsDesOrientations({
  registre,
  options,
  versionDeDepart,
  plusGrandEcart,
  provenance,
}: SuiteDOrientations): ExplicationsPossibles {
  const decisions = explicationsDuRegistre(registre, (rang) =>
    rang < versionDeDepart ? {} : ceQuElleSavait(registre, options, rang),
  );
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
