import type { Texte } from "../../droit/texte.js";
import type { Constat } from "../../modele/constats.js";
import type { Probleme } from "../../modele/erreurs.js";
import type { CumulDUnReservataire } from "../../simulation/cumuler.js";
import type { SensibiliteDUnReservataire } from "../../simulation/mesurer-la-sensibilite.js";
import type { AnneeSimulee, ReservataireSimule } from "../../simulation/resumer-annee.js";
import type { Simulation } from "../../simulation/simuler.js";
import type { ReservataireDeZone } from "../../simulation/zones.js";
import { type ColonneDe, dresser, entiers, exacts, millesimes, mots, reservataire } from "./colonnes.js";
import { POSTES_DU_COMPTE } from "./compte-de-droits.js";
import { grandeurs } from "./grandeurs.js";
import type { MiseEnForme } from "./mise-en-forme.js";
import { postesDuFlux } from "./postes-du-flux.js";
import type { Tableau } from "./tableau.js";

export function tableauxDeLaSimulation(simulation: Simulation, mise: MiseEnForme): Tableau[] {
  return [
    parAnnee(simulation, mise),
    enTout(simulation, mise),
    parZone(simulation, mise),
    lesAssiettes(simulation, mise),
    laSensibilite(simulation, mise),
    lesEmpechements(simulation, mise),
    lesEcartes(simulation, mise),
  ];
}

/** Une année d'une variante, et ce qu'une ligne en dit. */
type DAnnee<L> = L & { readonly variante: string; readonly annee: number };

function variante<L extends { readonly variante: string }>(): ColonneDe<L> {
  return mots("variante", { fr: "Variante", en: "Variant" }, (ligne) => ligne.variante);
}

function anneeDeVariante<L>(): [variante: ColonneDe<DAnnee<L>>, annee: ColonneDe<DAnnee<L>>] {
  return [
    variante<DAnnee<L>>(),
    millesimes<DAnnee<L>>("annee", { fr: "Année", en: "Year" }, ({ annee }) => annee),
  ];
}

function deChaqueAnnee<L>(
  { variantes }: Simulation,
  lire: (annee: AnneeSimulee) => readonly L[],
): DAnnee<L>[] {
  return variantes.flatMap(({ nom, annees }) =>
    annees.flatMap((annee) => lire(annee).map((ligne) => ({ ...ligne, variante: nom, annee: annee.annee }))),
  );
}

function parAnnee(simulation: Simulation, mise: MiseEnForme): Tableau {
  type Ligne = DAnnee<ReservataireSimule>;
  return dresser<Ligne>(mise, {
    nom: "simulation-par-annee",
    titre: { fr: "Simulation, année par année", en: "Simulation, year by year" },
    colonnes: [
      ...anneeDeVariante<ReservataireSimule>(),
      ...reservataire<Ligne>((ligne) => ligne.reservataire),
      exacts(
        "droitsUniques",
        { fr: "Droits uniques", en: "Single-use rights" },
        "droits uniques",
        (ligne) => ligne.droitsUniques,
      ),
      ...POSTES_DU_COMPTE.map(([poste, { fr, en }]) =>
        exacts<Ligne>(
          poste,
          { fr: `Compte : ${fr.toLowerCase()}`, en: `Account: ${en.toLowerCase()}` },
          "droits uniques",
          ({ compte }) => compte?.[poste] ?? null,
        ),
      ),
      exacts(
        "tauxDuFlux",
        { fr: "Part du flux (%)", en: "Share of the flow (%)" },
        "%",
        (ligne) => ligne.tauxDuFlux,
      ),
      exacts("logements", { fr: "Logements", en: "Dwellings" }, "logements", (ligne) => ligne.logements),
      entiers("objectif", { fr: "Objectif", en: "Target" }, "logements", ({ objectif }) => objectif),
      exacts("du", { fr: "Dû", en: "Due" }, "logements", ({ du }) => du),
      entiers("recus", { fr: "Reçus", en: "Received" }, "logements", ({ recus }) => recus),
      exacts("ecart", { fr: "Dû − reçus", en: "Due − received" }, "logements", ({ ecart }) => ecart),
    ],
    lignes: deChaqueAnnee(simulation, ({ reservataires }) => reservataires),
  });
}

function enTout({ variantes }: Simulation, mise: MiseEnForme): Tableau {
  type Ligne = CumulDUnReservataire & { readonly variante: string };
  return dresser<Ligne>(mise, {
    nom: "simulation-cumul",
    titre: { fr: "Simulation, toutes années réunies", en: "Simulation, all years together" },
    colonnes: [
      variante<Ligne>(),
      ...reservataire<Ligne>((ligne) => ligne.reservataire),
      ...grandeurs<Ligne>((ligne) => ligne),
    ],
    lignes: variantes.flatMap(({ nom, cumul }) => cumul.map((ligne) => ({ ...ligne, variante: nom }))),
  });
}

