import * as z from "zod";
import { valeurLegale } from "../droit/parametres.js";
import { DEBUT_DU_REGISTRE, dateEnFrancais } from "../droit/periodes.js";
import { regrouperParCodes, trierParCodes } from "../exact/ordre.js";
import { anneeDe } from "../modele/calendrier.js";
import { controlerDepartement } from "../modele/departement.js";
import type { EnLecture } from "../modele/en-lecture.js";
import { codeQpv, dateIso, numeroRpls, texteNonVide } from "../modele/identifiants.js";
import { type Provenance, sceller } from "../modele/provenance.js";
import { controlerQuartier } from "../modele/quartier.js";
import { exigerRegimeDuFlux } from "../modele/regime.js";
import { Saisie } from "../modele/saisie.js";
import { cleDeSecteur, type Secteur } from "../modele/secteurs.js";
import { choixDe } from "../modele/stipulations.js";
import {
  type CommuneDuPerimetre,
  communeDuPerimetre,
  FINANCEMENTS,
  type Financement,
  financement,
  localisation,
  type NatureDeDroit,
  natureDeDroit,
  type Perimetre,
  perimetre,
  type Reservataire,
  reservataire,
  TYPOLOGIES,
  type Typologie,
  typologie,
} from "../modele/vocabulaire.js";

const schemaLogement = z.strictObject({
  numeroRpls,
  /** Code du réservataire ; `null` si le logement n'est pas réservé. */
  reservataire: texteNonVide.nullable(),
  /** Nature du droit ; absente, la stipulation `droitNonPrecise` en décide. */
  droit: natureDeDroit.optional(),
  typologie,
  /** Jamais nécessaire à un calcul, jamais rendue. */
  adresse: z.string().optional(),
  commune: communeDuPerimetre.shape.code,
  localisation,
  codeQpv: codeQpv.optional(),
  financement,
  dateDeDebut: dateIso.nullable().optional(),
  /** Dernier jour du droit ; `null` pour un droit sans terme. */
  dateDExpiration: dateIso.nullable().optional(),
});

const schemaEntree = z.strictObject({
  date: dateIso,
  perimetre,
  communes: z.array(z.unknown()),
  reservataires: z.array(z.unknown()),
  logements: z.array(z.unknown()),
});

const schemaStipulations = z.strictObject({ droitNonPrecise: choixDe("droitNonPrecise").optional() });

/**
 * Un logement du parc, tel que le décrit le niveau 1 de l'état des lieux.
 *
 * @useDeclaredType
 */
export type LogementDuParc = EnLecture<z.input<typeof schemaLogement>>;

export interface EntreeEtatDesLieux {
  /** Date à laquelle le droit se lit, AAAA-MM-JJ. */
  readonly date: string;
  readonly perimetre: Perimetre;
  readonly communes: readonly CommuneDuPerimetre[];
  readonly reservataires: readonly Reservataire[];
  /** Tout le parc, logements non réservés compris. */
  readonly logements: readonly LogementDuParc[];
}

export type StipulationsDEtatDesLieux = z.infer<typeof schemaStipulations>;

/** Niveau 2 : un réservataire dans une commune, aux colonnes du modèle francilien. */
export interface LigneDeSynthese {
  readonly reservataire: string;
  readonly commune: string;
  readonly epci: string | null;
  readonly droitsUniquesNonHonores: number;
  readonly droitsDeSuite: number;
  /** Logements réservés situés en QPV, à l'un ou l'autre titre. */
  readonly situesEnQpv: number;
  /** Droits de suite, par typologie. */
  readonly typologies: Readonly<Record<Typologie, number>>;
  /** Droits de suite, par financement. */
  readonly financements: Readonly<Record<Financement, number>>;
  /** Droits de suite, par année d'expiration ; `null` : sans terme. */
  readonly anneesDExpiration: readonly { readonly annee: number | null; readonly nombre: number }[];
}

/** Droits de même réservataire, même secteur, même nature et même échéance. */
export interface LigneDEcheancier {
  readonly reservataire: string;
  readonly commune: string;
  readonly localisation: "hors-qpv" | "qpv";
  readonly droit: NatureDeDroit;
  readonly dateDExpiration: string | null;
  readonly nombre: number;
}

/** Le parc d'un secteur : logements réservés + identifiés + non réservés = logements. */
export interface LigneDePatrimoine extends Secteur {
  readonly logements: number;
  readonly reserves: number;
  /** Logements identifiés par la loi, gardés hors du flux. */
  readonly identifies: number;
  readonly nonReserves: number;
}

