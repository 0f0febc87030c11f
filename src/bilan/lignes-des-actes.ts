import type { CodeDObligation } from "../droit/obligations.js";
import { valeurLegale } from "../droit/parametres.js";
import { dateEnFrancais } from "../droit/periodes.js";
import { BENEFICIAIRES_DE_LA_PROROGATION } from "../droit/reservataires.js";
import type { Texte } from "../droit/texte.js";
import { prorogerLeDroit } from "../etat-des-lieux/proroger.js";
import { memeQuantieme } from "../modele/calendrier.js";
import type { Derogation, Reservataire } from "../modele/vocabulaire.js";
import { auPresident, auReservataire, PREFET_DE_DEPARTEMENT } from "./destinataires.js";
import { type LigneDite, SANS_CONFERENCE } from "./ligne-due.js";
import {
  type ConventionDatee,
  cleDeGarantie,
  type GarantieSoldee,
  type TerritoireAConference,
} from "./lire-calendrier.js";

function terme(obligation: CodeDObligation, objet: string, jour: string, raison: Texte): LigneDite {
  return { obligation, objet, echeance: jour, dateDeDroit: jour, raison };
}

export function lignesDeConvention(
  { reference, reservataires, dateDeSignature, fin, miseEnDemeure }: ConventionDatee,
  parCode: ReadonlyMap<string, Reservataire>,
  conferences: readonly TerritoireAConference[],
  droit: string,
): LigneDite[] {
  const signee = { objet: reference, depuis: dateDeSignature, dateDeDroit: dateDeSignature };
  const concernees = conferences.filter((conference) =>
    reservataires.some((code) => estSurLeTerritoire(parCode.get(code), conference)),
  );
  const obligation = "transmission-de-convention-au-president";
  return [
    { obligation: "transmission-de-convention", ...signee, destinataire: PREFET_DE_DEPARTEMENT },
    ...(concernees.length === 0
      ? [{ obligation, ...signee, sansObjet: SANS_CONFERENCE } as const]
      : concernees.map(
          (lue) =>
            ({
              obligation,
              ...signee,
              destinataire: auPresident(lue),
              suite: [reference, lue.code],
            }) as const,
        )),
    ...(fin === undefined
      ? []
      : [
          terme("fin-de-convention", reference, fin, {
            fr: `les parties disent le ${dateEnFrancais(fin)}`,
            en: `the parties say ${fin}`,
          }),
        ]),
    ...(miseEnDemeure === undefined ? [] : [finDeMiseEnDemeure(reference, miseEnDemeure, droit)]),
  ];
}

function estSurLeTerritoire(
  lu: Reservataire | undefined,
  { code, communes }: TerritoireAConference,
): boolean {
  switch (lu?.territoire.type) {
    case "perimetre":
      return true;
    case "commune":
      return communes.includes(lu.territoire.commune);
    case "epci":
      return lu.territoire.epci === code;
    case undefined:
      return false;
  }
}

function finDeMiseEnDemeure(reference: string, miseEnDemeure: string, droit: string): LigneDite {
  const mois = valeurLegale("delaiDeMiseEnDemeure", droit);
  if (mois === null) throw new TypeError("mise en demeure sans droit connu");
  const jour = memeQuantieme(miseEnDemeure, mois);
  return terme("fin-de-mise-en-demeure", reference, jour, {
    fr: `${dateEnFrancais(miseEnDemeure)} + ${mois} mois = ${dateEnFrancais(jour)}, compris`,
    en: `${miseEnDemeure} + ${mois} months = ${jour}, included`,
  });
}

export function lignesDeGarantie(
  garantie: GarantieSoldee,
  parCode: ReadonlyMap<string, Reservataire>,
  droit: string,
): LigneDite[] {
  const { emprunt: objet, dernierVersement } = garantie;
  const garant = parCode.get(garantie.reservataire);
  if (garant === undefined) throw new TypeError("garant inconnu");
  const suite = [cleDeGarantie(garantie)];
  const { terme: dernierJour, effetDuVersement } = prorogerLeDroit(garantie, parCode, droit);
  const estNomme = BENEFICIAIRES_DE_LA_PROROGATION.includes(garant.categorie);
  const information: LigneDite = {
    obligation: "information-du-garant",
    objet,
    suite,
    depuis: dernierVersement,
    dateDeDroit: dernierVersement,
    destinataire: auReservataire(garant),
    sansObjet: estNomme
      ? null
      : {
          fr: "l'article ne nomme que la commune et l'établissement public de coopération intercommunale",
          en: "the article names only the municipality and the EPCI",
        },
  };
  if (dernierJour === null) return [information];
  const annees = valeurLegale("prorogationDeLaGarantie", droit);
  const raison: Texte =
    effetDuVersement === "prorogee"
      ? {
          fr: `${dateEnFrancais(dernierVersement)} + ${annees} ans = ${dateEnFrancais(dernierJour)}`,
          en: `${dernierVersement} + ${annees} years = ${dernierJour}`,
        }
      : {
          fr: `la convention dit le ${dateEnFrancais(dernierJour)}${estNomme ? ", que la prorogation ne raccourcit pas" : " ; le garant n'est pas de ceux dont l'article proroge les droits"}`,
          en: `the agreement says ${dernierJour}${estNomme ? ", which the extension does not shorten" : "; the guarantor is not one whose rights the article extends"}`,
        };
  return [information, { ...terme("fin-des-droits-de-garantie", objet, dernierJour, raison), suite }];
}

export function lignesDeDerogation({ arrete, au }: Derogation): LigneDite[] {
  return [
    terme("fin-de-derogation", arrete, au, {
      fr: `l'arrêté dit le ${dateEnFrancais(au)}`,
      en: `the order says ${au}`,
    }),
  ];
}
