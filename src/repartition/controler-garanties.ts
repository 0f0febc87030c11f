import { valeurLegale } from "../droit/parametres.js";
import { BLOC_COMMUNAL, COLLECTIVITES } from "../droit/reservataires.js";
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
import type { FluxReparti, SecteurReparti, StipulationsDeRepartition } from "./repartir-flux.js";

/** Ce que les garanties d'emprunt prennent sur un territoire. */
interface GarantiesDUnTerritoire {
  readonly nom: Texte;
  readonly territoire: Territoire;
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

/** Le cumul des garanties du bloc communal là où le plafond se juge : chaque commune, chaque EPCI, ou le périmètre sans détail. */
export function garantiesParTerritoire(
  reparti: FluxReparti,
  garants: readonly string[] = BLOC_COMMUNAL,
): GarantiesDUnTerritoire[] {
  const { secteurs } = reparti;
  const juger = jugerGaranties(garantiesDe(reparti, garants));
  const communes = regrouperParCodes(secteurs, ({ commune }) => commune ?? "").map(([commune, membres]) =>
    juger(commune === "" ? { type: "perimetre" } : { type: "commune", commune }, membres),
  );
  const epci = regrouperParCodes(
    secteurs.filter((secteur) => secteur.epci !== null),
    (secteur) => secteur.epci ?? "",
  ).map(([siren, membres]) => juger({ type: "epci", epci: siren }, membres));
  return [...communes, ...epci];
}

/** Une garantie : le territoire de son garant, celui où elle s'exerce, et si elle y est tenue secteur par secteur. */
interface Garantie {
  readonly duGarant: string;
  readonly exercee: string;
  readonly uniforme: boolean;
}

function garantiesDe(
  { conventions, parts }: Pick<FluxReparti, "conventions" | "parts">,
  garants: readonly string[],
): ReadonlyMap<string, Garantie> {
  const territoires = new Map(
    conventions
      .filter(({ reservataire }) => garants.includes(reservataire.categorie))
      .map(({ reservataire }) => [reservataire.code, nommerTerritoire(reservataire.territoire).fr]),
  );
  return new Map(
    parts
      .filter(({ contrepartie }) => contrepartie === "garantie-d-emprunt")
      .flatMap((part) => {
        const duGarant = territoires.get(part.reservataire);
        if (duGarant === undefined) return [];
        const exercee = nommerTerritoire(part.territoire).fr;
        return [
          [part.reservataire, { duGarant, exercee, uniforme: part.localisation === "uniforme" }] as const,
        ];
      }),
  );
}

function jugerGaranties(garanties: ReadonlyMap<string, Garantie>) {
  return (territoire: Territoire, membres: readonly SecteurReparti[]): GarantiesDUnTerritoire => {
    const nom = nommerTerritoire(territoire);
    const flux = fraction(membres.reduce((total, secteur) => total + secteur.flux, 0));
    const prises = membres.flatMap((secteur) =>
      secteur.parts.flatMap((part) => {
        const garantie =
          part.contrepartie === "garantie-d-emprunt" ? garanties.get(part.reservataire) : undefined;
        if (garantie === undefined) return [];
        const propre = garantie.duGarant === nom.fr;
        const fixe = propre || garantie.uniforme || garantie.exercee === nom.fr;
        const logements = pourCentDe(lireValeurExacte(part.taux), fraction(secteur.flux));
        return [{ propre, fixe, logements }];
      }),
    );
    const cumul = (retenues: typeof prises) => sommer(retenues.map(({ logements }) => logements));
    const logements = cumul(prises);
    return {
      nom,
      territoire,
      secteurs: membres,
      flux,
      logements,
      fixes: cumul(prises.filter(({ fixe }) => fixe)),
      propres: cumul(prises.filter(({ propre }) => propre)),
      taux: estNulle(flux) ? ZERO : enPourCentDe(logements, flux),
    };
  };
}

/** Les garanties du bloc communal sur la part d'un EPCI que compte un périmètre. */
export function garantiesDeLEpci(reparti: FluxReparti, epci: string): GarantiesDUnTerritoire {
  return jugerGaranties(garantiesDe(reparti, BLOC_COMMUNAL))(
    { type: "epci", epci },
    reparti.secteurs.filter((secteur) => secteur.epci === epci),
  );
}

/** Réunit ce que plusieurs périmètres comptent sur un même territoire. */
export function reunirGaranties(tous: readonly GarantiesDUnTerritoire[]): GarantiesDUnTerritoire {
  const [premier] = tous;
  if (premier === undefined) throw new RangeError("aucun périmètre à réunir");
  const cumul = (lire: (ici: GarantiesDUnTerritoire) => Fraction) => sommer(tous.map(lire));
  const flux = cumul((ici) => ici.flux);
  const logements = cumul((ici) => ici.logements);
  return {
    ...premier,
    secteurs: tous.flatMap(({ secteurs }) => secteurs),
    flux,
    logements,
    fixes: cumul(({ fixes }) => fixes),
    propres: cumul(({ propres }) => propres),
    taux: estNulle(flux) ? ZERO : enPourCentDe(logements, flux),
  };
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
  { territoire, flux, logements, fixes, propres }: GarantiesDUnTerritoire,
  maximum: string,
): Depassement | null {
  const permis = pourCentDe(lireTaux(maximum), flux);
  const exces = soustraire(logements, permis);
  if (comparer(exces, ZERO) <= 0) return null;
  if (territoire.type !== "commune" || comparer(propres, permis) > 0) return { exces, etabliPar: "texte" };
  return { exces, etabliPar: comparer(fixes, permis) > 0 ? "lecture" : "placement" };
}

/** Les territoires où les garanties dépassent ensemble leur plafond. */
export function controlerGaranties(
  reparti: FluxReparti,
  garants: StipulationsDeRepartition["garantsDuPlafond"],
  epciSurPlusieursPerimetres: readonly string[],
): Constat[] {
  const maximum = valeurLegale("plafondGaranties", reparti.assiette.provenance.dateDeDroit);
  if (maximum === null) return [];
  const duBloc = garantiesParTerritoire(reparti);
  const deToutes = garants === "toutes-collectivites" ? garantiesParTerritoire(reparti, COLLECTIVITES) : [];
  return duBloc.flatMap((ici, rang) => {
    if (ici.territoire.type === "epci" && epciSurPlusieursPerimetres.includes(ici.territoire.epci))
      return [constaterAJugerEnsemble(ici)];
    const depassement = depassementDesGaranties(ici, maximum);
    if (depassement !== null) return [constaterDepassement(ici, depassement, maximum)];
    const avecToutes = deToutes[rang];
    const convenu = avecToutes === undefined ? null : depassementDesGaranties(avecToutes, maximum);
    return avecToutes === undefined || convenu === null
      ? []
      : [constaterDepassementConvenu(avecToutes, convenu, maximum)];
  });
}

function chiffresDuCumul({ taux, flux }: GarantiesDUnTerritoire, maximum: string, exces: Fraction) {
  return [
    { nom: "taux cumulé", valeur: ecrireDecimal(taux) },
    { nom: "plafond", valeur: maximum },
    { nom: "flux", valeur: ecrireDecimal(flux) },
    { nom: "logements en trop", valeur: ecrireDecimal(exces) },
  ];
}

/** Le constat d'un dépassement, avec ce qui l'établit. */
export function constaterDepassement(
  ici: GarantiesDUnTerritoire,
  { exces, etabliPar }: Depassement,
  maximum: string,
): Constat {
  const { nom, taux } = ici;
  const cumul = ecrireDecimal(taux);
  return constater(
    etabliPar === "placement" ? "GARANTIES_AU_DELA_PAR_PLACEMENT" : "PLAFOND_DES_GARANTIES_DEPASSE",
    {
      territoire: nom.fr,
      ...(etabliPar === "texte" ? {} : { confiance: ["lecture" as const] }),
      chiffres: chiffresDuCumul(ici, maximum, exces),
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
  );
}

function constaterDepassementConvenu(
  ici: GarantiesDUnTerritoire,
  { exces }: Depassement,
  maximum: string,
): Constat {
  const { nom, taux } = ici;
  const cumul = ecrireDecimal(taux);
  return constater("PLAFOND_CONVENU_DES_GARANTIES_DEPASSE", {
    territoire: nom.fr,
    confiance: ["lecture"],
    chiffres: chiffresDuCumul(ici, maximum, exces),
    message: enDeuxLangues(({ logements: dire, mot }) =>
      mot(
        `${nom.fr} : avec celles du département et de la région, que les parties ont convenu de compter, les garanties d'emprunt réservent ensemble ${enFrancais(cumul)} % du flux, pour ${maximum} % : ${dire(exces)} en trop. Le texte, lui, n'énumère que le bloc communal.`,
        `${nom.en}: with those of the département and the region, which the parties agreed to count, loan guarantees together reserve ${cumul}% of the flow, for ${maximum}%: ${dire(exces)} too many. The text itself lists only the municipal level.`,
      ),
    ),
    remede: {
      fr: "Réduire les parts en garantie sur ce territoire, ou revenir à la liste du texte.",
      en: "Reduce the guarantee shares on this territory, or return to the text's list.",
    },
  });
}

function constaterAJugerEnsemble({ nom, taux, flux }: GarantiesDUnTerritoire): Constat {
  const cumul = ecrireDecimal(taux);
  return constater("GARANTIES_A_JUGER_ENSEMBLE", {
    territoire: nom.fr,
    chiffres: [
      { nom: "taux cumulé", valeur: cumul },
      { nom: "flux", valeur: ecrireDecimal(flux) },
    ],
    message: {
      fr: `${nom.fr} : son territoire sort du département. Les garanties y réservent ici ${enFrancais(cumul)} % du flux ; le plafond se juge sur tous les périmètres du bailleur ensemble.`,
      en: `${nom.en}: its territory goes beyond the département. Guarantees reserve here ${cumul}% of the flow; the cap is judged on all the landlord's perimeters together.`,
    },
    remede: {
      fr: "Réunir les répartitions de ces périmètres avec « controlerGarantiesEnsemble ».",
      en: "Bring the sharings of these perimeters together with “controlerGarantiesEnsemble”.",
    },
  });
}
