import fc from "fast-check";
import {
  type ComparaisonDeReservataire,
  comparerEtatsDesLieux,
  extraireEtatDesLieux,
  type LogementDuParc,
} from "gestion-en-flux";
import { expect, test } from "vitest";
import { DATE, melanger, parc } from "../differentiel/generateurs.js";

/** Deux versions d'un parc : des lignes ôtées de chaque côté, d'autres changées. */
const versions = fc
  .record({
    parc: parc({ detenu: false, toutPrecise: false, nombre: 25 }),
    sorts: fc.array(fc.constantFrom("garde", "garde", "ote", "ajoute", "change", "cede"), {
      minLength: 25,
      maxLength: 25,
    }),
  })
  .map(({ parc: lu, sorts }) => {
    const { logements, ...reste } = lu;
    const cadre = { date: DATE, ...reste };
    const changer = (l: LogementDuParc, rang: number): LogementDuParc =>
      sorts[rang] === "change"
        ? { ...l, typologie: l.typologie === "T1" ? "T2" : "T1" }
        : sorts[rang] === "cede"
          ? { ...l, reservataire: lu.reservataires[0]?.code ?? null }
          : l;
    return {
      avant: { ...cadre, logements: logements.filter((_, rang) => sorts[rang] !== "ajoute") },
      apres: { ...cadre, logements: logements.map(changer).filter((_, rang) => sorts[rang] !== "ote") },
      reservataires: lu.reservataires,
    };
  });

test("les comptes de chacun se tiennent, et font ceux du parc", () => {
  fc.assert(
    fc.property(versions, fc.nat(), ({ avant, apres }, graine) => {
      const lue = comparerEtatsDesLieux(avant, apres);
      for (const { reservataire, ...ligne } of lue.reservataires) {
        const siens = (logements: readonly LogementDuParc[]) =>
          logements.filter((l) => l.reservataire === reservataire).length;
        expect([ligne.avant, ligne.apres]).toEqual([siens(avant.logements), siens(apres.logements)]);
        expect(ligne.apres - ligne.avant).toBe(ligne.ajoutes + ligne.entres - ligne.retires - ligne.sortis);
      }
      const somme = (champ: Exclude<keyof ComparaisonDeReservataire, "reservataire">) =>
        lue.reservataires.reduce((total, ligne) => total + ligne[champ], 0);
      expect(somme("avant")).toBe(avant.logements.length);
      expect(somme("apres")).toBe(apres.logements.length);
      expect(somme("ajoutes")).toBe(lue.ajoutes.length);
      expect(somme("retires")).toBe(lue.retires.length);
      expect(somme("entres")).toBe(somme("sortis"));
      expect(somme("entres") + somme("changes")).toBe(lue.changes.length);
      expect(somme("inchanges")).toBe(lue.inchanges);
      expect(comparerEtatsDesLieux(melanger(avant, graine), melanger(apres, graine))).toEqual(lue);
    }),
  );
});

test("dans l'autre sens, les ajouts sont les retraits ; contre soi-même, rien", () => {
  fc.assert(
    fc.property(versions, ({ avant, apres }) => {
      const aller = comparerEtatsDesLieux(avant, apres);
      const retour = comparerEtatsDesLieux(apres, avant);
      expect(retour.ajoutes).toEqual(aller.retires);
      expect(retour.retires).toEqual(aller.ajoutes);
      expect(retour.changes.map((l) => l.changements.map((c) => [c.champ, c.apres, c.avant]))).toEqual(
        aller.changes.map((l) => l.changements.map((c) => [c.champ, c.avant, c.apres])),
      );
      expect(comparerEtatsDesLieux(avant, avant)).toMatchObject({
        ajoutes: [],
        retires: [],
        changes: [],
        inchanges: avant.logements.length,
      });
    }),
  );
});

test("les extraits se partagent les lignes réservées, et chacun ne dépend que des siennes", () => {
  fc.assert(
    fc.property(versions, ({ avant, reservataires }) => {
      const lignes = reservataires.flatMap(({ code }) => {
        const extrait = extraireEtatDesLieux(avant, code);
        const siennes = avant.logements.filter((l) => l.reservataire === code);
        expect(extraireEtatDesLieux({ ...avant, logements: siennes }, code)).toEqual(extrait);
        return extrait.logements;
      });
      const numeros = (liste: readonly LogementDuParc[]) => liste.map(({ numeroRpls }) => numeroRpls).sort();
      expect(numeros(lignes)).toEqual(numeros(avant.logements.filter((l) => l.reservataire !== null)));
    }),
  );
});
