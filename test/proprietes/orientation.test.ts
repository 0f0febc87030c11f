import fc from "fast-check";
import {
  type Annulation,
  calculerAssiette,
  consigner,
  type Evenement,
  type EvenementDeDossier,
  type LogementLibere,
  orienterLogements,
  ouvrirRegistre,
  proposerOrientation,
  type Registre,
  repartirFlux,
  type StipulationsDeRegistre,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { comparer, fraction, valeurAbsolue } from "../../src/exact/fraction.js";
import { lireFraction } from "../../src/exact/valeur-exacte.js";
import { type Dossier, dossier, liberationsDe } from "../differentiel/generateurs.js";

const tenable = dossier({ maximum: 20, large: false, nombre: 6 }).filter(
  (d) => !repartir(d).constats.some(({ code }) => code === "SUR_RESERVATION"),
);
/** Une année, dont quelques logements sont restés réservés en stock, pour qui a une part du flux ou pour « ancien ». */
const annee = (nombre: number) =>
  tenable.chain((d) =>
    fc.tuple(
      fc.constant(d),
      fc
        .tuple(liberationsDe(d, nombre), fc.array(fc.nat(9), { minLength: nombre, maxLength: nombre }))
        .map(([liberations, tirages]) =>
          liberations.map((libere, rang) => garderEnStock(libere, titulaires(d)[tirages[rang] ?? 9])),
        ),
    ),
  );

const titulaires = ({ conventions }: Dossier): string[] => [
  "ancien",
  ...conventions.flatMap(({ reservataire, parts }) => (parts.length > 0 ? [reservataire.code] : [])),
];

function garderEnStock(libere: LogementLibere, titulaire: string | undefined): LogementLibere {
  if (titulaire === undefined || libere.statut === "identifie") return libere;
  const { soustraction: _, ...sans } = libere;
  return { ...sans, statut: "reserve-en-stock", reservataireEnStock: titulaire };
}

const SUR_LA_PART = { regle: "sur-la-part", titulaires: [] } as const;
const A_PART = { regle: "a-part", titulaires: [] } as const;

/** « ancien » n'a pas de part : ses logements ne peuvent lui être comptés dessus. */
function ouvrir(d: Dossier, stipule: StipulationsDeRegistre): Registre {
  const regle = stipule.reservationsEnStock?.regle ?? "a-part";
  return ouvrirRegistre(repartir(d), {
    ...stipule,
    parConvention: (stipule.parConvention ?? []).flatMap((a) =>
      titulaires(d)
        .slice(1, 2)
        .map((reservataire) => ({ ...a, reservataire })),
    ),
    reservationsEnStock: { regle, titulaires: titulaires(d).slice(regle === "a-part" ? 0 : 1) },
  });
}

function admissibles(
  liberations: readonly LogementLibere[],
  { reservationsEnStock }: StipulationsDeRegistre,
) {
  return reservationsEnStock?.regle === "a-part"
    ? liberations
    : liberations.filter(({ reservataireEnStock }) => reservataireEnStock !== "ancien");
}

const stipulations: fc.Arbitrary<StipulationsDeRegistre> = fc.record({
  decompte: fc.constantFrom("mise-a-disposition", "designation", "attribution", "bail"),
  echec: fc.constantFrom("annule", "decompte", "rendu-pour-un-tour", "rendu-au-bailleur"),
  report: fc.constant("aucun" as const),
  absenceDeCandidatEnQpv: fc.constantFrom("maire", "comme-ailleurs"),
  reservationsEnStock: fc.constantFrom(A_PART, SUR_LA_PART),
  parConvention: fc.constantFrom(
    [],
    [{ reservataire: "", decompte: "bail" as const, echec: "decompte" as const }],
    [{ reservataire: "", echec: "annule" as const, absenceDeCandidatEnQpv: "maire" as const }],
  ),
});

function repartir({ entree, premieres, conventions }: Dossier) {
  return repartirFlux({
    assiette: calculerAssiette(entree, { premieresMisesEnLocation: premieres }),
    conventions,
  });
}

/** Ce qui peut arriver à un logement, tiré sans regarder s'il le peut : ce qui est refusé ne se consigne pas. */
const pas = fc.record({
  liberation: fc.nat(11),
  quoi: fc.constantFrom(
    "mise-a-disposition",
    "mise-a-disposition",
    "mise-a-disposition-du-maire",
    "designation",
    "designation",
    "absence-de-candidat",
    "attribution",
    "attribution",
    "non-attribution",
    "refus-du-candidat",
    "bail",
    "annulation",
  ),
  qui: fc.nat(8),
});

function essayer(etat: Registre, fait: Evenement): Registre {
  try {
    return consigner(etat, fait);
  } catch {
    return etat;
  }
}

function vivre(
  d: Dossier,
  stipule: StipulationsDeRegistre,
  liberations: readonly LogementLibere[],
  suite: readonly (typeof pas extends fc.Arbitrary<infer T> ? T : never)[],
): Registre {
  let etat = ouvrir(d, stipule);
  for (const { soustraction: _, ...libere } of admissibles(liberations, stipule))
    etat = consigner(etat, { type: "liberation", ...libere });
  for (const { liberation, quoi, qui } of suite) {
    const visee = liberations[liberation % Math.max(1, liberations.length)]?.liberation;
    if (visee === undefined) continue;
    const commun = { date: "2024-12-31", liberation: visee };
    const destinataire = etat.comptes[qui % etat.comptes.length]?.reservataire ?? "";
    if (quoi === "annulation")
      etat = essayer(etat, { type: quoi, date: "2024-12-31", evenement: 1 + (qui % (etat.version + 1)) });
    else if (quoi === "mise-a-disposition")
      etat = essayer(etat, { ...commun, type: quoi, reservataire: destinataire });
    else etat = essayer(etat, { ...commun, type: quoi });
  }
  return etat;
}

const vie = fc.tuple(annee(6), stipulations, fc.array(pas, { maxLength: 40 }));

/** Le journal sans ce qu'il annule, ni les annulations. */
function effectif({ journal }: Registre): EvenementDeDossier[] {
  const annules = new Set(
    journal
      .filter((fait): fait is Annulation => fait.type === "annulation")
      .map(({ evenement }) => evenement),
  );
  return journal.flatMap((fait, rang) =>
    fait.type === "annulation" ||
    fait.type === "imputation" ||
    fait.type === "changement-de-repartition" ||
    annules.has(rang + 1)
      ? []
      : [fait],
  );
}

/** Les comptes, recomptés logement par logement depuis le journal, à la lettre des stipulations. */
function recompter(registre: Registre, impose?: StipulationsDeRegistre["decompte"]) {
  const { stipulations: regle, repartition } = registre;
  const comptes = new Map(
    registre.comptes.map(({ reservataire }) => [reservataire, { du: 0n, recus: 0, enCours: 0 }]),
  );
  const faits = effectif(registre);
  for (const libere of faits) {
    if (libere.type !== "liberation" || libere.statut === "identifie") continue;
    const enStock = libere.statut === "reserve-en-stock";
    if (enStock && regle.reservationsEnStock?.regle === "a-part") continue;
    if (
      !enStock &&
      libere.premiereMiseEnLocation &&
      repartition.assiette.stipulations.premieresMisesEnLocation === "hors-flux"
    )
      continue;
    const histoire = faits.filter(({ liberation }) => liberation === libere.liberation);
    const tours: { qui: string; types: string[] }[] = [];
    for (const fait of histoire)
      if (fait.type === "mise-a-disposition") tours.push({ qui: fait.reservataire, types: [fait.type] });
      else if (fait.type === "mise-a-disposition-du-maire")
        tours.push({ qui: "(maire)", types: [fait.type] });
      else tours.at(-1)?.types.push(fait.type);
    if (tours.length === 0) continue;
    let partage = true;
    let recu: string | null = null;
    let enCours: string | null = null;
    for (const { qui, types } of tours) {
      const sienne = regle.parConvention?.find(({ reservataire }) => reservataire === qui);
      const decompte = impose ?? sienne?.decompte ?? regle.decompte;
      const sort = sienne?.echec ?? regle.echec;
      const echec = types.find((type) =>
        ["absence-de-candidat", "non-attribution", "refus-du-candidat"].includes(type),
      );
      const aQuelquUn = qui !== "non-reserves" && qui !== "(maire)";
      if (qui === "(maire)") {
        if (recu === null) partage = false;
        break;
      }
      if (echec === undefined) {
        const suffisants = {
          "mise-a-disposition": ["mise-a-disposition"],
          designation: ["designation", "attribution"],
          attribution: ["attribution"],
          bail: ["bail"],
        }[decompte];
        if (types.some((type) => suffisants.includes(type))) recu = qui;
        else enCours = qui;
        break;
      }
      if (aQuelquUn && sort === "decompte") {
        recu = qui;
        break;
      }
      if (aQuelquUn && sort === "rendu-au-bailleur") {
        partage = false;
        break;
      }
      const maire =
        libere.localisation === "qpv" &&
        aQuelquUn &&
        (echec !== "absence-de-candidat" ||
          (sienne?.absenceDeCandidatEnQpv ?? regle.absenceDeCandidatEnQpv) === "maire");
      if (maire) {
        partage = false;
        break;
      }
    }
    const secteur = repartition.secteurs.find(
      ({ commune, localisation }) =>
        commune === null || (commune === libere.commune && localisation === libere.localisation),
    );
    if (partage && !enStock)
      for (const [code, compte] of comptes) {
        const taux =
          code === "non-reserves"
            ? [secteur?.tauxNonReserve ?? { exact: "0" }]
            : (secteur?.parts ?? []).filter((part) => part.reservataire === code).map((part) => part.taux);
        for (const { exact } of taux) {
          const { numerateur, denominateur } = lireFraction(exact);
          compte.du += (numerateur * 1_000_000n) / denominateur;
        }
      }
    for (const [code, compte] of comptes) {
      if (enStock && code !== libere.reservataireEnStock) continue;
      if (code === recu) compte.recus += 1;
      if (code === enCours) compte.enCours += 1;
    }
  }
  return comptes;
}

describe("le registre", () => {
  it("tient des comptes que le journal redonne, pour chacun des quatre décomptes", () => {
    fc.assert(
      fc.property(vie, ([[d, liberations], stipule, suite]) => {
        const registre = vivre(d, stipule, liberations, suite);
        const attendus = recompter(registre);
        for (const { reservataire, duEnCentMillioniemes, recus, enCours } of registre.comptes) {
          const attendu = attendus.get(reservataire);
          expect([BigInt(duEnCentMillioniemes), recus, enCours]).toEqual([
            attendu?.du,
            attendu?.recus,
            attendu?.enCours,
          ]);
        }
        for (const decompte of ["mise-a-disposition", "designation", "attribution", "bail"] as const) {
          const autres = recompter(registre, decompte);
          for (const { reservataire, decomptes } of registre.comptes)
            expect(decomptes[decompte]).toBe(autres.get(reservataire)?.recus);
        }
      }),
      { numRuns: 250 },
    );
  });

  it("se reprend où qu'on le coupe, après un passage par une base de données", () => {
    fc.assert(
      fc.property(vie, fc.nat(), ([[d, liberations], stipule, suite], coupe) => {
        const registre = vivre(d, stipule, liberations, suite);
        const { journal } = registre;
        const fin = coupe % (journal.length + 1);
        const ouvert = ouvrir(d, stipule);
        const avant = journal.slice(0, fin).reduce(consigner, ouvert);
        const relu = JSON.parse(JSON.stringify(avant)) as Registre;
        expect(JSON.stringify(journal.slice(fin).reduce(consigner, relu))).toBe(JSON.stringify(registre));
      }),
      { numRuns: 80 },
    );
  });

  it("ne dépend pas de l'ordre où l'on apprend la vie de deux logements", () => {
    fc.assert(
      fc.property(
        vie,
        fc.array(fc.nat(), { minLength: 60, maxLength: 60 }),
        ([[d, liberations], stipule, suite], tirage) => {
          const registre = vivre(
            d,
            stipule,
            liberations,
            suite.filter(({ quoi }) => quoi !== "annulation"),
          );
          const files = new Map<string, EvenementDeDossier[]>();
          for (const fait of effectif(registre))
            files.set(fait.liberation, [...(files.get(fait.liberation) ?? []), fait]);
          let autre = ouvrir(d, stipule);
          for (let tour = 0; [...files.values()].some((file) => file.length > 0); tour += 1) {
            const restantes = [...files.values()].filter((file) => file.length > 0);
            const file = restantes[(tirage[tour % tirage.length] ?? 0) % restantes.length];
            const fait = file?.shift();
            if (fait !== undefined) autre = consigner(autre, fait);
          }
          expect(autre.comptes).toEqual(registre.comptes);
        },
      ),
      { numRuns: 80 },
    );
  });

  it("annuler le dernier événement rend les comptes et les dossiers d'avant", () => {
    fc.assert(
      fc.property(vie, ([[d, liberations], stipule, suite]) => {
        const registre = vivre(
          d,
          stipule,
          liberations,
          suite.filter(({ quoi }) => quoi !== "annulation"),
        );
        const { journal, version } = registre;
        fc.pre(version > 0);
        const avant = journal.slice(0, -1).reduce(consigner, ouvrir(d, stipule));
        const annule = consigner(registre, { type: "annulation", date: "2024-12-31", evenement: version });
        expect([annule.comptes, annule.dossiers]).toEqual([avant.comptes, avant.dossiers]);
      }),
      { numRuns: 80 },
    );
  });
});

const REGLE = { decompte: "mise-a-disposition", echec: "annule", report: "aucun" } as const;
const regles = fc
  .constantFrom(A_PART, SUR_LA_PART)
  .map((reservationsEnStock): StipulationsDeRegistre => ({ ...REGLE, reservationsEnStock }));
const annonces = fc.constantFrom(0, 1, 3, "toutes" as const);

describe("une suite", () => {
  it("suit chaque fois la première proposition, les mêmes vacances étant annoncées", () => {
    fc.assert(
      fc.property(annee(8), annonces, regles, ([d, toutes], nombre, stipule) => {
        const liberations = admissibles(toutes, stipule);
        const suite = orienterLogements(ouvrir(d, stipule), liberations, { annonces: nombre });
        const surLaPart = stipule.reservationsEnStock?.regle === "sur-la-part";
        const partagees = suite.orientations.filter(
          ({ cas }) => cas === "flux" || (cas === "reserve-en-stock" && surLaPart),
        );
        const parId = new Map(liberations.map((libere) => [libere.liberation, libere]));
        let etat = ouvrir(d, stipule);
        for (const fait of suite.registre.journal) {
          if (fait.type === "mise-a-disposition") {
            const place = partagees.findIndex(({ liberation }) => liberation === fait.liberation);
            const suivantes = partagees
              .slice(place + 1, nombre === "toutes" ? undefined : place + 1 + nombre)
              .flatMap(({ liberation }) => {
                const libere = parId.get(liberation);
                if (libere === undefined) return [];
                const { commune, localisation, reservataireEnStock } = libere;
                return [
                  {
                    commune,
                    localisation,
                    ...(reservataireEnStock === undefined ? {} : { reservataireEnStock }),
                  },
                ];
              });
            const proposition = proposerOrientation(
              etat,
              fait.liberation,
              nombre === 0 ? {} : { annonces: suivantes },
            );
            expect(proposition.candidats[0]?.reservataire).toBe(fait.reservataire);
          }
          etat = consigner(etat, fait);
        }
      }),
      { numRuns: 80 },
    );
  });

  it("tient la borne qu'elle promet, et toujours quand tout est connu depuis l'ouverture", () => {
    fc.assert(
      fc.property(annee(20), annonces, ([d, liberations], nombre) => {
        const ouvert = ouvrir(d, { ...REGLE, reservationsEnStock: A_PART });
        const { borne, plusGrandEcart } = orienterLogements(ouvert, liberations, { annonces: nombre });
        if (nombre === "toutes" && plusGrandEcart !== null) expect(borne).not.toBeNull();
        if (borne === null || plusGrandEcart === null) return;
        const ordre = comparer(
          valeurAbsolue(lireFraction(plusGrandEcart.ecart.exact)),
          lireFraction(borne.ecart.exact),
        );
        expect(borne.comprise ? ordre <= 0 : ordre < 0).toBe(true);
        expect(comparer(lireFraction(borne.ecart.exact), fraction(1))).toBeLessThanOrEqual(0);
      }),
      { numRuns: 150 },
    );
  });
});
