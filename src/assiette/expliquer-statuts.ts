import type { Texte } from "../droit/texte.js";
import { fraction } from "../exact/fraction.js";
import { valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { type Etape, type ExplicationsPossibles, etape, etapeDeChoix, explicable } from "../modele/trace.js";
import type { LigneDeMotif, Statuts } from "./determiner-statuts.js";
import { motifDeStatut, STATUTS_DE_LOGEMENT, type StatutDeLogement } from "./motifs-de-statut.js";

const NOMS: Readonly<Record<StatutDeLogement, Texte>> = {
  "dans-le-flux": { fr: "Logements dans le flux", en: "Dwellings in the flow" },
  "hors-champ": { fr: "Logements hors champ", en: "Dwellings out of scope" },
  identifie: { fr: "Logements identifiés", en: "Identified dwellings" },
};

function etapeDuMotif({ motif, nombre }: LigneDeMotif, date: string): Etape {
  const { sens, condition, autorite, confiance, references, lecture = null } = motifDeStatut(motif);
  return etape("R1", date, {
    intitule: { fr: "Parc soumis au flux", en: "Stock subject to the flow" },
    formule: condition,
    calcul: enDeuxLangues(() => `${motif} = ${nombre}`),
    phrase: enDeuxLangues(
      ({ texte, logements, mot }) => `${texte(sens)} ${mot("En tout", "In all")}, ${logements(nombre)}.`,
    ),
    autorite,
    confiance,
    references,
    lecture,
  });
}

function etapeDuTotal(statut: StatutDeLogement, lignes: readonly LigneDeMotif[], date: string): Etape {
  const total = lignes.reduce((somme, { nombre }) => somme + nombre, 0);
  return etapeDeChoix(date, {
    intitule: { fr: "Ordre des questions", en: "Order of the questions" },
    formule: {
      fr: "hors champ, sinon identifié, sinon dans le flux",
      en: "out of scope, else identified, else in the flow",
    },
    calcul: enDeuxLangues(() =>
      lignes.length < 2
        ? `${statut} = ${total}`
        : `${statut} = ${lignes.map(({ nombre }) => nombre).join(" + ")} = ${total}`,
    ),
    phrase: enDeuxLangues(({ texte, mot }) =>
      mot(
        `${NOMS[statut].fr} : ${total}. Un logement n'a qu'un motif, le premier qui convient ; l'ordre ne change pas ce qui est dans le flux.`,
        `${texte(NOMS[statut])}: ${total}. A dwelling has one ground only, the first that fits; the order does not change what is in the flow.`,
      ),
    ),
  });
}

export function explicationsDesStatuts({ motifs, provenance }: Statuts): ExplicationsPossibles {
  const { dateDeDroit } = provenance;
  const totaux = STATUTS_DE_LOGEMENT.map((statut) => {
    const lignes = motifs.filter((ligne) => ligne.statut === statut);
    return explicable(
      {
        cible: `totaux/${statut}`,
        titre: NOMS[statut],
        valeur: valeurExacte(fraction(lignes.reduce((somme, { nombre }) => somme + nombre, 0))),
        unite: "logements",
        dateDeDroit,
      },
      () => [
        ...lignes.map((ligne) => etapeDuMotif(ligne, dateDeDroit)),
        etapeDuTotal(statut, lignes, dateDeDroit),
      ],
    );
  });
  const parMotif = motifs.map((ligne) =>
    explicable(
      {
        cible: `motifs/${ligne.motif}`,
        titre: enDeuxLangues(
          ({ texte, mot }) => `${texte(NOMS[ligne.statut])}, ${mot("motif", "ground")} ${ligne.motif}`,
        ),
        valeur: valeurExacte(fraction(ligne.nombre)),
        unite: "logements",
        dateDeDroit,
      },
      () => [etapeDuMotif(ligne, dateDeDroit)],
    ),
  );
  return new Map([...totaux, ...parMotif]);
}