export interface EtatDesLieux {
  readonly nature: "etat-des-lieux";
  readonly perimetre: Perimetre;
  readonly stipulations: StipulationsDEtatDesLieux;
  readonly reservataires: readonly Reservataire[];
  readonly patrimoine: readonly LigneDePatrimoine[];
  readonly synthese: readonly LigneDeSynthese[];
  readonly echeancier: readonly LigneDEcheancier[];
  readonly totaux: Pick<LigneDePatrimoine, "logements" | "reserves" | "identifies" | "nonReserves">;
  readonly provenance: Provenance;
}

type LogementLu = z.output<typeof schemaLogement>;
type LogementReserve = LogementLu & { readonly reservataire: string; readonly droit: NatureDeDroit };

const VERBE = "consoliderEtatDesLieux";

/**
 * Consolide l'état des lieux des réservations : du logement par logement (niveau 1)
 * à la synthèse par réservataire et par commune (niveau 2), aux colonnes du modèle francilien.
 *
 * Le parc entier se donne, logements non réservés compris : l'assiette du flux est tout le patrimoine.
 * Les logements des réservataires que la loi laisse identifiés (défense, sécurité intérieure, établissements
 * publics de santé) sont comptés au patrimoine et n'entrent pas dans la synthèse.
 *
 * @param entree - périmètre, communes et leur EPCI, réservataires, logements
 * @param stipulations - `droitNonPrecise`, si une ligne réservée ne dit pas la nature de son droit
 * @returns le patrimoine par secteur, la synthèse, l'échéancier des droits, en logements
 * @throws {@link ErreurDeSaisie} si un code est mal formé, un logement ou un réservataire en double ou inconnu,
 * une expiration antérieure au début, un code de quartier hors QPV ou d'un autre millésime que la liste de la date
 * @throws {@link StipulationManquante} si la nature d'un droit n'est dite ni par sa ligne ni par une stipulation
 * @article CCH, art. R. 441-5, I, al. 3 et 4 (en vigueur depuis le 22/02/2020)
 * @category État des lieux
 * @example
 * consoliderEtatDesLieux(
 *   {
 *     date: "2024-01-01",
 *     perimetre: { bailleur: "999999999", departement: "77", annee: 2024 },
 *     communes: [{ code: "77288", epci: "247700057" }],
 *     reservataires: [{ code: "als", nom: "Action Logement", categorie: "action-logement", territoire: { type: "perimetre" } }],
 *     logements: [
 *       { numeroRpls: "9900000001", reservataire: "als", droit: "droit-de-suite", typologie: "T3", commune: "77288", localisation: "qpv", financement: "PLUS", dateDExpiration: "2031-06-30" },
 *       { numeroRpls: "9900000002", reservataire: null, typologie: "T2", commune: "77288", localisation: "qpv", financement: "PLUS" },
 *     ],
 *   },
 *   {},
 * ).totaux // { logements: 2, reserves: 1, identifies: 0, nonReserves: 1 }
 */
