import { explicationsDuStockEnFlux } from "../conversion/expliquer-stock-en-flux.js";
import { fraction } from "../exact/fraction.js";
import { type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { type Etape, type ExplicationsPossibles, etapeDeChoix, explicable } from "../modele/trace.js";
import { NON_RESERVES } from "../modele/vocabulaire.js";
import { explicationsDesObjectifs } from "../objectifs/expliquer-objectifs.js";
import { type AnneeCalculee, deroulerLesAnnees } from "./calculer-annee.js";
import { partVientDeLaConversion } from "./conventions-de-l-annee.js";
import type { CumulDUnReservataire } from "./cumuler.js";
import { ouvrirMemoire } from "./memoire.js";
import { ouvrirReleve } from "./relever-problemes.js";
import type { AnneeSimulee, ReservataireSimule } from "./resumer-annee.js";
import { appliquerChangements } from "./scenario.js";
import type { Simulation, VarianteSimulee } from "./simuler.js";

/** Une simulation s'explique en refaisant l'année : les pas sont ceux des verbes qu'elle appelle. */
export function explicationsDeLaSimulation(simulation: Simulation): ExplicationsPossibles {
  return new Map(
    simulation.variantes.flatMap((variante) => [
      ...variante.annees.flatMap((annee) =>
        annee.reservataires
          .filter(({ objectif }) => objectif !== null)
          .map((ligne) => uneAnnee(simulation, variante, annee, ligne)),
      ),
      ...variante.cumul.map((ligne) => toutesLesAnnees(simulation, variante, ligne)),
    ]),
  );
}

function nommer(reservataire: string) {
  return reservataire === NON_RESERVES
    ? { fr: "logements non réservés", en: "unreserved dwellings" }
    : { fr: reservataire, en: reservataire };
}

function uneAnnee(
  simulation: Simulation,
  variante: VarianteSimulee,
  { annee }: AnneeSimulee,
  { reservataire, objectif }: ReservataireSimule,
) {
  return explicable(
    {
      cible: `variantes/${variante.nom}/${annee}/${reservataire}`,
      titre: enDeuxLangues(({ texte, mot }) =>
        mot(
          `Objectif de ${annee}, variante « ${variante.nom} », ${texte(nommer(reservataire))}`,
          `Target of ${annee}, variant “${variante.nom}”, ${texte(nommer(reservataire))}`,
        ),
      ),
      valeur: valeurExacte(fraction(objectif ?? 0)),
      unite: "logements",
      dateDeDroit: `${annee}-01-01`,
    },
    () => etapesDeLAnnee(simulation, variante, annee, reservataire),
  );
}

function etapesDeLAnnee(
  simulation: Simulation,
  variante: VarianteSimulee,
  annee: number,
  reservataire: string,
): readonly Etape[] {
  const calculees = refaire(simulation, variante);
  const { objectifs, stockEnFlux } = calculees.find((une) => une.annee === annee) ?? {};
  if (objectifs == null) throw new TypeError("année sans objectifs");
  const scenario = appliquerChangements(simulation.scenario, variante.changements);
  const duStock =
    stockEnFlux != null && partVientDeLaConversion(scenario, reservataire)
      ? explicationsDuStockEnFlux(stockEnFlux).get(`parts/${reservataire}`)?.().etapes
      : undefined;
  const cible = reservataire === NON_RESERVES ? NON_RESERVES_DES_OBJECTIFS : `reservataires/${reservataire}`;
  const desObjectifs = explicationsDesObjectifs(objectifs).get(cible)?.().etapes;
  return [...(duStock ?? []), ...(desObjectifs ?? [sansPart(annee, reservataire)])];
}

const NON_RESERVES_DES_OBJECTIFS = "nonReserves";

/** Les résultats de chaque année d'une variante, que la simulation résume. */
function refaire(simulation: Simulation, { changements }: VarianteSimulee): AnneeCalculee[] {
  const releve = ouvrirReleve("expliquer");
  const calculees = deroulerLesAnnees(
    appliquerChangements(simulation.scenario, changements),
    releve.pour((chemin) => chemin),
    ouvrirMemoire(),
  );
  releve.verdict();
  return calculees;
}

function sansPart(annee: number, reservataire: string): Etape {
  return etapeDeChoix(`${annee}-01-01`, {
    intitule: { fr: "Sans part convenue", en: "No agreed share" },
    formule: { fr: "pas de part : 0", en: "no share: 0" },
    calcul: { fr: "0", en: "0" },
    phrase: {
      fr: `${reservataire} a des droits en stock, et aucune part du flux n'est convenue avec lui cette année-là.`,
      en: `${reservataire} has rights in stock, and no share of the flow is agreed with it that year.`,
    },
  });
}

function toutesLesAnnees(
  { provenance }: Simulation,
  { nom, annees }: VarianteSimulee,
  { reservataire, logements, objectifs }: CumulDUnReservataire,
) {
  const debut = annees[0]?.annee;
  const fin = annees.at(-1)?.annee;
  const lignes = annees.flatMap(({ annee, reservataires }) =>
    reservataires
      .filter((ligne) => ligne.reservataire === reservataire)
      .map((ligne) => ({ annee, ...ligne })),
  );
  const somme = (ecrire: (ligne: { readonly annee: number; readonly logements: ValeurExacte }) => string) =>
    lignes.map(ecrire).join(" + ");
  return explicable(
    {
      cible: `variantes/${nom}/cumul/${reservataire}`,
      titre: enDeuxLangues(({ texte, mot }) =>
        mot(
          `Logements de ${debut} à ${fin}, variante « ${nom} », ${texte(nommer(reservataire))}`,
          `Dwellings from ${debut} to ${fin}, variant “${nom}”, ${texte(nommer(reservataire))}`,
        ),
      ),
      valeur: logements,
      unite: "logements",
      dateDeDroit: provenance.dateDeDroit,
    },
    () => [
      etapeDeChoix(provenance.dateDeDroit, {
        intitule: { fr: "Toutes les années", en: "All years" },
        formule: { fr: "Σ part × flux prévu de l'année", en: "Σ share × forecast flow of the year" },
        calcul: enDeuxLangues(
          ({ nombre }) => `${somme((ligne) => nombre(ligne.logements))} = ${nombre(logements)}`,
        ),
        phrase: enDeuxLangues(({ logements: ecrire, mot }) => {
          const entiers =
            objectifs === null
              ? mot(
                  "Une année n'a pas d'objectifs : voir ce qui l'empêche.",
                  "One year has no targets: see what prevents them.",
                )
              : mot(
                  `Les objectifs en font ${objectifs} en logements entiers.`,
                  `Targets make it ${objectifs} whole dwellings.`,
                );
          return mot(
            `De ${debut} à ${fin}, sa part du flux prévu fait ${ecrire(logements)}. ${entiers} C'est une projection sur les libérations que le scénario suppose.`,
            `From ${debut} to ${fin}, its share of the forecast flow makes ${ecrire(logements)}. ${entiers} It is a projection on the vacancies the scenario assumes.`,
          );
        }),
      }),
    ],
  );
}
