import { valeurLegale } from "../droit/parametres.js";
import { BLOC_COMMUNAL } from "../droit/reservataires.js";
import type { Texte } from "../droit/texte.js";
import { ecrireDecimal, enFrancais } from "../exact/decimal.js";
import {
  comparer,
  enPourCentDe,
  estNulle,
  type Fraction,
  fraction,
  pourCentDe,
  sommer,
  soustraire,
  ZERO,
} from "../exact/fraction.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { lireTaux } from "../exact/taux.js";
import { lireValeurExacte } from "../exact/valeur-exacte.js";
import { type Constat, constater } from "../modele/constats.js";
import { enDeuxLangues } from "../modele/plume.js";
import { nommerTerritoire } from "../modele/secteurs.js";
import type { Territoire } from "../modele/vocabulaire.js";
import type { FluxReparti, SecteurReparti } from "./repartir-flux.js";

/** Ce que les garanties d'emprunt du bloc communal prennent sur un territoire. */
interface GarantiesDUnTerritoire {
  readonly nom: Texte;
  readonly maille: Territoire["type"];
  readonly secteurs: readonly SecteurReparti[];
  readonly flux: Fraction;
  readonly logements: Fraction;
  /** Ce qu'en prennent les parts qui ne peuvent être placées ailleurs : uniformes, ou propres à ce territoire. */
  readonly fixes: Fraction;
  /** Ce qu'en prennent les parts dont ce territoire est le territoire même. */
  readonly propres: Fraction;
  /** En pourcentage du flux ; zéro si le flux est nul. */
  readonly taux: Fraction;
}

/** Le cumul des garanties là où le plafond se juge : chaque commune, chaque EPCI, ou le périmètre sans détail. */
export function garantiesParTerritoire({
  secteurs,
  conventions,
  parts,
}: FluxReparti): GarantiesDUnTerritoire[] {
  const territoires = new Map(
    conventions
      .filter(({ reservataire }) => BLOC_COMMUNAL.includes(reservataire.categorie))
      .map(({ reservataire }) => [reservataire.code, nommerTerritoire(reservataire.territoire).fr]),
  );
  const garanties = new Map(
    parts
      .filter(({ contrepartie }) => contrepartie === "garantie-d-emprunt")
      .flatMap((part) => {
        const territoire = territoires.get(part.reservataire);
        const fixe = part.localisation === "uniforme";
        return territoire === undefined ? [] : [[part.reservataire, { territoire, fixe }] as const];
      }),
  );
  const juger = (territoire: Territoire, membres: readonly SecteurReparti[]): GarantiesDUnTerritoire => {
    const nom = nommerTerritoire(territoire);
    const flux = fraction(membres.reduce((total, secteur) => total + secteur.flux, 0));
    const prises = membres.flatMap((secteur) =>
      secteur.parts.flatMap((part) => {
        const garantie =
          part.contrepartie === "garantie-d-emprunt" ? garanties.get(part.reservataire) : undefined;
        if (garantie === undefined) return [];
        const propre = garantie.territoire === nom.fr;
        const logements = pourCentDe(lireValeurExacte(part.taux), fraction(secteur.flux));
        return [{ propre, fixe: propre || garantie.fixe, logements }];
      }),
    );
    const cumul = (retenues: typeof prises) => sommer(retenues.map(({ logements }) => logements));
    const logements = cumul(prises);
    return {
      nom,
      maille: territoire.type,
      secteurs: membres,
      flux,
      logements,
      fixes: cumul(prises.filter(({ fixe }) => fixe)),
      propres: cumul(prises.filter(({ propre }) => propre)),
      taux: estNulle(flux) ? ZERO : enPourCentDe(logements, flux),
    };
  };
  const communes = regrouperParCodes(secteurs, ({ commune }) => commune ?? "").map(([commune, membres]) =>
    juger(commune === "" ? { type: "perimetre" } : { type: "commune", commune }, membres),
  );
  const epci = regrouperParCodes(
    secteurs.filter((secteur) => secteur.epci !== null),
    (secteur) => secteur.epci ?? "",
  ).map(([siren, membres]) => juger({ type: "epci", epci: siren }, membres));
  return [...communes, ...epci];
}

