import fc from "fast-check";
import {
  calculerAssiette,
  consigner,
  type EvenementDeDossier,
  etablirBilan,
  fixerObjectifsDeFlux,
  orienterLogements,
  ouvrirRegistre,
  type Registre,
  repartirFlux,
} from "gestion-en-flux";
import { expect, test } from "vitest";
import {
  type Dossier,
  dossier,
  figer,
  fluxDesSecteurs,
  liberationsDe,
  melanger,
  SUITES,
} from "./generateurs.js";
import {
  fixerParEnumeration,
  moins,
  rationnel,
  recompterAssiette,
  recompterBilan,
  repartirNaivement,
  valeur,
} from "./seconde-implementation.js";

const tenable = dossier({ maximum: 20, large: false, nombre: 3 }).filter((d) =>
  repartirNaivement(fluxDesSecteurs(d), d.conventions).secteurs.every(
    (s) => !s.tauxNonReserve.exact.startsWith("-"),
  ),
);

/** Un dossier, ses libérations, et la suite de chacune ; certaines libérations restent en attente. */
const annee = tenable.chain((d) =>
  fc.tuple(
    fc.constant(d),
    liberationsDe(d, 11),
    fc.array(fc.constantFrom(...SUITES), { minLength: 11, maxLength: 11 }),
    fc.nat(3),
  ),
);

function vivre(
  { entree, premieres, conventions }: Dossier,
  liberations: Parameters<typeof orienterLogements>[1],
  suites: readonly (typeof SUITES)[number][],
  enAttente: number,
): Registre {
  const ouvert = ouvrirRegistre(
    repartirFlux({
      assiette: calculerAssiette(entree, { premieresMisesEnLocation: premieres }),
      conventions,
    }),
    {
      decompte: "mise-a-disposition",
      echec: "decompte",
      report: "aucun",
      absenceDeCandidatEnQpv: "comme-ailleurs",
    },
  );
  let etat = orienterLogements(ouvert, liberations).registre;
  etat.dossiers.forEach(({ liberation, etape, tours }, rang) => {
    const reservataire = tours[0]?.reservataire;
    if (etape !== "mise-a-disposition") return;
    const modes = conventions.filter((c) => c.reservataire.code === reservataire).map((c) => c.modeDeGestion);
    // Gestion déléguée, ou logement du bailleur : aucune désignation n'est attendue.
    const sansDesignation = rang % 2 === 1 && modes[0] !== "directe";
    for (const type of suites[rang] ?? [])
      if (type === "designation" && sansDesignation) continue;
      else etat = consigner(etat, { type, liberation, date: "2024-12-31" });
  });
  const secteur = entree.secteurs[0];
  for (let n = 0; n < enAttente && secteur !== undefined; n++)
    etat = consigner(etat, {
      type: "liberation",
      date: "2024-12-31",
      liberation: `attente-${n}`,
      logement: `88${String(n).padStart(8, "0")}`,
      commune: secteur.commune,
      localisation: secteur.localisation,
      typologie: "T2",
      financement: "PLAI",
      periodeDeConstruction: "1949-1974",
      statut: "dans-le-flux",
      premiereMiseEnLocation: false,
    });
  return etat;
}

test("le bilan est un recompte du journal", () => {
  fc.assert(
    fc.property(annee, ([d, liberations, suites, enAttente]) => {
      const registre = vivre(d, liberations, suites, enAttente);
      const bilan = etablirBilan(figer(registre));
      const attendu = recompterBilan(registre.journal as readonly EvenementDeDossier[], d.premieres);

      const lignes = bilan.lignes.map(
        ({
          reservataire,
          typologie,
          financement,
          localisation,
          commune,
          periodeDeConstruction,
          proposes,
          attribues,
          bauxSignes,
        }) =>
          [
            JSON.stringify([
              reservataire,
              typologie,
              financement,
              localisation,
              commune,
              periodeDeConstruction,
            ]),
            { proposes, attribues, bauxSignes },
          ] as const,
      );
      expect(new Set(lignes.map(([cle]) => cle)).size).toBe(lignes.length);
      expect(new Map(lignes)).toEqual(attendu.lignes);
      expect(bilan.totaux).toMatchObject(attendu.totaux);
      // Un tour par logement : les suites de chacun sont ses compteurs.
      for (const { reservataire, ...suites } of bilan.suites.lignes) {
        const { proposes, bauxSignes, attribues, enCours, ...echecs } = attendu.compteurs(reservataire ?? "");
        expect(suites).toMatchObject({
          misesADisposition: proposes,
          attribuees: attribues,
          bauxSignes,
          enCours,
          echouees: Object.values(echecs).reduce((a, b) => a + b, 0),
        });
      }
      expect(bilan.liberations).toMatchObject(attendu.liberations);
      expect(bilan.assietteRealisee).toMatchObject(attendu.assietteRealisee);
      const { secteurs: _, constats: __, ...prevue } = recompterAssiette(d.entree, d.premieres);
      expect(bilan.assiettePrevue).toMatchObject(prevue);

      const {
        total,
        soustraites,
        partagees,
        identifiees,
        premieresMisesEnLocationHorsFlux,
        enAttente: reste,
      } = bilan.liberations;
      expect(soustraites + partagees + identifiees + premieresMisesEnLocationHorsFlux + reste).toBe(total);
    }),
  );
});

