import { valeurLegale } from "../droit/parametres.js";
import { BLOC_COMMUNAL, COLLECTIVITES } from "../droit/reservataires.js";
import type { Texte } from "../droit/texte.js";
import { ecrireDecimal } from "../exact/decimal.js";
import {
  comparer,
  enPourCentDe,
  estNulle,
  type Fraction,
  fraction,
  lePlusPetit,
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
import type { Reservataire, Territoire } from "../modele/vocabulaire.js";
import type { FluxReparti, SecteurReparti, StipulationsDeRepartition } from "./repartir-flux.js";

/** Ce que les garanties d'emprunt prennent sur un territoire. */
interface GarantiesDUnTerritoire {
  readonly nom: Texte;
  readonly territoire: Territoire;
  readonly secteurs: readonly SecteurReparti[];
  readonly flux: Fraction;
  readonly logements: Fraction;
  /** En pourcentage du flux ; sans flux, celui du secteur le moins promis : aucun flux ne le ferait descendre au-dessous. */
  readonly taux: Fraction;
  /** Ce qu'en prennent les parts qui ne peuvent être placées ailleurs : uniformes, ou propres à ce territoire. */
  readonly fixes: Fraction;
  /** Ce qu'en prennent les parts dont ce territoire est le territoire même. */
  readonly propres: Fraction;
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
  /** `null` si ce territoire n'est pas connu : un groupement donné sur une seule commune. */
  readonly duGarant: string | null;
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
      .map(({ reservataire }) => [reservataire.code, territoireDuGarant(reservataire)]),
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

function territoireDuGarant({ categorie, territoire }: Reservataire): string | null {
  const estUneCommune = categorie === "commune" || categorie === "ville-de-paris";
  return territoire.type === "commune" && !estUneCommune ? null : nommerTerritoire(territoire).fr;
}

/** Une garantie dans un secteur, en pourcentage de son flux. */
interface Prise {
  readonly propre: boolean;
  readonly fixe: boolean;
  readonly taux: Fraction;
}

function jugerGaranties(garanties: ReadonlyMap<string, Garantie>) {
  return (territoire: Territoire, membres: readonly SecteurReparti[]): GarantiesDUnTerritoire => {
    const nom = nommerTerritoire(territoire);
    const flux = fraction(membres.reduce((total, secteur) => total + secteur.flux, 0));
    const prises = membres.map((secteur) =>
      secteur.parts.flatMap((part): Prise[] => {
        const garantie =
          part.contrepartie === "garantie-d-emprunt" ? garanties.get(part.reservataire) : undefined;
        if (garantie === undefined) return [];
        const propre = garantie.duGarant === nom.fr;
        const fixe = propre || garantie.uniforme || garantie.exercee === nom.fr;
        return [{ propre, fixe, taux: lireValeurExacte(part.taux) }];
      }),
    );
    const parSecteur = (retenir: (prise: Prise) => boolean) =>
      prises.map((ici) => sommer(ici.filter(retenir).map(({ taux }) => taux)));
    const logementsDe = (taux: readonly Fraction[]) =>
      sommer(taux.map((celui, rang) => pourCentDe(celui, fraction(membres[rang]?.flux ?? 0))));
    const tauxDe = (taux: readonly Fraction[]) =>
      estNulle(flux) ? lePlusPetitDe(taux) : enPourCentDe(logementsDe(taux), flux);
    const toutes = parSecteur(() => true);
    return {
      nom,
      territoire,
      secteurs: membres,
      flux,
      logements: logementsDe(toutes),
      taux: tauxDe(toutes),
      fixes: tauxDe(parSecteur(({ fixe }) => fixe)),
      propres: tauxDe(parSecteur(({ propre }) => propre)),
    };
  };
}

function lePlusPetitDe([premier = ZERO, ...suivants]: readonly Fraction[]): Fraction {
  return suivants.reduce(lePlusPetit, premier);
}

/** Les garanties sur la part d'un EPCI que compte un périmètre. */
export function garantiesDeLEpci(
  reparti: FluxReparti,
  epci: string,
  garants: readonly string[] = BLOC_COMMUNAL,
): GarantiesDUnTerritoire {
  return jugerGaranties(garantiesDe(reparti, garants))(
    { type: "epci", epci },
    reparti.secteurs.filter((secteur) => secteur.epci === epci),
  );
}

/** Réunit ce que plusieurs périmètres comptent sur un même EPCI. */
export function reunirGaranties(tous: readonly GarantiesDUnTerritoire[]): GarantiesDUnTerritoire {
  const [premier] = tous;
  if (premier === undefined) throw new RangeError("aucun périmètre à réunir");
  const flux = sommer(tous.map((ici) => ici.flux));
  const reunir = (lire: (ici: GarantiesDUnTerritoire) => Fraction) =>
    estNulle(flux)
      ? lePlusPetitDe(tous.map(lire))
      : enPourCentDe(sommer(tous.map((ici) => pourCentDe(lire(ici), ici.flux))), flux);
  return {
    ...premier,
    secteurs: tous.flatMap(({ secteurs }) => secteurs),
    flux,
    logements: sommer(tous.map(({ logements }) => logements)),
    taux: reunir(({ taux }) => taux),
    fixes: reunir(({ fixes }) => fixes),
    propres: reunir(({ propres }) => propres),
  };
}

const PAR_LECTURE: Texte = {
  fr: " Le texte dit « globalement », sur « leur territoire » : juger dans une commune la part d'un groupement est une lecture.",
  en: " The text says “overall”, on “their territory”: judging a grouping's share in one municipality is a reading.",
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
  fr: "Si cette lecture est suivie : réduire une des parts, ou convenir que le groupement exerce la sienne dans d'autres communes.",
  en: "If this reading is followed: reduce one of the shares, or agree that the grouping exercises its own in other municipalities.",
};

/** Un dépassement, et ce qui l'établit : le texte, la lecture commune par commune, ou le seul placement d'une part libre. */
interface Depassement {
  /** En logements. */
  readonly exces: Fraction;
  readonly etabliPar: "texte" | "lecture" | "placement";
}

/** Le dépassement du plafond sur un territoire ; `null` s'il est respecté. */
export function depassementDesGaranties(
  { territoire, flux, taux, fixes, propres }: GarantiesDUnTerritoire,
  maximum: string,
): Depassement | null {
  const permis = lireTaux(maximum);
  if (comparer(taux, permis) <= 0) return null;
  const exces = pourCentDe(soustraire(taux, permis), flux);
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
      return [constaterAJugerEnsemble(deToutes[rang] ?? ici)];
    return constaterCumul(ici, deToutes[rang], maximum);
  });
}