const PAR_LECTURE: Texte = {
  fr: " Le texte dit « globalement », sur « leur territoire » : ajouter ici la part de l'EPCI est une lecture.",
  en: " The text says “overall”, on “their territory”: adding the EPCI's share here is a reading.",
};

const PAR_PLACEMENT: Texte = {
  fr: " Le chiffre dépend aussi du placement choisi par la bibliothèque pour une part libre.",
  en: " The figure also depends on the placement chosen by the library for a free share.",
};

const REDUIRE: Texte = {
  fr: "Réduire les parts en garantie sur ce territoire, tous garants ensemble.",
  en: "Reduce the guarantee shares on this territory, all guarantors together.",
};

const REDUIRE_OU_DEPLACER: Texte = {
  fr: "Si cette lecture est suivie : réduire une des parts, ou convenir que l'EPCI exerce la sienne dans d'autres communes.",
  en: "If this reading is followed: reduce one of the shares, or agree that the EPCI exercises its own in other municipalities.",
};

/** Un dépassement, et ce qui l'établit : le texte, la lecture commune par commune, ou le seul placement d'une part libre. */
interface Depassement {
  /** En logements. */
  readonly exces: Fraction;
  readonly etabliPar: "texte" | "lecture" | "placement";
}

/** Le dépassement du plafond sur un territoire ; `null` s'il est respecté. */
export function depassementDesGaranties(
  { maille, flux, logements, fixes, propres }: GarantiesDUnTerritoire,
  maximum: string,
): Depassement | null {
  const permis = pourCentDe(lireTaux(maximum), flux);
  const exces = soustraire(logements, permis);
  if (comparer(exces, ZERO) <= 0) return null;
  if (maille !== "commune" || comparer(propres, permis) > 0) return { exces, etabliPar: "texte" };
  return { exces, etabliPar: comparer(fixes, permis) > 0 ? "lecture" : "placement" };
}

/** Les territoires où les garanties du bloc communal dépassent ensemble leur plafond. */
export function controlerGaranties(reparti: FluxReparti): Constat[] {
  const maximum = valeurLegale("plafondGaranties", reparti.assiette.provenance.dateDeDroit);
  if (maximum === null) return [];
  return garantiesParTerritoire(reparti).flatMap((territoire) => {
    const depassement = depassementDesGaranties(territoire, maximum);
    if (depassement === null) return [];
    const { nom, flux, taux } = territoire;
    const { exces, etabliPar } = depassement;
    const cumul = ecrireDecimal(taux);
    return [
      constater(
        etabliPar === "placement" ? "GARANTIES_AU_DELA_PAR_PLACEMENT" : "PLAFOND_DES_GARANTIES_DEPASSE",
        {
          territoire: nom.fr,
          ...(etabliPar === "texte" ? {} : { confiance: ["lecture" as const] }),
          chiffres: [
            { nom: "taux cumulé", valeur: cumul },
            { nom: "plafond", valeur: maximum },
            { nom: "flux", valeur: ecrireDecimal(flux) },
            { nom: "logements en trop", valeur: ecrireDecimal(exces) },
          ],
          message: enDeuxLangues(({ logements: dire, mot, texte }) => {
            const reserve =
              (etabliPar === "texte" ? "" : texte(PAR_LECTURE)) +
              (etabliPar === "placement" ? texte(PAR_PLACEMENT) : "");
            return mot(
              `${nom.fr} : les garanties d'emprunt du bloc communal réservent ensemble ${enFrancais(cumul)} % du flux, pour ${maximum} % au plus : ${dire(exces)} en trop.${reserve}`,
              `${nom.en}: municipal loan guarantees together reserve ${cumul}% of the flow, for ${maximum}% at most: ${dire(exces)} too many.${reserve}`,
            );
          }),
          remede: etabliPar === "texte" ? REDUIRE : REDUIRE_OU_DEPLACER,
        },
      ),
    ];
  });
}