export function consoliderEtatDesLieux(
  entree: EntreeEtatDesLieux,
  stipulations: StipulationsDEtatDesLieux,
): EtatDesLieux {
  const saisie = new Saisie(VERBE);
  const { complet: lue, champs } = saisie.lireObjet(schemaEntree, saisie.recevoir(entree));
  const convenu = saisie.lireStipulations(schemaStipulations, stipulations);
  const communes = saisie.lireListe(communeDuPerimetre, champs.communes ?? [], ["communes"]);
  const reservataires = saisie.lireListe(reservataire, champs.reservataires ?? [], ["reservataires"]);
  const logements = saisie.lireListe(schemaLogement, champs.logements ?? [], ["logements"]);
  exigerRegimeDuFlux(saisie, champs.date, ["date"]);
  saisie.refuserDoublons(
    communes,
    ({ code }) => code,
    (rang) => ["communes", rang, "code"],
  );
  saisie.refuserDoublons(
    reservataires,
    ({ code }) => code,
    (rang) => ["reservataires", rang, "code"],
  );
  saisie.refuserDoublons(
    logements,
    (l) => l.numeroRpls,
    (rang) => ["logements", rang, "numeroRpls"],
  );
  for (const { rang, ligne } of communes)
    if (champs.perimetre !== undefined)
      controlerDepartement(saisie, ligne.code, champs.perimetre, ["communes", rang, "code"]);
  const parCode = new Map(reservataires.map(({ ligne }) => [ligne.code, ligne]));
  const communesParCode = new Map(communes.map(({ ligne }) => [ligne.code, ligne]));
  const estIdentifie = ({ reservataire: code }: LogementLu) =>
    code !== null && categoriesIdentifiees(champs.date).includes(parCode.get(code)?.categorie ?? "");
  for (const { rang, ligne } of logements) {
    controlerRattachement(saisie, rang, ligne, communesParCode, parCode);
    controlerQuartier(saisie, ligne, champs.date, ["logements", rang]);
    controlerDroit(
      saisie,
      rang,
      ligne,
      !estIdentifie(ligne) && convenu !== undefined && convenu.droitNonPrecise === undefined,
    );
  }
  const { date, perimetre: lieu } = saisie.certifier(lue);
  const { droitNonPrecise } = saisie.certifier(convenu);

  const parc = trierParCodes(
    logements.map(({ ligne }) => ligne),
    (logement) => logement.numeroRpls,
  );
  const reserves = parc.flatMap((logement): LogementReserve[] => {
    const { reservataire: code, droit = droitNonPrecise } = logement;
    return code === null || droit === undefined || estIdentifie(logement)
      ? []
      : [{ ...logement, reservataire: code, droit }];
  });
  const patrimoine = compterPatrimoine(parc, communesParCode, estIdentifie);
  return sceller(
    {
      nature: "etat-des-lieux" as const,
      perimetre: lieu,
      stipulations: droitNonPrecise === undefined ? {} : { droitNonPrecise },
      reservataires: trierParCodes([...parCode.values()], ({ code }) => code),
      patrimoine,
      synthese: synthetiser(reserves, communesParCode),
      echeancier: echelonner(reserves),
      totaux: totaliser(patrimoine),
    },
    {
      dateDeDroit: date,
      entrees: {
        perimetre: lieu,
        communes: trierParCodes([...communesParCode.values()], ({ code }) => code),
        reservataires: trierParCodes([...parCode.values()], ({ code }) => code),
        logements: parc.map(({ adresse: _, ...logement }) => logement),
      },
      stipulations: { droitNonPrecise },
    },
  );
}

function categoriesIdentifiees(date: string | undefined): readonly string[] {
  return date === undefined || date < DEBUT_DU_REGISTRE
    ? []
    : valeurLegale("reservatairesDeLogementsIdentifies", date);
}

function controlerRattachement(
  saisie: Saisie,
  rang: number,
  logement: LogementLu,
  communes: ReadonlyMap<string, CommuneDuPerimetre>,
  reservataires: ReadonlyMap<string, Reservataire>,
): void {
  if (!communes.has(logement.commune))
    saisie.refuser(["logements", rang, "commune"], "COMMUNE_INCONNUE", {
      fr: `La commune ${logement.commune} ne figure pas dans la liste des communes.`,
      en: `Municipality ${logement.commune} is not in the list of municipalities.`,
    });
  if (logement.reservataire !== null && !reservataires.has(logement.reservataire))
    saisie.refuser(["logements", rang, "reservataire"], "RESERVATAIRE_INCONNU", {
      fr: `Le réservataire « ${logement.reservataire} » ne figure pas dans la liste des réservataires.`,
      en: `Holder “${logement.reservataire}” is not in the list of holders.`,
    });
}

function controlerDroit(
  saisie: Saisie,
  rang: number,
  { reservataire: code, droit, dateDeDebut, dateDExpiration }: LogementLu,
  natureExigee: boolean,
): void {
  if (code === null) {
    for (const [champ, valeur] of Object.entries({ droit, dateDeDebut, dateDExpiration }))
      if (valeur !== undefined && valeur !== null)
        saisie.refuser(["logements", rang, champ], "DROIT_SANS_RESERVATAIRE", {
          fr: "Un logement non réservé ne porte ni droit ni dates de convention.",
          en: "An unreserved dwelling carries neither a right nor agreement dates.",
        });
    return;
  }
  if (droit === undefined && natureExigee) saisie.exigerStipulation("droitNonPrecise");
  if (dateDeDebut && dateDExpiration && dateDExpiration < dateDeDebut)
    saisie.refuser(["logements", rang, "dateDExpiration"], "DATES_INVERSEES", {
      fr: `L'expiration (${dateEnFrancais(dateDExpiration)}) précède le début (${dateEnFrancais(dateDeDebut)}).`,
      en: `Expiry (${dateDExpiration}) is before the start (${dateDeDebut}).`,
    });
}