function parZone(simulation: Simulation, mise: MiseEnForme): Tableau {
  type DeZone = ReservataireDeZone & { readonly zone: string };
  type Ligne = DAnnee<DeZone>;
  return dresser<Ligne>(mise, {
    nom: "simulation-par-zone",
    titre: { fr: "Simulation, zone par zone", en: "Simulation, zone by zone" },
    colonnes: [
      ...anneeDeVariante<DeZone>(),
      mots("zone", { fr: "Zone", en: "Zone" }, ({ zone }) => zone),
      ...reservataire<Ligne>((ligne) => ligne.reservataire),
      exacts("logements", { fr: "Logements", en: "Dwellings" }, "logements", (ligne) => ligne.logements),
      entiers("objectif", { fr: "Objectif", en: "Target" }, "logements", ({ objectif }) => objectif),
    ],
    lignes: deChaqueAnnee(simulation, ({ zones }) =>
      zones.flatMap(({ zone, reservataires }) => reservataires.map((ligne) => ({ ...ligne, zone }))),
    ),
  });
}

function lesAssiettes(simulation: Simulation, mise: MiseEnForme): Tableau {
  type Ligne = DAnnee<Pick<AnneeSimulee, "comptes">>;
  return dresser<Ligne>(mise, {
    nom: "simulation-assiettes",
    titre: { fr: "Simulation, assiette de chaque année", en: "Simulation, base of each year" },
    colonnes: [
      ...anneeDeVariante<Pick<AnneeSimulee, "comptes">>(),
      ...postesDuFlux<Ligne>(({ comptes }) => comptes),
    ],
    lignes: deChaqueAnnee(simulation, ({ comptes }) => [{ comptes }]),
  });
}

function laSensibilite({ sensibilite }: Simulation, mise: MiseEnForme): Tableau {
  type Ligne = SensibiliteDUnReservataire & Pick<Simulation["sensibilite"][number], "points" | "taux">;
  return dresser<Ligne>(mise, {
    nom: "simulation-sensibilite",
    titre: { fr: "Sensibilité au taux de rotation", en: "Sensitivity to the turnover rate" },
    colonnes: [
      exacts("points", { fr: "Points ajoutés", en: "Points added" }, "points", ({ points }) => points),
      exacts("taux", { fr: "Taux de rotation (%)", en: "Turnover rate (%)" }, "%", ({ taux }) => taux),
      ...reservataire<Ligne>((ligne) => ligne.reservataire),
      ...grandeurs<Ligne>((ligne) => ligne),
      exacts("ecart", { fr: "Écart de logements", en: "Gap in dwellings" }, "logements", (l) => l.ecart),
    ],
    lignes: sensibilite.flatMap(({ points, taux, reservataires }) =>
      reservataires.map((ligne) => ({ ...ligne, points, taux })),
    ),
  });
}

const CODE: Texte = { fr: "Code", en: "Code" };
const MESSAGE: Texte = { fr: "Message", en: "Message" };

/** Pourquoi une année n'a pas d'objectifs. */
function lesEmpechements(simulation: Simulation, mise: MiseEnForme): Tableau {
  return dresser<DAnnee<Constat>>(mise, {
    nom: "simulation-empechements",
    titre: { fr: "Ce qui empêche un résultat", en: "What prevents a result" },
    colonnes: [
      ...anneeDeVariante<Constat>(),
      mots("code", CODE, ({ code }) => code),
      mots("message", MESSAGE, ({ message }) => message),
      mots("remede", { fr: "Remède", en: "Remedy" }, ({ remede }) => remede),
    ],
    lignes: deChaqueAnnee(simulation, ({ empechements }) => empechements),
  });
}

/** Les événements d'un journal que la variante ne peut pas consigner. */
function lesEcartes(simulation: Simulation, mise: MiseEnForme): Tableau {
  type Ecarte = Probleme & { readonly rang: number };
  return dresser<DAnnee<Ecarte>>(mise, {
    nom: "simulation-evenements-ecartes",
    titre: { fr: "Événements écartés du journal", en: "Events set aside from the journal" },
    colonnes: [
      ...anneeDeVariante<Ecarte>(),
      mots("rang", { fr: "Rang dans le journal", en: "Place in the journal" }, ({ rang }) => String(rang)),
      mots("chemin", { fr: "Champ", en: "Field" }, ({ chemin }) => chemin),
      mots("code", CODE, ({ code }) => code),
      mots("message", MESSAGE, ({ message, messageEn }) => ({ fr: message, en: messageEn })),
    ],
    lignes: deChaqueAnnee(simulation, ({ ecartes }) =>
      ecartes.flatMap(({ rang, problemes }) => problemes.map((probleme) => ({ ...probleme, rang }))),
    ),
  });
}
