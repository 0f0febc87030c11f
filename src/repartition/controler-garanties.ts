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
  /** En pourcentage du flux ; zéro si le flux est nul. */
  readonly taux: Fraction;
}

/** Le cumul des garanties là où le plafond se juge : chaque commune, chaque EPCI, ou le périmètre sans détail. */
export function garantiesParTerritoire({ secteurs, conventions }: FluxReparti): GarantiesDUnTerritoire[] {
  const garants = new Set(
    conventions
      .filter(({ reservataire }) => BLOC_COMMUNAL.includes(reservataire.categorie))
      .map(({ reservataire }) => reservataire.code),
  );
  const garantis = ({ flux, parts }: SecteurReparti) =>
    sommer(
      parts
        .filter((part) => part.contrepartie === "garantie-d-emprunt" && garants.has(part.reservataire))
        .map((part) => pourCentDe(lireValeurExacte(part.taux), fraction(flux))),
    );
  const juger = (territoire: Territoire, membres: readonly SecteurReparti[]): GarantiesDUnTerritoire => {
    const flux = fraction(membres.reduce((total, secteur) => total + secteur.flux, 0));
    const logements = sommer(membres.map(garantis));
    return {
      nom: nommerTerritoire(territoire),
      maille: territoire.type,
      secteurs: membres,
      flux,
      logements,
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
  fr: " Le texte dit « globalement » : juger commune par commune est une lecture.",
  en: " The text says “overall”: judging per municipality is a reading.",
};

/** Les territoires où les garanties du bloc communal dépassent ensemble leur plafond. */
export function controlerGaranties(reparti: FluxReparti): Constat[] {
  const maximum = valeurLegale("plafondGaranties", reparti.assiette.provenance.dateDeDroit);
  if (maximum === null) return [];
  return garantiesParTerritoire(reparti).flatMap(({ nom, maille, flux, logements, taux }) => {
    const exces = soustraire(logements, pourCentDe(lireTaux(maximum), flux));
    if (comparer(exces, ZERO) <= 0) return [];
    const cumul = ecrireDecimal(taux);
    const enTrop = enDeuxLangues(({ logements: dire }) => dire(exces));
    const reserve: Texte = maille === "commune" ? PAR_LECTURE : { fr: "", en: "" };
    return [
      constater("PLAFOND_DES_GARANTIES_DEPASSE", {
        territoire: nom.fr,
        ...(maille === "commune" ? { confiance: ["lecture" as const] } : {}),
        chiffres: [
          { nom: "taux cumulé", valeur: cumul },
          { nom: "plafond", valeur: maximum },
          { nom: "flux", valeur: ecrireDecimal(flux) },
          { nom: "logements en trop", valeur: ecrireDecimal(exces) },
        ],
        message: {
          fr: `${nom.fr} : les garanties d'emprunt du bloc communal réservent ensemble ${enFrancais(cumul)} % du flux, pour ${maximum} % au plus : ${enTrop.fr} en trop.${reserve.fr}`,
          en: `${nom.en}: municipal loan guarantees together reserve ${cumul}% of the flow, for ${maximum}% at most: ${enTrop.en} too many.${reserve.en}`,
        },
        remede: {
          fr: "Réduire les parts en garantie sur ce territoire, tous garants ensemble.",
          en: "Reduce the guarantee shares on this territory, all guarantors together.",
        },
      }),
    ];
  });
}
