import type { ObjectifJuge, Verdict } from "../../bilan/juger-un-objectif.js";
import type { MixiteDUnTerritoire } from "../../bilan/mixite.js";
import type { QuartPrioritaire } from "../../bilan/quarts-prioritaires.js";
import type { ObjectifsDAttribution } from "../../bilan/verifier-objectifs-attribution.js";
import type { Texte } from "../../droit/texte.js";
import { nommerTerritoire } from "../../modele/secteurs.js";
import { type ColonneDe, dresser, entiers, exacts, jours, mots, reservataire } from "./colonnes.js";
import type { MiseEnForme } from "./mise-en-forme.js";
import type { Tableau, UniteDeColonne } from "./tableau.js";

export function tableauxDesObjectifsDAttribution(
  objectifs: ObjectifsDAttribution,
  mise: MiseEnForme,
): Tableau[] {
  return [lesQuarts(objectifs, mise), laMixite(objectifs, mise)];
}

const VERDICTS: Readonly<Record<Verdict, Texte>> = {
  atteint: { fr: "atteint", en: "reached" },
  "non-atteint": { fr: "non atteint", en: "not reached" },
  indetermine: { fr: "non jugé", en: "not judged" },
  "sans-objet": { fr: "sans objet", en: "not applicable" },
};

type UniteJugee = Extract<UniteDeColonne, "attributions" | "baux">;

function jugement<L>(lire: (ligne: L) => ObjectifJuge, unite: UniteJugee): ColonneDe<L>[] {
  return [
    entiers("comptees", { fr: "Comptées", en: "Counted" }, unite, (ligne) => lire(ligne).comptees),
    entiers("favorables", { fr: "Favorables", en: "Favourable" }, unite, (ligne) => lire(ligne).favorables),
    entiers("nonRenseignees", { fr: "Non renseignées", en: "Unknown" }, unite, (l) => lire(l).nonRenseignees),
    exacts("seuil", { fr: "Seuil (%)", en: "Threshold (%)" }, "%", (ligne) => lire(ligne).seuil),
    exacts("taux", { fr: "Taux (%)", en: "Rate (%)" }, "%", (ligne) => lire(ligne).taux),
    entiers("attendues", { fr: "Attendues", en: "Required" }, unite, (ligne) => lire(ligne).attendues),
    entiers("reste", { fr: "Reste à faire", en: "Still to do" }, unite, (ligne) => lire(ligne).reste),
    mots("verdict", { fr: "Verdict", en: "Verdict" }, (ligne) => VERDICTS[lire(ligne).verdict]),
  ];
}

function lesQuarts({ quarts }: ObjectifsDAttribution, mise: MiseEnForme): Tableau {
  return dresser<QuartPrioritaire>(mise, {
    nom: "quarts-prioritaires",
    titre: {
      fr: "Attributions aux ménages prioritaires, par réservataire",
      en: "Lettings to priority households, by reservation holder",
    },
    colonnes: [
      ...reservataire<QuartPrioritaire>((quart) => quart.reservataire),
      entiers("dalo", { fr: "DALO", en: "DALO" }, "attributions", ({ dalo }) => dalo),
      entiers("prioritaires", { fr: "Prioritaires", en: "Priority" }, "attributions", (q) => q.prioritaires),
      ...jugement<QuartPrioritaire>((quart) => quart, "attributions"),
      entiers(
        "apresEchec",
        { fr: "Après un échec", en: "After a failure" },
        "attributions",
        (q) => q.apresEchec,
      ),
      entiers(
        "attributionsDOffice",
        { fr: "Attributions d'office", en: "Made by the prefect" },
        "attributions",
        (quart) => quart.attributionsDOffice,
      ),
    ],
    lignes: quarts,
  });
}

interface LigneDeMixite {
  readonly territoire: MixiteDUnTerritoire["territoire"];
  readonly mesure: string;
  readonly intitule: Texte;
  readonly du: string;
  readonly au: string;
  readonly juge: ObjectifJuge;
}

function laMixite({ mixite, du, au }: ObjectifsDAttribution, mise: MiseEnForme): Tableau {
  return dresser<LigneDeMixite>(mise, {
    nom: "mixite",
    titre: { fr: "Mixité, par territoire", en: "Social mix, by territory" },
    colonnes: [
      mots("territoire", { fr: "Territoire", en: "Territory" }, ({ territoire }) =>
        nommerTerritoire(territoire),
      ),
      mots("mesure", { fr: "Mesure", en: "Measure" }, ({ mesure }) => mesure),
      mots("intitule", { fr: "Intitulé", en: "Label" }, ({ intitule }) => intitule),
      jours("du", { fr: "Du", en: "From" }, (ligne) => ligne.du),
      jours("au", { fr: "Au", en: "To" }, (ligne) => ligne.au),
      ...jugement<LigneDeMixite>(({ juge }) => juge, "attributions"),
    ],
    lignes: mixite.flatMap((territoire) => mesuresDe(territoire, { du, au })),
  });
}

function mesuresDe(
  { territoire, horsQpv, enQpv, fenetres }: MixiteDUnTerritoire,
  annee: { readonly du: string; readonly au: string },
): LigneDeMixite[] {
  const lignes: Omit<LigneDeMixite, "territoire">[] = [
    {
      mesure: "horsQpv",
      intitule: { fr: "Baux hors QPV, premier quartile", en: "Leases outside QPV, first quartile" },
      ...annee,
      juge: horsQpv,
    },
    {
      mesure: "enQpvParAttribution",
      intitule: {
        fr: "Attributions en QPV, hors premier quartile",
        en: "Lettings in QPV, above first quartile",
      },
      ...annee,
      juge: enQpv.parAttribution,
    },
    {
      mesure: "enQpvParBail",
      intitule: { fr: "Baux en QPV, hors premier quartile", en: "Leases in QPV, above first quartile" },
      ...annee,
      juge: enQpv.parBail,
    },
    ...(fenetres === null
      ? []
      : [
          {
            mesure: "sixMois",
            intitule: { fr: "Baux hors QPV, six derniers mois", en: "Leases outside QPV, last six months" },
            du: fenetres.sixMois.du,
            au: fenetres.sixMois.au,
            juge: fenetres.sixMois,
          },
          {
            mesure: "douzeMois",
            intitule: {
              fr: "Baux hors QPV, douze derniers mois",
              en: "Leases outside QPV, last twelve months",
            },
            du: fenetres.douzeMois.du,
            au: fenetres.douzeMois.au,
            juge: fenetres.douzeMois,
          },
        ]),
  ];
  return lignes.map((ligne) => ({ ...ligne, territoire }));
}
