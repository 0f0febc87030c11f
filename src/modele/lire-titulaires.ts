import type * as z from "zod";
import { trierParCodes } from "../exact/ordre.js";
import { champDe } from "./donnee-pure.js";
import type { Saisie } from "./saisie.js";
import {
  type CategorieDeReservataire,
  type Contingent,
  type Contrepartie,
  reservataire,
} from "./vocabulaire.js";

/** Un réservataire dont le territoire ne joue aucun rôle. */
export const titulaire = reservataire.pick({ code: true, nom: true, categorie: true });
type Titulaire = z.infer<typeof titulaire>;

/** Les réservataires d'une entrée. */
export interface Titulaires {
  /** Ceux qui se lisent, dans l'ordre des codes. */
  readonly parCode: ReadonlyMap<string, Titulaire>;
  /** Vrai d'un code que la liste ne donne pas ; celui d'une ligne illisible, dont le problème est dit, est donné. */
  readonly estInconnu: (code: string) => boolean;
}

export function lireTitulaires(saisie: Saisie, donnees: readonly unknown[] | undefined): Titulaires {
  const lignes = saisie.lireListe(titulaire, donnees ?? [], ["reservataires"]);
  saisie.refuserDoublons(
    lignes,
    ({ code }) => code,
    (rang) => ["reservataires", rang, "code"],
  );
  saisie.refuserDoublons(
    lignes.filter(({ ligne }) => ligne.categorie === "prefet"),
    ({ categorie }) => categorie,
    (rang) => ["reservataires", rang, "categorie"],
  );
  const tries = trierParCodes(
    lignes.map(({ ligne }) => ligne),
    ({ code }) => code,
  );
  return {
    parCode: new Map(tries.map((lu) => [lu.code, lu])),
    estInconnu: donnees === undefined ? () => false : chercherLesInconnus(donnees),
  };
}

/** Une ligne sans code lisible peut nommer n'importe qui : personne n'est alors dit inconnu. */
export function chercherLesInconnus(donnees: readonly unknown[]): (code: string) => boolean {
  const codes = donnees.map((donnee) => champDe(donnee, "code"));
  const tousSeLisent = codes.every((code) => typeof code === "string");
  const donnes = new Set(codes);
  return (code) => tousSeLisent && !donnes.has(code);
}

interface Titre {
  readonly reservataire: string;
  readonly contrepartie: Contrepartie;
  readonly contingent?: Contingent | undefined;
}

/** Ce qui est à l'État n'est donné qu'au préfet, et le contingent préfectoral dit son volet. */
export function controlerTitre(
  saisie: Saisie,
  { reservataire: code, contrepartie, contingent }: Titre,
  { parCode, estInconnu }: Titulaires,
  chemin: readonly PropertyKey[],
): void {
  const categorie = parCode.get(code)?.categorie;
  if (estInconnu(code))
    saisie.refuser([...chemin, "reservataire"], "RESERVATAIRE_INCONNU", {
      fr: `Le réservataire « ${code} » ne figure pas dans la liste des réservataires.`,
      en: `Holder “${code}” is not in the list of holders.`,
    });
  if ((contrepartie === "contingent-prefectoral") !== (contingent !== undefined))
    saisie.refuser([...chemin, "contingent"], "CONTINGENT_INCOHERENT", {
      fr: "Le contingent préfectoral dit son volet (publics prioritaires, agents civils et militaires) ; une autre contrepartie n'en a pas.",
      en: "The prefect's contingent names its part (priority groups, State agents); another counterpart has none.",
    });
  refuserContrepartieDeLEtat(saisie, contrepartie, categorie, [...chemin, "contrepartie"]);
}

/** Le contingent préfectoral et la cession avec décote ne reviennent qu'au préfet. */
export function refuserContrepartieDeLEtat(
  saisie: Saisie,
  contrepartie: Contrepartie,
  categorie: CategorieDeReservataire | undefined,
  chemin: readonly PropertyKey[],
): void {
  if (
    ["contingent-prefectoral", "decote"].includes(contrepartie) &&
    categorie !== undefined &&
    categorie !== "prefet"
  )
    saisie.refuser(chemin, "CONTREPARTIE_INCOHERENTE", {
      fr: `La contrepartie « ${contrepartie} » revient à l'État, non à un réservataire de catégorie « ${categorie} ».`,
      en: `The counterpart “${contrepartie}” belongs to the State, not to a holder of category “${categorie}”.`,
    });
}
