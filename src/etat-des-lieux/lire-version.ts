import * as z from "zod";
import { trierParCodes } from "../exact/ordre.js";
import { champDe } from "../modele/donnee-pure.js";
import { dateIso } from "../modele/identifiants.js";
import { type Resultat, relire } from "../modele/provenance.js";
import type { Saisie } from "../modele/saisie.js";
import { perimetre } from "../modele/vocabulaire.js";
import { refuserLogementsRepetes } from "./controler-logements.js";
import { type LogementLu, schemaLogement } from "./lire-inventaire.js";

/** Ce qui se compare d'un inventaire ; le reste de ce qui est donné ne compte pas. */
const schemaVersion = z.object({ date: dateIso, perimetre, logements: z.array(z.unknown()) });

interface VersionLue {
  readonly date: string;
  /** De quoi elle est une version : un bailleur, un département, et un réservataire si c'est un extrait. */
  readonly inventaire: string;
  readonly logements: readonly LogementLu[];
}

const NATURES: readonly unknown[] = ["lecture-d-etat-des-lieux", "extrait-d-etat-des-lieux"];

/** Lit une version d'un inventaire ; le sceau d'un fichier lu ou d'un extrait est vérifié. */
export function lireVersion(saisie: Saisie, donnee: unknown, cote: string): VersionLue | undefined {
  const recue = saisie.recevoir(donnee, [cote]);
  const nature = champDe(recue, "nature");
  const version =
    typeof nature === "string" && NATURES.includes(nature)
      ? relire<Resultat>(saisie, recue, nature, [cote])
      : recue;
  if (version === undefined && recue !== undefined) return undefined;
  const { complet, champs } = saisie.lireObjet(schemaVersion, version, [cote]);
  const lignes = saisie.lireListe(schemaLogement, champs.logements ?? [], [cote, "logements"]);
  refuserLogementsRepetes(saisie, lignes, (rang, champ) => [cote, "logements", rang, champ]);
  if (complet === undefined) return undefined;
  const { bailleur, departement } = complet.perimetre;
  const titulaire = champDe(champDe(version, "reservataire"), "code");
  return {
    date: complet.date,
    inventaire: [bailleur, departement, ...(typeof titulaire === "string" ? [titulaire] : [])].join(", "),
    logements: trierParCodes(
      lignes.map(({ ligne }) => ligne),
      ({ numeroRpls }) => numeroRpls,
    ),
  };
}
