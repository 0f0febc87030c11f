import type { Texte } from "../droit/texte.js";
import type { Reservataire } from "../modele/vocabulaire.js";
import type { TerritoireAConference } from "./lire-calendrier.js";

/** À qui un document est dû. */
export interface DestinataireDuCalendrier {
  readonly qualite:
    | "reservataire"
    | "prefet-de-departement"
    | "president-ou-maire"
    | "conference"
    | "commission-d-attribution"
    | "conseil-d-administration"
    | "public";
  /** Code du réservataire, SIREN du territoire, ou la qualité elle-même. */
  readonly code: string;
  readonly nom: Texte;
}

function institution(
  qualite: DestinataireDuCalendrier["qualite"],
  fr: string,
  en: string,
): DestinataireDuCalendrier {
  return { qualite, code: qualite, nom: { fr, en } };
}

export const PREFET_DE_DEPARTEMENT = institution(
  "prefet-de-departement",
  "préfet de département",
  "prefect of the département",
);
export const COMMISSION = institution(
  "commission-d-attribution",
  "commission d'attribution",
  "letting committee",
);
export const CONSEIL = institution(
  "conseil-d-administration",
  "conseil d'administration ou de surveillance",
  "board of directors or supervisory board",
);
export const PUBLIC = institution("public", "public", "the public");

export function auReservataire({ code, nom }: Pick<Reservataire, "code" | "nom">): DestinataireDuCalendrier {
  return { qualite: "reservataire", code, nom: { fr: nom, en: nom } };
}

/** Le président de l'EPCI, de l'EPT ou de la métropole de Lyon, ou le maire de Paris. */
export function auPresident({ code, nom, autorite }: TerritoireAConference): DestinataireDuCalendrier {
  const noms: Readonly<Record<TerritoireAConference["autorite"], Texte>> = {
    epci: { fr: `président de l'EPCI ${nom}`, en: `president of the EPCI ${nom}` },
    ept: { fr: `président de l'EPT ${nom}`, en: `president of the EPT ${nom}` },
    "metropole-de-lyon": {
      fr: "président de la métropole de Lyon",
      en: "president of the métropole de Lyon",
    },
    "ville-de-paris": { fr: "maire de Paris", en: "mayor of Paris" },
  };
  return { qualite: "president-ou-maire", code, nom: noms[autorite] };
}

export function aLaConference({ code, nom, autorite }: TerritoireAConference): DestinataireDuCalendrier {
  return {
    qualite: "conference",
    code,
    nom:
      autorite === "ville-de-paris"
        ? { fr: "conférence du logement de Paris", en: "housing conference of Paris" }
        : {
            fr: `conférence intercommunale du logement (${nom})`,
            en: `intermunicipal housing conference (${nom})`,
          },
  };
}
