import fc from "fast-check";
import {
  consoliderEtatDesLieux,
  type LigneDeFichier,
  type LogementDuParc,
  lireEtatDesLieux,
} from "gestion-en-flux";
import { expect, test } from "vitest";
import { DATE, figer, melanger, parc } from "./generateurs.js";

const enFrancais = (date: string | null | undefined, absent: string) =>
  date == null ? absent : date.split("-").reverse().join("/");

/** Plusieurs façons d'écrire le même fichier, au choix d'un nombre. */
function ecrire(logement: LogementDuParc, style: number): LigneDeFichier {
  const au = <T>(...choix: readonly T[]) => choix[style % choix.length] as T;
  const { typologie, localisation, contrepartie, droit } = logement;
  const T5 = au("T5 et +", "t5+", "T6", "5");
  return {
    [au("N° RPLS", "IDENT_REP", "Numéro RPLS")]: logement.numeroRpls,
    [au("Réservataire", "RESERVATAIRE")]: logement.reservataire ?? au("non réservé", "Aucun"),
    [au("Typologie", "NBPIECE")]:
      typologie === "T5+" ? T5 : au(typologie, typologie.slice(1), `${typologie}bis`),
    [au("Commune", "DEPCOM", "Code INSEE")]: logement.commune,
    [au("QPV / hors QPV", "QPV")]:
      localisation === "qpv" ? au("oui", "1", "QPV") : au("non", "2", "Hors QPV"),
    [au("Financement", "financement")]: au(logement.financement, logement.financement.toLowerCase()),
    "Nature du droit":
      droit === undefined
        ? ""
        : droit === "droit-de-suite"
          ? "Droit de suite"
          : au("droit unique", "Droit simple"),
    "Date de début": enFrancais(logement.dateDeDebut, ""),
    [au("Date d'expiration", "Échéance")]: enFrancais(logement.dateDExpiration, ""),
    Contrepartie: contrepartie === undefined ? null : au("garantie d'emprunt", "Garantie"),
    "Dernier versement": enFrancais(logement.dernierVersement, ""),
    Statut: logement.statut ?? null,
  };
}

test("un parc écrit en français, relu, se consolide au même résultat", () => {
  fc.assert(
    fc.property(
      parc({ detenu: false, toutPrecise: false, nombre: 30 }),
      fc.nat(12),
      fc.nat(),
      ({ perimetre, communes, reservataires, logements }, style, graine) => {
        const convenu = { droitNonPrecise: "droit-de-suite" } as const;
        const cadre = { date: DATE, perimetre, communes, reservataires };
        const lignes = logements.map((logement) => ecrire(logement, style));
        const lu = lireEtatDesLieux(figer({ ...cadre, lignes }), {});
        const { provenance: _, ...attendu } = consoliderEtatDesLieux({ ...cadre, logements }, convenu);
        expect(consoliderEtatDesLieux(lu, convenu)).toMatchObject(attendu);
        expect(lu.comptes.logements).toBe(logements.length);
        const melange = lireEtatDesLieux(melanger({ ...cadre, lignes }, graine), {});
        expect(melange.logements).toEqual(lu.logements);
      },
    ),
  );
});