test("l'assiette réalisée du bilan est celle de ses libérations, données une à une", () => {
  fc.assert(
    fc.property(annee, ([d, liberations, suites, enAttente]) => {
      const registre = vivre(d, liberations, suites, enAttente);
      const { assietteRealisee } = etablirBilan(registre);
      const epciDe = new Map(d.entree.secteurs.map(({ commune, epci }) => [commune, epci]));
      const titres = new Map(
        registre.journal.flatMap((fait) =>
          fait.type === "soustraction" ? [[fait.liberation, fait.categorie] as const] : [],
        ),
      );
      const logements = registre.journal.flatMap((fait) => {
        if (fait.type !== "liberation") return [];
        const { liberation, logement, commune, localisation, premiereMiseEnLocation, statut } = fait;
        const titre = titres.get(liberation);
        return [
          {
            liberation,
            logement,
            commune,
            localisation,
            epci: epciDe.get(commune) ?? null,
            premiereMiseEnLocation,
            statut,
            soustractions: titre === undefined ? [] : [titre],
          },
        ];
      });
      fc.pre(logements.length > 0);
      const unParUn = calculerAssiette(
        { date: d.entree.date, logements },
        { premieresMisesEnLocation: d.premieres },
      );
      expect(unParUn).toMatchObject(assietteRealisee);
    }),
  );
});

test("l'année de chaque réservataire : compteurs, objectif, dû, reçus, écart", () => {
  fc.assert(
    fc.property(annee, ([d, liberations, suites, enAttente]) => {
      const registre = vivre(d, liberations, suites, enAttente);
      const bilan = etablirBilan(registre);
      const attendu = recompterBilan(registre.journal as readonly EvenementDeDossier[], d.premieres);
      const objectifs = fixerParEnumeration(fluxDesSecteurs(d), d.conventions).parReservataire;
      const comptes = new Map(registre.comptes.map((c) => [c.reservataire, c]));
      const attendus = [...d.conventions.map((c) => c.reservataire.code), "non-reserves"];
      expect(new Set(bilan.reservataires.map((r) => r.reservataire))).toEqual(new Set(attendus));
      expect(bilan.reservataires.length).toBe(attendus.length);
      for (const lu of bilan.reservataires) {
        const compte = comptes.get(lu.reservataire);
        const du = rationnel(compte?.duEnCentMillioniemes ?? 0, 100_000_000);
        const recus = compte?.recus ?? 0;
        expect(lu).toMatchObject({
          ...attendu.compteurs(lu.reservataire),
          objectif: objectifs.get(lu.reservataire) ?? null,
          du: valeur(du),
          recus,
          ecart: valeur(moins(du, rationnel(recus))),
        });
      }
      const fixes = fixerObjectifsDeFlux(registre.repartition);
      expect(bilan.reservataires.find((r) => r.reservataire === "non-reserves")?.objectif).toBe(
        fixes.nonReserves.objectif,
      );
    }),
  );
});

test("ni l'ordre des entrées ni un passage par une base de données ne changent un octet", () => {
  fc.assert(
    fc.property(annee, fc.nat(), ([d, liberations, suites, enAttente], graine) => {
      const registre = vivre(d, liberations, suites, enAttente);
      const lu = JSON.stringify(etablirBilan(registre));
      // L'ordre des secteurs choisit celui des libérations en attente : elles se consignent d'après l'original.
      const melange = { ...melanger(d, graine), entree: { ...melanger(d.entree, graine) } };
      const premier = d.entree.secteurs[0];
      const secteurs = melange.entree.secteurs.filter(
        (s) => s.commune !== premier?.commune || s.localisation !== premier.localisation,
      );
      const remis = {
        ...melange,
        entree: { ...melange.entree, secteurs: premier === undefined ? secteurs : [premier, ...secteurs] },
      };
      expect(
        JSON.stringify(etablirBilan(vivre(remis, melanger(liberations, graine), suites, enAttente))),
      ).toBe(lu);
      expect(JSON.stringify(etablirBilan(figer(JSON.parse(JSON.stringify(registre)) as Registre)))).toBe(lu);
    }),
  );
});
