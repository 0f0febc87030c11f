import fc from "fast-check";
import {
  calculerAssiette,
  consigner,
  type Evenement,
  type LogementLibere,
  type Orientation,
  orienterLogements,
  ouvrirRegistre,
  proposerOrientation,
  type Registre,
  repartirFlux,
} from "gestion-en-flux";
import { expect, test } from "vitest";
import {
  type Dossier,
  dossier,
  dossierDEgalites,
  figer,
  fluxDesSecteurs,
  liberationsDe,
  melanger,
} from "./generateurs.js";
import {
  compareCodes,
  estDans,
  lireTaux,
  orienterNaivement,
  repartirNaivement,
} from "./seconde-implementation.js";

const tenable = fc
  .oneof(
    dossierDEgalites,
    dossier({ maximum: 20, large: false, nombre: 6 }),
    dossier({ maximum: 20, large: true, nombre: 2 }),
  )
  .filter((d) =>
    repartirNaivement(fluxDesSecteurs(d), d.conventions).secteurs.every(
      (s) => !s.tauxNonReserve.exact.startsWith("-"),
    ),
  );
const avecLiberations = (nombre: number, dossiers: fc.Arbitrary<Dossier> = tenable) =>
  dossiers.chain((d) => fc.tuple(fc.constant(d), liberationsDe(d, nombre)));
/** Là où les parts changent d'un secteur à l'autre, la règle est « le plus en attente d'abord ». */
const aPlusieursSecteurs = tenable.filter(({ entree }) => entree.secteurs.length > 1);

const STIPULATIONS = { decompte: "mise-a-disposition", echec: "annule", report: "aucun" } as const;

const ouvrir = ({ entree, premieres, conventions }: Dossier) =>
  ouvrirRegistre(
    repartirFlux({
      assiette: calculerAssiette(entree, { premieresMisesEnLocation: premieres }),
      conventions,
    }),
    STIPULATIONS,
  );
const naivement = (d: Dossier, liberations: readonly LogementLibere[]) =>
  orienterNaivement(fluxDesSecteurs(d), d.conventions, d.premieres, liberations);

/** Aucun logement ne sort du territoire de son réservataire, ni ne va à qui n'a qu'un taux nul. */
function exigerLeTerritoire(
  { conventions, entree }: Dossier,
  libere: LogementLibere | undefined,
  { reservataire, cas }: Orientation,
) {
  if (cas === "identifie") return expect(reservataire).toBe(libere?.reservataireIdentifie);
  if (reservataire === "non-reserves") return;
  const secteur = entree.secteurs.find(
    (s) => s.commune === libere?.commune && s.localisation === libere.localisation,
  );
  const droits = conventions.filter(
    (c) =>
      c.reservataire.code === reservataire &&
      secteur !== undefined &&
      estDans(c.reservataire.territoire, secteur) &&
      c.parts.some((p) => lireTaux(p.taux) > 0n),
  );
  expect(droits.length).toBe(1);
}

test("même suite, mêmes comptes, même plus grand écart, dans chaque territoire", () => {
  fc.assert(
    fc.property(avecLiberations(30, aPlusieursSecteurs), ([d, liberations]) => {
      const lue = orienterLogements(figer(ouvrir(d)), figer(liberations));
      const attendue = naivement(d, liberations);
      expect(
        lue.orientations.map((o) => ({ liberation: o.liberation, reservataire: o.reservataire })),
      ).toEqual(attendue.orientations);
      expect(lue.soustraites).toEqual(attendue.soustraites);
      expect(lue.nonOrientees.map((n) => n.liberation)).toEqual(attendue.nonOrientees);
      expect(lue.registre.comptes).toMatchObject(attendue.comptes);
      if (attendue.plusGrandEcart === null) expect(lue.plusGrandEcart).toBeNull();
      else expect(lue.plusGrandEcart).toMatchObject(attendue.plusGrandEcart);
      const parId = new Map(liberations.map((l) => [l.liberation, l]));
      for (const orientation of lue.orientations)
        exigerLeTerritoire(d, parId.get(orientation.liberation), orientation);
    }),
  );
});

const rejouer = (depart: Registre, journal: readonly Evenement[]) =>
  journal.reduce((etat, fait) => consigner(etat, figer(fait)), figer(depart));

test("rejouer le journal redonne le même état, au même octet", () => {
  fc.assert(
    fc.property(avecLiberations(15), ([d, liberations]) => {
      const { registre } = orienterLogements(ouvrir(d), liberations);
      expect(JSON.stringify(rejouer(ouvrir(d), registre.journal))).toBe(JSON.stringify(registre));
    }),
  );
});

test("pas à pas : la proposition classe tous les candidats comme la seconde implémentation", () => {
  fc.assert(
    fc.property(avecLiberations(9, aPlusieursSecteurs), ([d, liberations]) => {
      const { ordres } = naivement(d, liberations);
      const { registre } = orienterLogements(ouvrir(d), liberations);
      let etat = ouvrir(d);
      for (const fait of registre.journal) {
        const attendu = fait.type === "mise-a-disposition" ? ordres.get(fait.liberation) : undefined;
        if (fait.type === "mise-a-disposition" && attendu !== undefined) {
          const proposition = proposerOrientation(figer(etat), fait.liberation);
          expect(proposition.candidats.map((c) => c.reservataire)).toEqual(attendu);
          const tous = [...proposition.candidats, ...proposition.ecartes].map((c) => c.reservataire);
          expect(tous.sort(compareCodes)).toEqual(etat.comptes.map((c) => c.reservataire).sort(compareCodes));
        }
        etat = consigner(etat, fait);
      }
    }),
  );
});

test("orienter en deux fois, coupé entre deux jours, ou en une fois", () => {
  fc.assert(
    fc.property(avecLiberations(16), fc.nat(), ([d, liberations], choisi) => {
      const coupure = liberations[choisi % Math.max(1, liberations.length)]?.date ?? "2024-07-01";
      const avant = liberations.filter((l) => l.date < coupure);
      const apres = liberations.filter((l) => l.date >= coupure);
      const deuxFois = orienterLogements(orienterLogements(ouvrir(d), avant).registre, apres);
      const uneFois = orienterLogements(ouvrir(d), liberations);
      expect(JSON.stringify(deuxFois.registre)).toBe(JSON.stringify(uneFois.registre));
    }),
  );
});

test("ni l'ordre des entrées ni un passage par une base de données ne changent un octet", () => {
  fc.assert(
    fc.property(avecLiberations(16), fc.nat(), ([d, liberations], graine) => {
      const ouvert = ouvrir(d);
      const lue = orienterLogements(ouvert, liberations);
      const ouvertAutrement = ouvrir(melanger(d, graine));
      const melangee = orienterLogements(ouvertAutrement, melanger(liberations, graine));
      expect(JSON.stringify(melangee)).toBe(JSON.stringify(lue));
      const [premier] = lue.registre.journal;
      if (premier !== undefined)
        expect(JSON.stringify(consigner(ouvertAutrement, figer(melanger(premier, graine))))).toBe(
          JSON.stringify(consigner(ouvert, premier)),
        );
      const relu = JSON.parse(JSON.stringify(ouvert)) as Registre;
      expect(JSON.stringify(orienterLogements(figer(relu), liberations))).toBe(JSON.stringify(lue));
    }),
  );
});
