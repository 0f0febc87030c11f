import * as z from "zod";
import { dateEnFrancais } from "../droit/periodes.js";
import { regrouperParCodes, trierParCodes } from "../exact/ordre.js";
import type { Constat } from "../modele/constats.js";
import { champDe } from "../modele/donnee-pure.js";
import { jsonCanonique, type Provenance, relire, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import { cleDeSecteur } from "../modele/secteurs.js";
import {
  type CommuneDuPerimetre,
  FINANCEMENTS,
  type Perimetre,
  type Reservataire,
  TYPOLOGIES,
} from "../modele/vocabulaire.js";
import { type LigneDePatrimoine, type TotauxDuPatrimoine, totaliser } from "./compter-le-patrimoine.js";
import type { EtatDesLieux, StipulationsDEtatDesLieux } from "./consolider-etat-des-lieux.js";
import { cleDAnnee, type DroitsDUneAnnee, type LigneDeSynthese } from "./synthetiser.js";

/** Un inventaire réuni à d'autres : d'où il vient, et ce qu'il relevait. */
export interface SourceDeSynthese {
  readonly perimetre: Perimetre;
  readonly date: string;
  readonly stipulations: StipulationsDEtatDesLieux;
  readonly constats: readonly Constat[];
  readonly sceau: string;
}

export interface SynthesesReunies {
  readonly nature: "syntheses-reunies";
  readonly sources: readonly SourceDeSynthese[];
  readonly communes: readonly CommuneDuPerimetre[];
  readonly reservataires: readonly Reservataire[];
  readonly patrimoine: readonly LigneDePatrimoine[];
  readonly synthese: readonly LigneDeSynthese[];
  readonly totaux: TotauxDuPatrimoine;
  readonly provenance: Provenance;
}

const VERBE = "reunirSyntheses";

/**
 * Réunit les synthèses de plusieurs inventaires, de plusieurs bailleurs ou départements : les sommes par réservataire et par
 * commune, et par secteur pour le patrimoine.
 *
 * Un résultat de ce verbe se réunit encore, dans n'importe quel ordre, au même résultat. Le niveau 2 ne nomme pas les
 * logements : un logement que deux inventaires donneraient tous deux y compterait deux fois, sans que rien ne le montre.
 *
 * @param syntheses - des états des lieux consolidés, ou des synthèses déjà réunies
 * @returns la synthèse et le patrimoine réunis, en logements ; le droit se lit à la dernière des dates
 * @throws {@link ErreurDeSaisie} si un inventaire est donné deux fois, si un bailleur en a à deux dates dans un département, ou si deux
 * inventaires décrivent différemment un réservataire ou une commune de même code
 * @article Niveau 2 du modèle francilien ; aucun article n'en fixe la forme (règle R14)
 * @category État des lieux
 * @example
 * const inventaireDe = (bailleur, numeroRpls) => consoliderEtatDesLieux(
 *   {
 *     date: "2024-01-01",
 *     perimetre: { bailleur, departement: "77", annee: 2024 },
 *     communes: [{ code: "77288", nom: "Melun", epci: null }],
 *     reservataires: [{ code: "als", nom: "Action Logement", categorie: "action-logement", territoire: { type: "perimetre" } }],
 *     logements: [{ numeroRpls, reservataire: "als", droit: "droit-de-suite", typologie: "T3", commune: "77288", localisation: "qpv", financement: "PLUS", dateDExpiration: "2031-06-30" }],
 *   },
 *   {},
 * );
 * reunirSyntheses([inventaireDe("999999999", "9900000001"), inventaireDe("999999998", "9900000002")]).synthese[0].droitsDeSuite // 2
 */
export function reunirSyntheses(syntheses: readonly (EtatDesLieux | SynthesesReunies)[]): SynthesesReunies {
  const saisie = new Saisie(VERBE);
  const donnees = saisie.lire(z.array(z.unknown()), saisie.recevoir(syntheses, ["syntheses"]), ["syntheses"]);
  if (donnees?.length === 0)
    saisie.refuser(["syntheses"], "LISTE_VIDE", {
      fr: "Donner au moins une synthèse.",
      en: "Give at least one summary.",
    });
  const lues = (donnees ?? []).flatMap((donnee, rang) => {
    const lue = relireSynthese(saisie, donnee, ["syntheses", rang]);
    return lue === undefined ? [] : [{ rang, lue }];
  });
  const sources = lues.flatMap(({ rang, lue }) => sourcesDe(lue).map((ligne) => ({ rang, ligne })));
  saisie.refuserDoublons(
    sources,
    ({ sceau }) => sceau,
    (rang) => ["syntheses", rang],
  );
  refuserVersions(saisie, sources);
  const communes = reunirCommunes(saisie, lues);
  const reservataires = reunirReservataires(saisie, lues);
  saisie.verdict();

  const patrimoine = reunirPatrimoine(lues.flatMap(({ lue }) => lue.patrimoine));
  const ordonnees = trierParCodes(
    sources.map(({ ligne }) => ligne),
    ({ perimetre: { departement } }) => departement,
    ({ perimetre: { bailleur } }) => bailleur,
    ({ date }) => date,
    ({ sceau }) => sceau,
  );
  return sceller(
    {
      nature: "syntheses-reunies" as const,
      sources: ordonnees,
      communes,
      reservataires,
      patrimoine,
      synthese: additionnerSyntheses(lues.flatMap(({ lue }) => lue.synthese)),
      totaux: totaliser(patrimoine),
    },
    {
      dateDeDroit: ordonnees.map(({ date }) => date).reduce((a, b) => (a > b ? a : b)),
      entrees: ordonnees.map(({ sceau }) => sceau),
      stipulations: {},
    },
  );
}

interface SyntheseLue {
  readonly rang: number;
  readonly lue: EtatDesLieux | SynthesesReunies;
}

/** Relit un état des lieux consolidé, ou des synthèses réunies. */
export function relireSynthese(
  saisie: Saisie,
  donnee: unknown,
  chemin: readonly PropertyKey[],
): EtatDesLieux | SynthesesReunies | undefined {
  return champDe(donnee, "nature") === "syntheses-reunies"
    ? relire<SynthesesReunies>(saisie, donnee, "syntheses-reunies", chemin)
    : relire<EtatDesLieux>(saisie, donnee, "etat-des-lieux", chemin);
}

function sourcesDe(lue: EtatDesLieux | SynthesesReunies): readonly SourceDeSynthese[] {
  if (lue.nature === "syntheses-reunies") return lue.sources;
  const { perimetre, stipulations, constats, provenance } = lue;
  return [{ perimetre, date: provenance.dateDeDroit, stipulations, constats, sceau: provenance.sceau }];
}

interface SourceSituee {
  readonly rang: number;
  readonly ligne: SourceDeSynthese;
}

/**
 * Les parties d'un parc, à la même date, s'additionnent. À deux dates, les inventaires d'un bailleur dans un département sont deux
 * versions : leur somme compterait deux fois le parc.
 */
function refuserVersions(saisie: Saisie, sources: readonly SourceSituee[]): void {
  const parcs = new Map<string, SourceSituee>();
  for (const source of sources) {
    const { perimetre, date } = source.ligne;
    const parc = `${perimetre.bailleur} ${perimetre.departement}`;
    const premiere = parcs.get(parc);
    if (premiere === undefined) parcs.set(parc, source);
    else if (premiere.ligne.date !== date)
      saisie.refuser(["syntheses", source.rang], "DEUX_VERSIONS", {
        fr: `Le bailleur ${perimetre.bailleur} a déjà un inventaire dans le département ${perimetre.departement}, au ${dateEnFrancais(premiere.ligne.date)} ; celui-ci est au ${dateEnFrancais(date)}. Deux versions d'un parc ne s'additionnent pas.`,
        en: `Landlord ${perimetre.bailleur} already has an inventory in département ${perimetre.departement}, at ${premiere.ligne.date}; this one is at ${date}. Two versions of a stock do not add up.`,
      });
  }
}

function reunirCommunes(saisie: Saisie, lues: readonly SyntheseLue[]): CommuneDuPerimetre[] {
  const parCode = new Map<string, CommuneDuPerimetre>();
  for (const { rang, lue } of lues)
    for (const commune of lue.communes) {
      const connue = parCode.get(commune.code);
      const nom = connue?.nom ?? commune.nom;
      if (connue !== undefined && (connue.epci !== commune.epci || nom !== (commune.nom ?? nom)))
        saisie.refuser(["syntheses", rang, "communes"], "COMMUNE_CONTRADICTOIRE", {
          fr: `La commune ${commune.code} n'a pas le même nom ou le même EPCI dans une autre synthèse.`,
          en: `Municipality ${commune.code} does not have the same name or EPCI in another summary.`,
        });
      parCode.set(commune.code, { ...commune, ...(nom === undefined ? {} : { nom }) });
    }
  return trierParCodes([...parCode.values()], ({ code }) => code).map(({ code, nom, epci }) => ({
    code,
    ...(nom === undefined ? {} : { nom }),
    epci,
  }));
}

function reunirReservataires(saisie: Saisie, lues: readonly SyntheseLue[]): Reservataire[] {
  const parCode = new Map<string, Reservataire>();
  for (const { rang, lue } of lues)
    for (const reservataire of lue.reservataires) {
      const connu = parCode.get(reservataire.code);
      if (connu !== undefined && jsonCanonique(connu) !== jsonCanonique(reservataire))
        saisie.refuser(["syntheses", rang, "reservataires"], "RESERVATAIRE_CONTRADICTOIRE", {
          fr: `Le réservataire « ${reservataire.code} » n'est pas décrit de même dans une autre synthèse : deux réservataires ont deux codes.`,
          en: `Holder “${reservataire.code}” is not described the same in another summary: two holders have two codes.`,
        });
      parCode.set(reservataire.code, connu ?? reservataire);
    }
  return trierParCodes([...parCode.values()], ({ code }) => code);
}

function reunirPatrimoine(lignes: readonly LigneDePatrimoine[]): LigneDePatrimoine[] {
  return regrouperParCodes(lignes, cleDeSecteur).flatMap(([, groupe]) => {
    const [premiere] = groupe;
    return premiere === undefined ? [] : [{ ...premiere, ...totaliser(groupe) }];
  });
}

/** Les sommes par réservataire et par commune. */
function additionnerSyntheses(lignes: readonly LigneDeSynthese[]): LigneDeSynthese[] {
  return regrouperParCodes(lignes, ({ reservataire, commune }) => `${reservataire}\u0000${commune}`).flatMap(
    ([, groupe]) => {
      const [premiere] = groupe;
      if (premiere === undefined) return [];
      const somme = (nombre: (ligne: LigneDeSynthese) => number) =>
        groupe.reduce((total, ligne) => total + nombre(ligne), 0);
      return [
        {
          reservataire: premiere.reservataire,
          commune: premiere.commune,
          epci: premiere.epci,
          droitsUniquesNonHonores: somme((ligne) => ligne.droitsUniquesNonHonores),
          droitsDeSuite: somme((ligne) => ligne.droitsDeSuite),
          situesEnQpv: somme((ligne) => ligne.situesEnQpv),
          typologies: sommesPar(TYPOLOGIES, (code) => somme(({ typologies }) => typologies[code])),
          financements: sommesPar(FINANCEMENTS, (code) => somme(({ financements }) => financements[code])),
          anneesDExpiration: additionnerAnnees(groupe.flatMap((ligne) => ligne.anneesDExpiration)),
          echus: somme((ligne) => ligne.echus),
        },
      ];
    },
  );
}

function sommesPar<C extends string>(codes: readonly C[], somme: (code: C) => number) {
  return Object.fromEntries(codes.map((code) => [code, somme(code)])) as Record<C, number>;
}

function additionnerAnnees(annees: readonly DroitsDUneAnnee[]): DroitsDUneAnnee[] {
  return regrouperParCodes(annees, ({ annee }) => cleDAnnee(annee)).map(([, groupe]) => ({
    annee: groupe[0]?.annee ?? null,
    nombre: groupe.reduce((total, { nombre }) => total + nombre, 0),
  }));
}
