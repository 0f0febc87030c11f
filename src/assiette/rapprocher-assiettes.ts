import * as z from "zod";
import { trierParCodes } from "../exact/ordre.js";
import { type Constat, constater } from "../modele/constats.js";
import { type Provenance, relire, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import { cleDeSecteur, PERIMETRE, type Secteur } from "../modele/secteurs.js";
import {
  CATEGORIES_DE_SOUSTRACTION,
  type CategorieDeSoustraction,
  type Perimetre,
} from "../modele/vocabulaire.js";
import type { Assiette, SecteurDAssiette, StipulationsDAssiette } from "./calculer-assiette.js";
import { type ComptesDuFlux, totaliserSoustraits } from "./comptes-du-flux.js";

const schemaEntree = z.strictObject({ prevue: z.unknown().optional(), realisee: z.unknown().optional() });

/** Entrée de {@link rapprocherAssiettes}. */
export interface EntreeRapprochement {
  /** L'assiette annoncée pour l'année. */
  readonly prevue: Assiette;
  /** L'assiette constatée, l'année passée. */
  readonly realisee: Assiette;
}

/** Un compte prévu, réalisé, et l'écart : réalisé moins prévu. */
export interface CompteRapproche {
  readonly prevu: number;
  readonly realise: number;
  readonly ecart: number;
}

/** A, B et C, prévus et réalisés, en logements. */
export interface ComptesRapproches {
  readonly liberations: CompteRapproche;
  readonly premieresMisesEnLocation: CompteRapproche;
  readonly soustraits: Readonly<Record<CategorieDeSoustraction | "total", CompteRapproche>>;
  readonly flux: CompteRapproche;
}

export interface SecteurRapproche extends Secteur, ComptesRapproches {}

/** L'assiette prévue et l'assiette réalisée d'une année, côte à côte. */
export interface Rapprochement extends ComptesRapproches {
  readonly nature: "rapprochement";
  readonly perimetre: Perimetre;
  readonly stipulations: StipulationsDAssiette;
  /** Tous les secteurs de l'une ou de l'autre, dans l'ordre ; `null` si l'une des deux n'en donne pas le détail. */
  readonly secteurs: readonly SecteurRapproche[] | null;
  readonly prevue: Assiette;
  readonly realisee: Assiette;
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

const VERBE = "rapprocherAssiettes";

/**
 * Rapproche l'assiette prévue d'une année de celle qui s'est réalisée : A, B par catégorie, C, et leurs écarts.
 *
 * Les réservataires sont informés, avant le 28 février, des logements soustraits prévus pour l'année et du bilan des
 * relogements de l'année précédente. Aucun texte lu n'organise la régularisation d'un écart : il est dit, et n'est
 * reporté nulle part. Un secteur qui ne figure que dans l'une des deux assiettes compte zéro dans l'autre.
 *
 * @param entree - les deux assiettes, du même bailleur, du même département et de la même année
 * @returns chaque compte prévu, réalisé et son écart (réalisé − prévu), pour le périmètre et par secteur
 * @throws {@link ErreurDeSaisie} si une assiette a été modifiée, n'a pas de périmètre, ou si les deux ne portent pas sur
 * le même périmètre, ne traitent pas de même les premières mises en location, ou donnent deux EPCI à une commune
 * @article CCH, art. R. 441-5, I, al. 5 (en vigueur depuis le 22/02/2020)
 * @category Assiette
 * @example
 * const perimetre = { bailleur: "999999999", departement: "77", annee: 2024 };
 * const calculer = (liberations, mutations) => calculerAssiette(
 *   { date: "2024-01-01", perimetre, liberations, soustraits: { mutations } },
 *   { premieresMisesEnLocation: "hors-flux" },
 * );
 * rapprocherAssiettes({ prevue: calculer(1000, 350), realisee: calculer(980, 360) }).flux // { prevu: 650, realise: 620, ecart: -30 }
 */
export function rapprocherAssiettes(entree: EntreeRapprochement): Rapprochement {
  const saisie = new Saisie(VERBE);
  const { champs } = saisie.lireObjet(schemaEntree, saisie.recevoir(entree));
  const lueAvant = relire<Assiette>(saisie, champs.prevue, "assiette", ["prevue"]);
  const lueApres = relire<Assiette>(saisie, champs.realisee, "assiette", ["realisee"]);
  if (lueAvant !== undefined && lueApres !== undefined) controlerAccord(saisie, lueAvant, lueApres);
  const prevue = saisie.certifier(lueAvant);
  const realisee = saisie.certifier(lueApres);
  const perimetre = saisie.certifier(prevue.perimetre ?? undefined);

  const comptes = rapprocher(prevue, realisee);
  const details = detailler(prevue, realisee);
  const { stipulations } = prevue;
  return sceller(
    {
      nature: "rapprochement" as const,
      perimetre,
      stipulations,
      ...comptes,
      secteurs: details === null ? null : rapprocherSecteurs(details),
      prevue,
      realisee,
      constats: [...constaterEcart(comptes.flux), ...(details === null ? [] : constaterSecteurs(details))],
    },
    {
      dateDeDroit: realisee.provenance.dateDeDroit,
      entrees: { prevue: prevue.provenance.sceau, realisee: realisee.provenance.sceau },
      stipulations,
    },
  );
}

/** Deux assiettes ne se comparent que si elles comptent la même chose, au même endroit, la même année. */
function controlerAccord(saisie: Saisie, prevue: Assiette, realisee: Assiette): void {
  for (const [champ, { perimetre }] of [
    ["prevue", prevue],
    ["realisee", realisee],
  ] as const)
    if (perimetre === null)
      saisie.refuser([champ, "perimetre"], "CHAMP_MANQUANT", {
        fr: "Rapprocher deux assiettes demande leur périmètre : bailleur, département, année.",
        en: "Comparing two bases needs their perimeter: landlord, département, year.",
      });
  if (
    prevue.perimetre !== null &&
    realisee.perimetre !== null &&
    !estLeMeme(prevue.perimetre, realisee.perimetre)
  )
    saisie.refuser(["realisee", "perimetre"], "PERIMETRES_DIFFERENTS", {
      fr: "Les deux assiettes ne portent pas sur le même bailleur, le même département et la même année.",
      en: "The two bases are not about the same landlord, département and year.",
    });
  if (prevue.stipulations.premieresMisesEnLocation !== realisee.stipulations.premieresMisesEnLocation)
    saisie.refuser(["realisee", "stipulations", "premieresMisesEnLocation"], "STIPULATIONS_DIFFERENTES", {
      fr: "L'une des assiettes compte les premières mises en location dans le flux, l'autre non : A ne s'y compare pas.",
      en: "One of the bases counts first lettings in the flow, the other does not: A cannot be compared.",
    });
  const epci = new Map(prevue.secteurs.map((secteur) => [secteur.commune, secteur.epci]));
  for (const [rang, secteur] of realisee.secteurs.entries())
    if (epci.has(secteur.commune) && epci.get(secteur.commune) !== secteur.epci)
      saisie.refuser(["realisee", "secteurs", rang, "epci"], "EPCI_CONTRADICTOIRE", {
        fr: `La commune ${secteur.commune} n'a pas le même EPCI dans les deux assiettes.`,
        en: `Municipality ${secteur.commune} does not have the same EPCI in the two bases.`,
      });
}

function estLeMeme(a: Perimetre, b: Perimetre): boolean {
  return a.bailleur === b.bailleur && a.departement === b.departement && a.annee === b.annee;
}

const RIEN: ComptesDuFlux = {
  liberations: 0,
  premieresMisesEnLocation: 0,
  soustraits: totaliserSoustraits(() => 0),
  flux: 0,
};

function rapprocher(prevus: ComptesDuFlux, realises: ComptesDuFlux): ComptesRapproches {
  const cote = (lire: (comptes: ComptesDuFlux) => number): CompteRapproche => {
    const [prevu, realise] = [lire(prevus), lire(realises)];
    return { prevu, realise, ecart: realise - prevu };
  };
  const postes = ["total", ...CATEGORIES_DE_SOUSTRACTION] as const;
  return {
    liberations: cote(({ liberations }) => liberations),
    premieresMisesEnLocation: cote((comptes) => comptes.premieresMisesEnLocation),
    soustraits: Object.fromEntries(
      postes.map((poste) => [poste, cote(({ soustraits }) => soustraits[poste])]),
    ) as ComptesRapproches["soustraits"],
    flux: cote(({ flux }) => flux),
  };
}

function estDetaillee({ secteurs }: Assiette): boolean {
  return secteurs.every(({ commune }) => commune !== null);
}

function parCle({ secteurs }: Assiette): ReadonlyMap<string, SecteurDAssiette> {
  return new Map(secteurs.map((secteur) => [cleDeSecteur(secteur), secteur]));
}

/** Les secteurs des deux assiettes, par clé. */
interface Details {
  readonly avant: ReadonlyMap<string, SecteurDAssiette>;
  readonly apres: ReadonlyMap<string, SecteurDAssiette>;
}

/** `null` si l'une des deux ne donne pas ses secteurs. */
function detailler(prevue: Assiette, realisee: Assiette): Details | null {
  return estDetaillee(prevue) && estDetaillee(realisee)
    ? { avant: parCle(prevue), apres: parCle(realisee) }
    : null;
}

function rapprocherSecteurs({ avant, apres }: Details): SecteurRapproche[] {
  const union = trierParCodes([...new Map([...avant, ...apres])], ([cle]) => cle);
  return union.map(([cle, { commune, localisation, epci }]) => ({
    commune,
    localisation,
    epci,
    ...rapprocher(avant.get(cle) ?? RIEN, apres.get(cle) ?? RIEN),
  }));
}

function constaterEcart({ prevu, realise, ecart }: CompteRapproche): Constat[] {
  if (ecart === 0) return [];
  return [
    constater("ECART_A_LA_PREVISION", {
      territoire: PERIMETRE.fr,
      chiffres: [
        { nom: "prévu", valeur: String(prevu) },
        { nom: "réalisé", valeur: String(realise) },
        { nom: "écart", valeur: String(ecart) },
      ],
      message: {
        fr: `Flux prévu : ${prevu} ; réalisé : ${realise} ; écart : ${ecart}. Aucun texte lu n'organise de régularisation : la convention peut la prévoir, rien n'est reporté ici.`,
        en: `Forecast flow: ${prevu}; actual: ${realise}; gap: ${ecart}. No text read provides for an adjustment: the agreement may, nothing is carried over here.`,
      },
    }),
  ];
}

function constaterSecteurs({ avant, apres }: Details): Constat[] {
  const seuls = [
    { ou: "prévue", cles: [...avant.keys()].filter((cle) => !apres.has(cle)) },
    { ou: "réalisée", cles: [...apres.keys()].filter((cle) => !avant.has(cle)) },
  ];
  const nombres = seuls.map(({ cles }) => cles.length);
  if (nombres.every((nombre) => nombre === 0)) return [];
  return [
    constater("SECTEUR_D_UNE_SEULE_ASSIETTE", {
      territoire: PERIMETRE.fr,
      chiffres: seuls.map(({ ou, cles }) => ({ nom: ou, valeur: String(cles.length) })),
      message: {
        fr: `Secteurs qui ne figurent que dans l'assiette prévue : ${nombres[0]} ; que dans la réalisée : ${nombres[1]}. L'autre y compte zéro.`,
        en: `Sectors that appear only in the forecast base: ${nombres[0]}; only in the actual one: ${nombres[1]}. The other counts zero there.`,
      },
    }),
  ];
}
