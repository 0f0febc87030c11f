import * as z from "zod";
import { enPourCentDe, type Fraction, fraction } from "../exact/fraction.js";
import { lireTaux } from "../exact/taux.js";
import { champDe } from "../modele/donnee-pure.js";
import { annee, compte, dateIso, taux, texteNonVide } from "../modele/identifiants.js";
import { exigerRegimeDuFlux } from "../modele/regime.js";
import type { Saisie } from "../modele/saisie.js";
import { compterEmmenagements, type Emmenagements, lireRepertoire } from "./compter-emmenagements.js";
import {
  lireTermesParTypologie,
  refuserNumerateurSuperieur,
  type TermesDUneTypologie,
} from "./termes-par-typologie.js";

const natureDuNumerateur = z.enum(["emmenagements", "sorties"]);
const natureDuDenominateur = z.enum(["logements-loues-ou-proposes", "logements"]);
export type NatureDuNumerateur = z.infer<typeof natureDuNumerateur>;
export type NatureDuDenominateur = z.infer<typeof natureDuDenominateur>;

const cadre = { date: dateIso, millesime: annee, territoire: texteNonVide };

const schemaComptes = z.strictObject({
  ...cadre,
  numerateur: z.strictObject({ nature: natureDuNumerateur, nombre: compte }),
  denominateur: z.strictObject({ nature: natureDuDenominateur, nombre: compte }),
  typologies: z.array(z.unknown()).optional(),
});

const schemaRepertoire = z.strictObject({
  ...cadre,
  logements: z.array(z.unknown()),
  parTypologie: z.boolean().optional(),
});

const schemaPublication = z.strictObject({
  ...cadre,
  numerateur: z.strictObject({ nature: natureDuNumerateur }),
  denominateur: z.strictObject({ nature: natureDuDenominateur, nombre: compte.nullable() }),
  tauxPublie: taux,
});

/** Ce qu'une mesure établit, de quelque façon qu'elle soit donnée. */
export interface Mesure {
  readonly date: string;
  readonly origine: "comptes" | "logements" | "publication";
  readonly millesime: number;
  readonly territoire: string;
  readonly numerateur: { readonly nature: NatureDuNumerateur; readonly nombre: number | null };
  readonly denominateur: { readonly nature: NatureDuDenominateur; readonly nombre: number | null };
  readonly brut: Fraction;
  /** `null` quand le détail n'est pas demandé. */
  readonly typologies: readonly TermesDUneTypologie[] | null;
  readonly emmenagements: Emmenagements | null;
  /** Ce qui a été lu, en ordre canonique. */
  readonly lu: unknown;
}

type Facon = Mesure["origine"];

const CHAMPS_PROPRES = {
  comptes: ["typologies"],
  logements: ["logements", "parTypologie"],
  publication: ["tauxPublie"],
} as const satisfies Record<Facon, readonly string[]>;

/** La façon dont un taux est donné, d'après ce qu'il porte. */
export function faconDe(donnee: unknown): Facon {
  if (champDe(donnee, "logements") !== undefined) return "logements";
  return champDe(donnee, "tauxPublie") === undefined ? "comptes" : "publication";
}

/** Note tous les problèmes d'une mesure ; ce qui est rendu la calcule, s'il n'y en a pas. */
export function lireMesure(saisie: Saisie, donnee: unknown): () => Mesure {
  const facon = faconDe(donnee);
  const lire = { comptes: lireComptes, logements: lireLogements, publication: lirePublication }[facon];
  return lire(saisie, ecarterAutresFacons(saisie, donnee, facon));
}

function ecarterAutresFacons(saisie: Saisie, donnee: unknown, facon: Facon): unknown {
  if (typeof donnee !== "object" || donnee === null || Array.isArray(donnee)) return donnee;
  const etrangers: readonly string[] = [
    ...(facon === "logements" ? ["numerateur", "denominateur"] : []),
    ...Object.entries(CHAMPS_PROPRES).flatMap(([autre, champs]) => (autre === facon ? [] : champs)),
  ];
  const enTrop = Object.keys(donnee).filter((champ) => etrangers.includes(champ));
  for (const champ of enTrop)
    saisie.refuser([champ], "CHAMP_EN_TROP", {
      fr: "Un taux se donne en comptes (numerateur, denominateur), logement par logement (logements) ou tel que publié (tauxPublie), d'une seule de ces façons.",
      en: "A rate is given as counts (numerateur, denominateur), dwelling by dwelling (logements) or as published (tauxPublie), in one of these ways only.",
    });
  return Object.fromEntries(Object.entries(donnee).filter(([champ]) => !enTrop.includes(champ)));
}

