import * as z from "zod";
import { nommer } from "../etat-des-lieux/nommer.js";
import { champDe } from "../modele/donnee-pure.js";
import { texteNonVide } from "../modele/identifiants.js";
import type { Saisie } from "../modele/saisie.js";
import { NON_RESERVES, type Reservataire } from "../modele/vocabulaire.js";
import type { Repartition } from "../repartition/repartir-flux.js";
import type { Simulation } from "../simulation/simuler.js";
import type { ResultatExplicable } from "./expliquer.js";

/** Un code et le nom qui se lit à sa place. */
export type Nomme = Pick<Reservataire, "code" | "nom">;

const schemaNomme = z.object({ code: texteNonVide, nom: texteNonVide });

/** Lit les noms que l'appelant donne ; ce qu'un réservataire porte d'autre n'est pas regardé. */
export function lireNoms(saisie: Saisie, donnes: unknown): readonly Nomme[] {
  if (donnes === undefined) return [];
  const lus = saisie.lireListe(schemaNomme, donnes, ["options", "reservataires"]);
  saisie.refuserDoublons(
    lus,
    ({ code }) => code,
    (rang) => ["options", "reservataires", rang, "code"],
  );
  return lus.map(({ ligne }) => ligne);
}

const BAILLEUR = { fr: "Logements non réservés", en: "Unreserved dwellings" };

/** Les noms que le résultat porte, puis ceux de l'appelant, qui l'emportent ; un code sans nom reste un code. */
export function nommerSelon(
  portes: readonly Nomme[],
  donnes: readonly Nomme[],
  langue: "fr" | "en",
): (code: string) => string {
  const noms = new Map(
    [{ code: NON_RESERVES, nom: BAILLEUR[langue] }, ...portes, ...donnes].map(({ code, nom }) => [code, nom]),
  );
  return nommer([...noms].map(([code, nom]) => ({ code, nom })));
}

/** Les noms qu'un résultat porte lui-même. */
export function nomsDuResultat(resultat: ResultatExplicable): readonly Nomme[] {
  switch (resultat.nature) {
    case "etat-des-lieux":
    case "syntheses-reunies":
      return resultat.reservataires;
    case "repartition":
      return nomsDesConventions(resultat);
    case "objectifs":
      return nomsDesConventions(resultat.repartition);
    case "registre":
      return [resultat, ...resultat.changements].flatMap(({ repartition }) =>
        nomsDesConventions(repartition),
      );
    case "bilans-consolides":
      return resultat.reservataires;
    case "simulation":
      return nomsDesScenarios(resultat);
    default:
      return [];
  }
}

/** Les noms que portent les inventaires et les conventions d'une simulation ; ceux du scénario de départ l'emportent. */
function nomsDesScenarios({ scenario, variantes }: Simulation): readonly Nomme[] {
  const nommes = [...variantes.map(({ changements }) => changements), scenario].flatMap(
    ({ inventaire, conventions = [] }) => [
      ...(inventaire?.reservataires ?? []),
      ...conventions.flatMap((convention) =>
        (convention.parties ?? [convention]).map((partie) => champDe(partie, "reservataire")),
      ),
    ],
  );
  return nommes.flatMap((nomme) => {
    const lu = schemaNomme.safeParse(nomme);
    return lu.success ? [lu.data] : [];
  });
}

function nomsDesConventions({ conventions }: Repartition): readonly Nomme[] {
  return conventions.map(({ reservataire }) => reservataire);
}
