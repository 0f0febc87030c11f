/** Seconde implémentation des parts du flux tirées du stock : trois méthodes, un logement réservé après l'autre. */
import type { PartsFixees, Reservataire, StipulationsDeConversion } from "gestion-en-flux";
import type { Parc } from "./generateurs.js";
import {
  CENT,
  type Convenu,
  convertirNaivement,
  droitsDuParc,
  estEchu,
  lireQuantite,
  quotient,
  separer,
  TypologieSansTaux,
  tauxDUnLogement,
  titulairesDe,
  valeurOuNull,
  ZERO,
} from "./seconde-conversion.js";
import {
  arrondir,
  depasse,
  type EntreeEnComptes,
  estDans,
  estIdentifie,
  fois,
  moins,
  plus,
  type Rationnel,
  rationnel,
  recompterAssiette,
  sommeExacte,
  valeur,
} from "./seconde-implementation.js";

/** Ce qu'un dossier donne aux trois méthodes. */
export interface DonneesDeConversion {
  readonly parc: Parc;
  readonly date: string;
  readonly droitNonPrecise: "droit-de-suite" | "droit-unique";
  readonly assiette: EntreeEnComptes;
  readonly premieres: "dans-le-flux" | "hors-flux";
  /** Le taux et sa lecture ; avec les volumes, ce que la conversion en droits uniques a stipulé. */
  readonly convenu: Convenu | undefined;
  readonly avecVolumes: boolean;
  readonly partsFixees: PartsFixees | undefined;
  readonly stipulations: StipulationsDeConversion;
}

const plusGrand = (a: Rationnel, b: Rationnel) => (depasse(a, b) ? a : b);
const plusPetit = (a: Rationnel, b: Rationnel) => (depasse(a, b) ? b : a);

/** Les parts que les trois méthodes donnent à chacun, sur son territoire. */
export function proposerNaivement(donnees: DonneesDeConversion) {
  const { parc, date, assiette, premieres, convenu, avecVolumes, partsFixees, stipulations } = donnees;
  const droits = droitsDuParc(parc, date, donnees.droitNonPrecise);
  const volumes =
    avecVolumes && convenu !== undefined
      ? convertirNaivement(droits, parc.reservataires, convenu).volumes
      : undefined;
  const tousLesDroits = volumes && sommeExacte(volumes.map(({ retenu }) => retenu));
  const fluxDuPerimetre = recompterAssiette(assiette, premieres).flux;
  const epciDe = (commune: string) => parc.communes.find(({ code }) => code === commune)?.epci ?? null;
  return titulairesDe(droits, parc.reservataires).map((titulaire) => {
    const { convertis, contingent, refuses } = separer(
      droits,
      titulaire,
      avecVolumes ? convenu?.stipulations.autresDroitsDeLEtat : stipulations.autresDroitsDeLEtat,
    );
    const { territoire } = parc.reservataires.find(({ code }) => code === titulaire.code) as Reservataire;
    const chezLui = (commune: string) =>
      estDans(territoire, { commune, localisation: null, epci: epciDe(commune) });
    const patrimoine = parc.logements.filter((logement) => {
      const sien = parc.reservataires.find(({ code }) => code === logement.reservataire);
      const garde = sien === undefined || !estIdentifie(sien, date);
      return chezLui(logement.commune) && (garde || stipulations.patrimoineDeReference.startsWith("avec"));
    }).length;
    const siens = (assiette.secteurs ?? []).filter(({ commune }) => chezLui(commune));
    const { flux, liberations } = recompterAssiette(
      { ...assiette, secteurs: siens } as EntreeEnComptes,
      premieres,
    );
    const reserves = convertis.filter((droit) => !estEchu(droit, assiette.date));
    const ratio =
      titulaire.categorie === "prefet" || patrimoine === 0
        ? null
        : rationnel(100 * reserves.length, patrimoine);
    const rotations = convenu && reserves.map((droit) => tauxDUnLogement(droit, convenu));
    const manque = rotations?.includes(undefined) === true;
    if (manque && stipulations.methodeDeConversion === "annualisee") throw new TypologieSansTaux();
    const annualisee =
      rotations === undefined || manque || flux === 0
        ? null
        : quotient(sommeExacte(rotations.map((taux) => taux ?? ZERO)), rationnel(flux));
    const sien = volumes?.find(({ volume }) => volume.reservataire === titulaire.code)?.retenu ?? ZERO;
    const prorata =
      partsFixees === undefined || tousLesDroits === undefined || tousLesDroits.n === 0n || flux === 0
        ? null
        : fois(
            fois(
              quotient(sien, tousLesDroits),
              moins(CENT, plus(lireQuantite(partsFixees.prefet), lireQuantite(partsFixees.nonReserves))),
            ),
            rationnel(fluxDuPerimetre, flux),
          );
    const enLogements = (taux: Rationnel) => quotient(fois(taux, rationnel(flux)), CENT);
    const methodes = [
      { methode: "ratio-du-stock", taux: ratio },
      { methode: "annualisee", taux: annualisee },
      { methode: "prorata-des-volumes", taux: prorata },
    ] as const;
    const calcules = methodes.flatMap(({ taux }) => (taux === null ? [] : [taux]));
    const etendue =
      calcules.length < 2 ? null : moins(calcules.reduce(plusGrand), calcules.reduce(plusPetit));
    const brut = methodes.find(({ methode }) => methode === stipulations.methodeDeConversion)?.taux ?? null;
    const taux = brut && arrondir(brut, stipulations.arrondiDuTaux);
    return {
      titulaire,
      territoire,
      exclusions:
        (contingent.length > 0 ? 1 : 0) +
        (refuses.length > 0 ? 1 : 0) +
        (convertis.length > 0 && taux === null ? 1 : 0),
      depasse: taux !== null && depasse(taux, CENT),
      part:
        brut === null || taux === null || convertis.length === 0
          ? null
          : {
              reservataire: titulaire.code,
              comparaison: ["commune", "epci"].includes(titulaire.categorie),
              reserves: reserves.length,
              patrimoine,
              flux,
              prorata:
                prorata === null || tousLesDroits === undefined || partsFixees === undefined
                  ? null
                  : {
                      droitsUniques: valeur(sien),
                      deTous: valeur(tousLesDroits),
                      laisse: valeur(
                        moins(
                          CENT,
                          plus(lireQuantite(partsFixees.prefet), lireQuantite(partsFixees.nonReserves)),
                        ),
                      ),
                      fluxDuPerimetre,
                    },
              methodes: methodes.map((m) => ({
                methode: m.methode,
                taux: valeurOuNull(m.taux),
                logements: m.taux && valeur(enLogements(m.taux)),
              })),
              ecart: etendue && { points: valeur(etendue), logements: valeur(enLogements(etendue)) },
              brut: valeur(brut),
              taux: valeur(taux),
              surLeFlux: valeur(enLogements(taux)),
              surLesLiberations: valeur(quotient(fois(taux, rationnel(liberations)), CENT)),
            },
    };
  });
}