function lireComptes(saisie: Saisie, donnee: unknown): () => Mesure {
  const { complet, champs } = saisie.lireObjet(schemaComptes, donnee);
  exigerRegimeDuFlux(saisie, champs.date, ["date"]);
  const { numerateur, denominateur } = champs;
  const tout =
    numerateur === undefined || denominateur === undefined
      ? undefined
      : { numerateur: numerateur.nombre, denominateur: denominateur.nombre };
  refuserZeroLogement(saisie, denominateur?.nombre, ["denominateur", "nombre"]);
  if (tout !== undefined && tout.denominateur > 0)
    refuserNumerateurSuperieur(saisie, tout, ["numerateur", "nombre"]);
  const typologies =
    champs.typologies === undefined ? null : lireTermesParTypologie(saisie, champs.typologies, tout);
  return () => {
    const { typologies: _, date, ...mesure } = saisie.certifier(complet);
    return {
      ...mesure,
      date,
      origine: "comptes",
      brut: enPourCentDe(fraction(mesure.numerateur.nombre), fraction(mesure.denominateur.nombre)),
      typologies,
      emmenagements: null,
      lu: typologies === null ? mesure : { ...mesure, typologies },
    };
  };
}

function lireLogements(saisie: Saisie, donnee: unknown): () => Mesure {
  const { complet, champs } = saisie.lireObjet(schemaRepertoire, donnee);
  exigerRegimeDuFlux(saisie, champs.date, ["date"]);
  const avecTypologie = champs.parTypologie === true;
  const donnes = champs.logements ?? [];
  const logements = lireRepertoire(saisie, donnes, champs.millesime, avecTypologie);
  const compte =
    champs.millesime === undefined ? undefined : compterEmmenagements(logements, champs.millesime);
  if (compte !== undefined && champs.logements !== undefined && logements.length === donnes.length)
    controlerEmmenagements(saisie, compte, avecTypologie);
  return () => {
    const { date, millesime, territoire } = saisie.certifier(complet);
    const emmenagements = saisie.certifier(compte);
    const { nombre, parc, typologies } = emmenagements;
    return {
      date,
      origine: "logements",
      millesime,
      territoire,
      numerateur: { nature: "emmenagements", nombre },
      denominateur: { nature: "logements-loues-ou-proposes", nombre: parc.louesOuProposes },
      brut: enPourCentDe(fraction(nombre), fraction(parc.louesOuProposes)),
      typologies: avecTypologie ? typologies : null,
      emmenagements,
      lu: { millesime, territoire, logements, parTypologie: avecTypologie },
    };
  };
}

function controlerEmmenagements(
  saisie: Saisie,
  { nombre, parc, typologies }: Emmenagements,
  avecTypologie: boolean,
): void {
  refuserZeroLogement(saisie, parc.louesOuProposes, ["logements"]);
  if (parc.louesOuProposes === 0) return;
  const tout = { typologie: null, numerateur: nombre, denominateur: parc.louesOuProposes };
  for (const { typologie, numerateur, denominateur } of [tout, ...(avecTypologie ? typologies : [])])
    if (numerateur > denominateur)
      saisie.refuser(["logements"], "NUMERATEUR_SUPERIEUR", {
        fr: `${typologie ?? "En tout"} : ${numerateur} emménagements pour ${denominateur} logements loués ou proposés ; d'autres ont eu lieu dans des logements d'un autre mode.`,
        en: `${typologie ?? "In all"}: ${numerateur} moves in for ${denominateur} dwellings let or on offer; others took place in dwellings of another mode.`,
      });
}

function lirePublication(saisie: Saisie, donnee: unknown): () => Mesure {
  const { complet, champs } = saisie.lireObjet(schemaPublication, donnee);
  exigerRegimeDuFlux(saisie, champs.date, ["date"]);
  refuserZeroLogement(saisie, champs.denominateur?.nombre, ["denominateur", "nombre"]);
  return () => {
    const { date, tauxPublie, ...mesure } = saisie.certifier(complet);
    return {
      ...mesure,
      date,
      origine: "publication",
      numerateur: { ...mesure.numerateur, nombre: null },
      brut: lireTaux(tauxPublie),
      typologies: null,
      emmenagements: null,
      lu: { ...mesure, tauxPublie },
    };
  };
}

function refuserZeroLogement(
  saisie: Saisie,
  nombre: number | null | undefined,
  chemin: readonly PropertyKey[],
): void {
  if (nombre === 0)
    saisie.refuser(chemin, "DENOMINATEUR_NUL", {
      fr: "Un taux ne se mesure pas sur zéro logement.",
      en: "A rate cannot be measured on zero dwellings.",
    });
}
