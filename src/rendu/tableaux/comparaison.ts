import type { Texte } from "../../droit/texte.js";
import { enDeuxLangues } from "../../modele/plume.js";
import type { Cause } from "../../simulation/causes.js";
import type { Comparaison, ReservataireCompare } from "../../simulation/comparer.js";
import { type Grandeurs, RIEN } from "../../simulation/cumuler.js";
import type { EffetDUneCause, EffetSurUnReservataire } from "../../simulation/decomposer.js";
import type { GrandeursDeZone } from "../../simulation/zones.js";
import { type ColonneDe, dresser, entiers, exacts, mots, reservataire } from "./colonnes.js";
import { grandeursDe } from "./grandeurs.js";
import type { MiseEnForme } from "./mise-en-forme.js";
import type { Tableau } from "./tableau.js";

export function tableauxDeLaComparaison(comparaison: Comparaison, mise: MiseEnForme): Tableau[] {
  return [
    parReservataire(comparaison, mise),
    lesCauses(comparaison, mise),
    parCauseEtReservataire(comparaison, mise),
    parCauseEtZone(comparaison, mise),
  ];
}

function entreGuillemets(nom: string): Texte {
  return { fr: `« ${nom} »`, en: `“${nom}”` };
}

/** Un titre, et les deux scénarios. */
function deLUneALAutre({ fr, en }: Texte, { une, autre }: Pick<Comparaison, "une" | "autre">): Texte {
  return { fr: `${fr}, de « ${une} » à « ${autre} »`, en: `${en}, from “${une}” to “${autre}”` };
}

function parReservataire({ une, autre, reservataires }: Comparaison, mise: MiseEnForme): Tableau {
  return dresser<ReservataireCompare>(mise, {
    nom: "comparaison-par-reservataire",
    titre: deLUneALAutre({ fr: "Chaque réservataire", en: "Each reservation holder" }, { une, autre }),
    colonnes: [
      ...reservataire<ReservataireCompare>((ligne) => ligne.reservataire),
      ...grandeursDe<ReservataireCompare>("une", entreGuillemets(une), (ligne) => ligne.une),
      ...grandeursDe<ReservataireCompare>("autre", entreGuillemets(autre), (ligne) => ligne.autre),
      ...grandeursDe<ReservataireCompare>("ecart", { fr: "écart", en: "gap" }, ({ ecart }) => ecart),
    ],
    lignes: reservataires,
  });
}

/** Ce que sont les causes d'un effet : leurs noms, et ce que chaque scénario en dit. */
function causesDe<L>({ une, autre }: Comparaison, lire: (ligne: L) => readonly Cause[]): ColonneDe<L>[] {
  const dire = (ligne: L, cote: "une" | "autre"): Texte | null => {
    const causes = lire(ligne);
    if (causes.every((cause) => cause[cote] === null)) return null;
    return enDeuxLangues(({ texte, separateur }) =>
      causes.map((cause) => (cause[cote] === null ? "–" : texte(cause[cote]))).join(separateur),
    );
  };
  return [
    mots("causes", { fr: "Causes", en: "Causes" }, (ligne) =>
      lire(ligne)
        .map(({ cause }) => cause)
        .join(" + "),
    ),
    mots("intitule", { fr: "Intitulé", en: "Label" }, (ligne) =>
      enDeuxLangues(({ texte }) =>
        lire(ligne)
          .map(({ intitule }) => texte(intitule))
          .join(" + "),
      ),
    ),
    mots("une", entreGuillemets(une), (ligne) => dire(ligne, "une")),
    mots("autre", entreGuillemets(autre), (ligne) => dire(ligne, "autre")),
  ];
}

function lesCauses(comparaison: Comparaison, mise: MiseEnForme): Tableau {
  return dresser<EffetDUneCause>(mise, {
    nom: "comparaison-par-cause",
    titre: deLUneALAutre({ fr: "Ce que déplace chaque cause", en: "What each cause moves" }, comparaison),
    colonnes: [
      ...causesDe<EffetDUneCause>(comparaison, ({ causes }) => causes),
      exacts("gagnes", { fr: "Gagnés", en: "Gained" }, "logements", ({ gagnes }) => gagnes),
      exacts("perdus", { fr: "Perdus", en: "Lost" }, "logements", ({ perdus }) => perdus),
    ],
    lignes: comparaison.causes,
  });
}

interface LigneDEffet {
  readonly causes: readonly Cause[];
  readonly reservataire: string;
  readonly effet: Grandeurs;
  /** `null` si les causes ne se calculent pas seules. */
  readonly seules: Grandeurs | null;
}

function parCauseEtReservataire(comparaison: Comparaison, mise: MiseEnForme): Tableau {
  return dresser<LigneDEffet>(mise, {
    nom: "comparaison-par-cause-et-reservataire",
    titre: deLUneALAutre(
      {
        fr: "Ce que chaque cause vaut à chaque réservataire",
        en: "What each cause is worth to each reservation holder",
      },
      comparaison,
    ),
    colonnes: [
      ...causesDe<LigneDEffet>(comparaison, ({ causes }) => causes),
      ...reservataire<LigneDEffet>((ligne) => ligne.reservataire),
      ...grandeursDe<LigneDEffet>("effet", { fr: "effet", en: "effect" }, ({ effet }) => effet),
      ...grandeursDe<LigneDEffet>(
        "seules",
        { fr: "effet seul", en: "effect alone" },
        (ligne) => ligne.seules,
      ),
    ],
    lignes: comparaison.causes.flatMap(lignesDUnEffet),
  });
}

/** Tous ceux que les causes touchent, ajoutées aux précédentes ou seules. */
function lignesDUnEffet({ causes, effets, seules }: EffetDUneCause): LigneDEffet[] {
  const codes = new Set([...effets, ...(seules ?? [])].map((effet) => effet.reservataire));
  const sur = (code: string, liste: readonly EffetSurUnReservataire[]): Grandeurs =>
    liste.find((effet) => effet.reservataire === code) ?? RIEN;
  return [...codes].map((code) => ({
    causes,
    reservataire: code,
    effet: sur(code, effets),
    seules: seules && sur(code, seules),
  }));
}

/** Ce que chaque cause déplace dans une zone. */
function parCauseEtZone(comparaison: Comparaison, mise: MiseEnForme): Tableau {
  type Ligne = GrandeursDeZone & { readonly zone: string; readonly causes: readonly Cause[] };
  return dresser<Ligne>(mise, {
    nom: "comparaison-par-cause-et-zone",
    titre: deLUneALAutre(
      { fr: "Ce que chaque cause déplace dans chaque zone", en: "What each cause moves in each zone" },
      comparaison,
    ),
    colonnes: [
      ...causesDe<Ligne>(comparaison, ({ causes }) => causes),
      mots("zone", { fr: "Zone", en: "Zone" }, ({ zone }) => zone),
      ...reservataire<Ligne>((ligne) => ligne.reservataire),
      exacts("effetLogements", { fr: "Logements", en: "Dwellings" }, "logements", (ligne) => ligne.logements),
      entiers("effetObjectifs", { fr: "Objectifs", en: "Targets" }, "logements", (ligne) => ligne.objectifs),
    ],
    lignes: comparaison.causes.flatMap(({ causes, zones }) =>
      zones.flatMap(({ zone, reservataires }) => reservataires.map((ligne) => ({ ...ligne, zone, causes }))),
    ),
  });
}