/** Ce que le texte juge d'abord ; à défaut, le plafond convenu avec d'autres garants. */
export function constaterCumul(
  duBloc: GarantiesDUnTerritoire,
  deToutes: GarantiesDUnTerritoire | undefined,
  maximum: string,
): Constat[] {
  const depassement = depassementDesGaranties(duBloc, maximum);
  if (depassement !== null) return [constaterDepassement(duBloc, depassement, maximum)];
  const convenu = deToutes === undefined ? null : depassementDesGaranties(deToutes, maximum);
  return deToutes === undefined || convenu === null
    ? []
    : [constaterDepassementConvenu(deToutes, convenu, maximum)];
}

function chiffresDuCumul({ taux, flux }: GarantiesDUnTerritoire, maximum: string, exces: Fraction) {
  return [
    { nom: "taux cumulé", valeur: ecrireDecimal(taux) },
    { nom: "plafond", valeur: maximum },
    { nom: "flux", valeur: ecrireDecimal(flux) },
    { nom: "logements en trop", valeur: ecrireDecimal(exces) },
  ];
}

const NULLITE: Texte = {
  fr: " La loi dit nulle de plein droit une convention conclue hors des limites du décret.",
  en: " The law declares void an agreement concluded beyond the decree's limits.",
};

/** Le constat d'un dépassement, avec ce qui l'établit. */
function constaterDepassement(
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
      message: enDeuxLangues(({ logements: dire, nombre, mot, texte }) => {
        const reserve =
          texte(etabliPar === "texte" ? NULLITE : PAR_LECTURE) +
          (etabliPar === "placement" ? texte(PAR_PLACEMENT) : "");
        return mot(
          `${nom.fr} : les garanties d'emprunt du bloc communal réservent ensemble ${nombre(cumul)} % du flux, pour ${nombre(maximum)} % au plus : ${dire(exces)} en trop.${reserve}`,
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
    autorite: "conventionnel",
    confiance: ["lecture"],
    chiffres: chiffresDuCumul(ici, maximum, exces),
    message: enDeuxLangues(({ logements: dire, nombre, mot }) =>
      mot(
        `${nom.fr} : avec celles du département et de la région, que les parties ont convenu de compter, les garanties d'emprunt réservent ensemble ${nombre(cumul)} % du flux, pour ${nombre(maximum)} % : ${dire(exces)} en trop. Le texte, lui, n'énumère que le bloc communal.`,
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
    message: enDeuxLangues(({ nombre, mot }) =>
      mot(
        `${nom.fr} : son territoire sort du département. Les garanties y réservent ici ${nombre(cumul)} % du flux ; le plafond se juge sur tous les périmètres du bailleur ensemble.`,
        `${nom.en}: its territory goes beyond the département. Guarantees reserve here ${cumul}% of the flow; the cap is judged on all the landlord's perimeters together.`,
      ),
    ),
    remede: {
      fr: "Réunir les répartitions de ces périmètres avec « controlerGarantiesEnsemble ».",
      en: "Bring the sharings of these perimeters together with “controlerGarantiesEnsemble”.",
    },
  });
}