function compterPatrimoine(
  parc: readonly LogementLu[],
  communes: ReadonlyMap<string, CommuneDuPerimetre>,
  estIdentifie: (logement: LogementLu) => boolean,
): LigneDePatrimoine[] {
  const secteurDe = ({ commune, localisation: lieu }: LogementLu): Secteur => ({
    commune,
    localisation: lieu,
    epci: communes.get(commune)?.epci ?? null,
  });
  return regrouperParCodes(parc, (logement) => cleDeSecteur(secteurDe(logement))).flatMap(([, logements]) => {
    const [premier] = logements;
    if (premier === undefined) return [];
    const identifies = logements.filter(estIdentifie).length;
    const nonReserves = logements.filter((logement) => logement.reservataire === null).length;
    return [
      {
        ...secteurDe(premier),
        logements: logements.length,
        reserves: logements.length - identifies - nonReserves,
        identifies,
        nonReserves,
      },
    ];
  });
}

function totaliser(patrimoine: readonly LigneDePatrimoine[]): EtatDesLieux["totaux"] {
  const somme = (champ: keyof EtatDesLieux["totaux"]) =>
    patrimoine.reduce((total, ligne) => total + ligne[champ], 0);
  return {
    logements: somme("logements"),
    reserves: somme("reserves"),
    identifies: somme("identifies"),
    nonReserves: somme("nonReserves"),
  };
}

function denombrer<C extends string>(
  codes: readonly C[],
  valeurs: readonly C[],
): Readonly<Record<C, number>> {
  return Object.fromEntries(
    codes.map((code) => [code, valeurs.filter((valeur) => valeur === code).length]),
  ) as Record<C, number>;
}

function synthetiser(
  reserves: readonly LogementReserve[],
  communes: ReadonlyMap<string, CommuneDuPerimetre>,
): LigneDeSynthese[] {
  return regrouperParCodes(reserves, ({ reservataire: code, commune }) => `${code}\u0000${commune}`).flatMap(
    ([, lignes]) => {
      const [premiere] = lignes;
      if (premiere === undefined) return [];
      const suites = lignes.filter(({ droit }) => droit === "droit-de-suite");
      return [
        {
          reservataire: premiere.reservataire,
          commune: premiere.commune,
          epci: communes.get(premiere.commune)?.epci ?? null,
          droitsUniquesNonHonores: lignes.length - suites.length,
          droitsDeSuite: suites.length,
          situesEnQpv: lignes.filter((ligne) => ligne.localisation === "qpv").length,
          typologies: denombrer(
            TYPOLOGIES,
            suites.map((suite) => suite.typologie),
          ),
          financements: denombrer(
            FINANCEMENTS,
            suites.map((suite) => suite.financement),
          ),
          anneesDExpiration: regrouperParCodes(
            suites,
            ({ dateDExpiration }) => dateDExpiration?.slice(0, 4) ?? "∞",
          ).map(([, groupe]) => {
            const echeance = groupe[0]?.dateDExpiration ?? null;
            return { annee: echeance === null ? null : anneeDe(echeance), nombre: groupe.length };
          }),
        },
      ];
    },
  );
}

function echelonner(reserves: readonly LogementReserve[]): LigneDEcheancier[] {
  const cle = ({
    reservataire: code,
    commune,
    localisation: lieu,
    droit,
    dateDExpiration,
  }: LogementReserve) => [code, commune, lieu, droit, dateDExpiration ?? "∞"].join("\u0000");
  return regrouperParCodes(reserves, cle).flatMap(([, lignes]) => {
    const [premiere] = lignes;
    if (premiere === undefined) return [];
    const { reservataire: code, commune, localisation: lieu, droit, dateDExpiration = null } = premiere;
    return [
      { reservataire: code, commune, localisation: lieu, droit, dateDExpiration, nombre: lignes.length },
    ];
  });
}

/** Les réservataires qui détiennent des droits à convertir, dans l'ordre des codes. */
export function titulairesDeDroits({ reservataires, echeancier }: EtatDesLieux): readonly Reservataire[] {
  const codes = new Set(echeancier.map((ligne) => ligne.reservataire));
  return reservataires.filter(({ code }) => codes.has(code));
}
