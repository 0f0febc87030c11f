import * as z from "zod";
import { valeurLegale } from "../droit/parametres.js";
import { trierParCodes } from "../exact/ordre.js";
import type { EnLecture } from "../modele/en-lecture.js";
import { taux } from "../modele/identifiants.js";
import type { Saisie } from "../modele/saisie.js";
import { estDansLeTerritoire, type Secteur } from "../modele/secteurs.js";
import { type Territoire, territoire } from "../modele/vocabulaire.js";
import type { Registre } from "../orientation/registre.js";

const tauxFixes = {
  /** Part des baux hors QPV fixée au bailleur, en pourcentage. */
  tauxHorsQpv: taux,
  /** Part des attributions en QPV fixée au bailleur, en pourcentage ; celle de la loi si rien n'est fixé. */
  tauxEnQpv: taux.optional(),
};

const objectif = z.discriminatedUnion("fondement", [
  /** La convention intercommunale d'attribution ; à Paris, la convention d'attribution. */
  z.strictObject({ fondement: z.literal("convention"), ...tauxFixes }),
  /** À défaut de convention, ce que l'EPCI, l'EPT ou la Ville de Paris a notifié. */
  z.strictObject({ fondement: z.literal("notification"), ...tauxFixes }),
  /** À défaut des deux, le taux de la loi, uniforme. */
  z.strictObject({ fondement: z.literal("uniforme") }),
]);

const territoireAObjectif = z.strictObject({ territoire, objectif });
/**
 * Un territoire à conférence intercommunale, et ce qui y fixe l'objectif du bailleur : l'appelant dit lequel.
 *
 * @useDeclaredType
 */
export type TerritoireAObjectif = EnLecture<z.input<typeof territoireAObjectif>>;

/** L'objectif retenu pour le bailleur, en pourcentage. */
export interface ObjectifDuBailleur {
  readonly fondement: "convention" | "notification" | "uniforme";
  readonly tauxHorsQpv: string;
  readonly tauxEnQpv: string;
}

export interface TerritoireLu {
  readonly territoire: Territoire;
  readonly objectif: ObjectifDuBailleur;
}

/** « epci/247700057 », « commune/75056 », « perimetre ». */
export function cleDeTerritoire(lu: Territoire): string {
  switch (lu.type) {
    case "perimetre":
      return "perimetre";
    case "commune":
      return `commune/${lu.commune}`;
    case "epci":
      return `epci/${lu.epci}`;
  }
}

/** Les territoires, dans l'ordre de leurs clés ; aucun secteur n'est de deux, et chacun en a. */
export function lireTerritoires(
  saisie: Saisie,
  donnees: readonly unknown[],
  registres: readonly Registre[],
): z.output<typeof territoireAObjectif>[] {
  const lignes = saisie.lireListe(territoireAObjectif, donnees, ["territoires"]);
  saisie.refuserDoublons(
    lignes,
    (ligne) => cleDeTerritoire(ligne.territoire),
    (rang) => ["territoires", rang, "territoire"],
  );
  const secteurs = secteursDe(registres);
  for (const { rang, ligne } of lignes) {
    const siens = secteurs.filter((secteur) => estDansLeTerritoire(secteur, ligne.territoire));
    if (siens.length === 0 && registres.length > 0)
      saisie.refuser(["territoires", rang, "territoire"], "TERRITOIRE_SANS_SECTEUR", {
        fr: "Aucun secteur des registres n'est de ce territoire.",
        en: "No sector of the registers is in this territory.",
      });
    const autre = lignes.find(
      (premiere) =>
        premiere.rang < rang &&
        cleDeTerritoire(premiere.ligne.territoire) !== cleDeTerritoire(ligne.territoire) &&
        siens.some((secteur) => estDansLeTerritoire(secteur, premiere.ligne.territoire)),
    );
    if (autre !== undefined)
      saisie.refuser(["territoires", rang, "territoire"], "TERRITOIRES_QUI_SE_RECOUVRENT", {
        fr: `Ce territoire et territoires[${autre.rang}] ont des secteurs communs : une attribution y compterait deux fois.`,
        en: `This territory and territoires[${autre.rang}] share sectors: a letting would count twice.`,
      });
  }
  return trierParCodes(
    lignes.map(({ ligne }) => ligne),
    (ligne) => cleDeTerritoire(ligne.territoire),
  );
}

function secteursDe(registres: readonly Registre[]): Secteur[] {
  return registres.flatMap(({ repartition, changements }) =>
    [repartition, ...changements.map((changement) => changement.repartition)].flatMap(
      ({ secteurs }) => secteurs,
    ),
  );
}

/** Ce que la convention ou la notification fixe ; à défaut, la loi. */
export function objectifDuBailleur(
  { objectif: donne }: z.output<typeof territoireAObjectif>,
  date: string,
): ObjectifDuBailleur {
  const deLaLoi = {
    tauxHorsQpv: valeurLegale("premierQuartileHorsQpv", date),
    tauxEnQpv: valeurLegale("autresPublicsEnQpv", date),
  };
  if (donne.fondement === "uniforme") return { fondement: donne.fondement, ...deLaLoi };
  const { fondement, tauxHorsQpv, tauxEnQpv = deLaLoi.tauxEnQpv } = donne;
  return { fondement, tauxHorsQpv, tauxEnQpv };
}
