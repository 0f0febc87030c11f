/**
 * La procédure entière sur un département synthétique : l'état des lieux des réservations, les droits uniques,
 * l'assiette, les parts, les objectifs, l'orientation de chaque libération et le bilan annuel.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stringify } from "csv-stringify/sync";
import { Decimal } from "decimal.js";
import {
  type CategorieDeSoustraction,
  calculerAssiette,
  consigner,
  consoliderEtatDesLieux,
  convertirEnDroitsUniques,
  convertirStockEnFlux,
  croiserBilan,
  etablirBilan,
  expliquer,
  fixerObjectifsDeFlux,
  type Gravite,
  lireEtatDesLieux,
  mesurerTauxDeRotation,
  orienterLogements,
  ouvrirRegistre,
  type PlusGrandEcart,
  type Proposition,
  proposerOrientation,
  RATIO_RAPPORTE_PAR_LE_MINISTERE,
  type Registre,
  rapprocherAssiettes,
  repartirFlux,
  tableauDeSynthese,
  tenirCompteDeDroits,
} from "gestion-en-flux";
import { comparerAuxTauxSignes, simulerCinqAns } from "./cinq-ans.js";
import { BAILLEUR, ecrireDepartement, genererDepartement } from "./generer.js";
import {
  COLONNES_DES_SOUSTRAITS,
  enLiberationsDeLAssiette,
  lireCommunes,
  lireConventions,
  lireLiberations,
  lireLignesDeLEtatDesLieux,
  lirePrevisions,
  lireRotation,
  lireSuites,
} from "./lire.js";
import { ecrireRapport } from "./rapport.js";
import { nombre, tableau, titre } from "./tableaux.js";

const ICI = fileURLToPath(new URL(".", import.meta.url));
const DONNEES = join(ICI, "donnees");
const RESULTATS = join(ICI, "resultats");
const DATE = "2024-01-01";
const PERIMETRE = { bailleur: BAILLEUR.siren, departement: "77", annee: 2024 };

const STIPULATIONS_DU_REGISTRE = {
  decompte: "mise-a-disposition",
  echec: "rendu-pour-un-tour",
  absenceDeCandidatEnQpv: "comme-ailleurs",
  report: "aucun",
} as const;

const GRAVITES: Readonly<Record<Gravite, string>> = {
  irregularite: "Irrégularité",
  "ecart-a-stipuler": "Écart à stipuler",
  information: "Information",
};

const AVERTISSEMENT =
  "Résultats calculés sur des données synthétiques : communes et EPCI réels, tout le reste est inventé ou tiré de proportions publiées.";

ecrireDepartement(genererDepartement(), DONNEES);
const communes = lireCommunes(DONNEES);
const conventions = lireConventions(DONNEES);
const reservataires = conventions.map(({ reservataire }) => reservataire);
const nomDe = (code: string) => reservataires.find((r) => r.code === code)?.nom ?? "Non réservés (bailleur)";

console.log(
  `${BAILLEUR.nom}, Seine-et-Marne, 2024. Données synthétiques : voir l'en-tête de chaque fichier.`,
);

titre("1. État des lieux des réservations");
const lecture = lireEtatDesLieux(
  { date: DATE, perimetre: PERIMETRE, communes, reservataires, lignes: lireLignesDeLEtatDesLieux(DONNEES) },
  {},
);
const etatDesLieux = consoliderEtatDesLieux(lecture, {});
const synthese = tableauDeSynthese(etatDesLieux);
console.log(
  `${lecture.comptes.lignes} lignes lues, ${lecture.colonnes.reconnues.length} colonnes reconnues ; synthèse de niveau 2 : ${synthese.lignes.length} lignes (resultats/synthese.csv).`,
);
console.log(
  tableau(
    ["Réservataire", "Communes", "Droits uniques", "Droits de suite", "En QPV", "PLAI", "PLUS", "PLS"],
    [...new Set(etatDesLieux.synthese.map((ligne) => ligne.reservataire))].map((code) => {
      const lignes = etatDesLieux.synthese.filter((ligne) => ligne.reservataire === code);
      const somme = (lire: (ligne: (typeof lignes)[number]) => number) =>
        lignes.reduce((total, ligne) => total + lire(ligne), 0);
      return [
        nomDe(code),
        lignes.length,
        somme((l) => l.droitsUniquesNonHonores),
        somme((l) => l.droitsDeSuite),
        somme((l) => l.situesEnQpv),
        somme((l) => l.financements.PLAI),
        somme((l) => l.financements.PLUS),
        somme((l) => l.financements.PLS),
      ];
    }),
  ),
);
const { totaux } = etatDesLieux;
console.log(
  `Patrimoine : ${totaux.logements} logements = ${totaux.reserves} réservés + ${totaux.identifies} identifiés + ${totaux.nonReserves} non réservés.`,
);

titre("2. Taux de rotation et droits uniques");
const tauxDeRotation = mesurerTauxDeRotation(
  { date: DATE, ...lireRotation(DONNEES) },
  { mutations: "comptees", misesEnService: "exclues", arrondiDuTaux: { mode: "plus-proche", decimales: 1 } },
);
const droitsUniques = convertirEnDroitsUniques(
  { dateDEffet: DATE, etatDesLieux, tauxDeRotation },
  { mesureDeDuree: "mois-revolus", arrondiDesDroits: { mode: "plus-proche", decimales: 0 } },
);
console.log(
  `Taux retenu : ${nombre(tauxDeRotation.taux.decimal)} % (${tauxDeRotation.territoire}, ${tauxDeRotation.millesime}).`,
);
console.log(
  tableau(
    [
      "Réservataire",
      "Droits de suite",
      "Années restantes",
      "Uniques non honorés",
      "Volume exact",
      "Volume retenu",
    ],
    droitsUniques.reservataires.map((volume) => [
      nomDe(volume.reservataire),
      volume.droitsDeSuite,
      nombre(volume.annees.decimal),
      volume.droitsUniquesNonHonores,
      nombre(volume.brut.decimal),
      nombre(volume.droitsUniques.decimal),
    ]),
  ),
);
for (const { reservataire, motif } of droitsUniques.exclus)
  console.log(`${nomDe(reservataire)} : ${motif.fr}`);

titre("3. Assiette prévue : C = A − B");
const epciParCommune = new Map(communes.map(({ code, epci }) => [code, epci]));
const assiette = calculerAssiette(
  { date: DATE, perimetre: PERIMETRE, secteurs: lirePrevisions(DONNEES, epciParCommune) },
  { premieresMisesEnLocation: "hors-flux" },
);
console.log(
  tableau(
    ["Poste", "Logements"],
    [
      ["A. Libérations prévues", assiette.liberations],
      ...Object.entries(COLONNES_DES_SOUSTRAITS).map(([categorie, libelle]) => [
        `   ${libelle}`,
        assiette.soustraits[categorie as CategorieDeSoustraction],
      ]),
      ["B. Soustraits", assiette.soustraits.total],
      ["C. Flux annuel net", assiette.flux],
      ["Premières mises en location, hors flux", assiette.premieresMisesEnLocation],
    ],
  ),
);

titre("4. Ce que le stock donnerait, par trois méthodes");
const stockEnFlux = convertirStockEnFlux(
  { etatDesLieux, assiette, droitsUniques, partsFixees: { prefet: 30, nonReserves: 25 } },
  {
    ...RATIO_RAPPORTE_PAR_LE_MINISTERE.stipulations,
    patrimoineDeReference: "avec-logements-identifies",
    arrondiDuTaux: { mode: "plus-proche", decimales: 2 },
  },
);
console.log(
  tableau(
    [
      "Réservataire",
      "Réservés",
      "Patrimoine",
      "Ratio %",
      "Annualisée %",
      "Prorata %",
      "Étendue, points",
      "Logements par an",
      "Retenu %",
      "Sur C",
      "Sur A",
    ],
    stockEnFlux.parts.map((part) => [
      nomDe(part.reservataire),
      part.reserves,
      part.patrimoine,
      ...part.methodes.map(({ taux }) => (taux === null ? "–" : nombre(taux.decimal))),
      nombre(part.ecart?.points.decimal ?? "0"),
      nombre(part.ecart?.logements.decimal ?? "0"),
      nombre(part.taux.decimal),
      nombre(part.surLeFlux.decimal),
      nombre(part.surLesLiberations.decimal),
    ]),
  ),
);
console.log(
  `Retenu : ${RATIO_RAPPORTE_PAR_LE_MINISTERE.intitule.fr}. Le prorata partage ce que laissent 30 % au préfet et 25 % au bailleur.`,
);

titre("5. Parts convenues : 100 % du flux");
const repartition = repartirFlux({ assiette, conventions });
const enPourCent = (taux: { decimal: string } | null) => (taux === null ? "–" : nombre(taux.decimal));
console.log(
  tableau(
    ["Réservataire", "Contrepartie", "Taux %", "Flux du territoire", "Logements", "% de C"],
    [
      ...repartition.parts.map((part) => [
        nomDe(part.reservataire),
        part.contingent ?? part.contrepartie,
        nombre(part.taux),
        part.fluxDuTerritoire,
        nombre(part.logements.decimal),
        enPourCent(part.tauxDuFlux),
      ]),
      [
        nomDe(""),
        "",
        "",
        assiette.flux,
        nombre(repartition.nonReserves.logements.decimal),
        enPourCent(repartition.nonReserves.tauxDuFlux),
      ],
    ],
  ),
);

titre("6. Objectifs : des logements entiers, au total C");
const objectifs = fixerObjectifsDeFlux(repartition);
console.log(
  tableau(
    ["Réservataire", "Part exacte", "Objectif"],
    [
      ...objectifs.reservataires.map((ligne) => [
        nomDe(ligne.reservataire),
        nombre(ligne.exact.decimal),
        ligne.objectif,
      ]),
      [nomDe(""), nombre(objectifs.nonReserves.exact.decimal), objectifs.nonReserves.objectif],
      [
        "Total",
        objectifs.flux,
        objectifs.reservataires.reduce((s, l) => s + l.objectif, objectifs.nonReserves.objectif),
      ],
    ],
  ),
);

const parCommune = objectifs.territoires
  .flatMap(({ territoire, ...totaux }) =>
    territoire.type === "commune" ? [{ code: territoire.commune, ...totaux }] : [],
  )
  .sort((a, b) => b.flux - a.flux);
const nomDeCommune = new Map(communes.map(({ code, nom }) => [code, nom]));
const montrees = parCommune.slice(0, 4);
console.log(`Par commune : les ${montrees.length} plus grandes, sur ${parCommune.length}.`);
console.log(
  tableau(
    ["Commune", "Flux", "Réservataire", "Part exacte", "Objectif"],
    montrees.flatMap(({ code, flux, reservataires, nonReserves }) =>
      [...reservataires, { reservataire: "", ...nonReserves }].map(
        ({ reservataire, exact, objectif }, rang) => [
          rang === 0 ? (nomDeCommune.get(code) ?? code) : "",
          rang === 0 ? flux : "",
          nomDe(reservataire),
          nombre(exact.decimal),
          objectif,
        ],
      ),
    ),
  ),
);

titre("7. Orientation de chaque libération de 2024, mois par mois");
const annee = lireLiberations(DONNEES);
const moisDe = (date: string) => date.slice(0, 7);
const lesMois = [...new Set(annee.map(({ date }) => moisDe(date)))].sort();
let oriente: Registre = ouvrirRegistre(repartition, STIPULATIONS_DU_REGISTRE);
const suivi = lesMois.map((mois) => {
  // Au premier du mois, le bailleur connaît les congés qui prendront effet dans le mois.
  const suite = orienterLogements(
    oriente,
    annee.filter(({ date }) => moisDe(date) === mois),
    { annonces: "toutes" },
  );
  oriente = suite.registre;
  return { mois, suite };
});
const enLogements = (decimal: string) => nombre(decimal.replace("-", ""));
console.log(
  tableau(
    ["Mois", "Orientés", "Soustraits", "Hors flux", "Plus grand écart", "Pour qui"],
    suivi.map(({ mois, suite: { orientations, soustraites, nonOrientees, plusGrandEcart } }) => [
      mois.split("-").reverse().join("/"),
      orientations.length,
      soustraites.length,
      nonOrientees.length,
      plusGrandEcart === null ? "–" : enLogements(plusGrandEcart.ecart.decimal),
      plusGrandEcart === null ? "–" : nomDe(plusGrandEcart.reservataire),
    ]),
  ),
);
const ecartDeLAnnee = (suites: readonly { readonly plusGrandEcart: PlusGrandEcart | null }[]) =>
  Math.max(...suites.map(({ plusGrandEcart }) => Math.abs(Number(plusGrandEcart?.ecart.decimal ?? 0))));
const sansPreavis = orienterLogements(ouvrirRegistre(repartition, STIPULATIONS_DU_REGISTRE), annee);
console.log(
  `Plus grand écart de l'année : ${nombre(ecartDeLAnnee(suivi.map(({ suite }) => suite)))} logement, les congés du mois étant connus ; ${nombre(ecartDeLAnnee([sansPreavis]))} sans rien connaître d'avance.`,
);
const suiviDe = ["prefet-77", "als", ...reservataires.map(({ code }) => code)].filter(
  (code, rang, tous) => tous.indexOf(code) === rang && oriente.comptes.some((c) => c.reservataire === code),
);
console.log("Dû et reçu à la fin de chaque trimestre :");
const trimestres = suivi.filter((_, rang) => rang % 3 === 2);
console.log(
  tableau(
    ["Réservataire", ...trimestres.map(({ mois }) => mois.split("-").reverse().join("/"))],
    suiviDe.slice(0, 6).map((code) => [
      nomDe(code),
      ...trimestres.map(({ suite }) => {
        const compte = suite.registre.comptes.find(({ reservataire }) => reservataire === code);
        return `${nombre((compte?.duEnCentMillioniemes ?? 0) / 100_000_000)} / ${compte?.recus ?? 0}`;
      }),
    ]),
  ),
);

titre("8. Bilan annuel");
const { registre, nouveauxTours } = rouvrirDesTours(consignerLesSuites(oriente));
const nombreDe = (voulu: Proposition["cas"]) => nouveauxTours.filter((cas) => cas === voulu).length;
console.log(
  `Tours qui ont échoué : ${nouveauxTours.length}. ${nombreDe("rendu-au-bailleur")} logements reviennent au bailleur pour un tour, ${nombreDe("maire")} sont au maire, en QPV ; ${nombreDe("flux")}, dont le candidat du bailleur a échoué, sont proposés de nouveau à tous ; ${nombreDe("identifie")} identifiés restent à leur réservataire.`,
);
const bilan = etablirBilan(registre);
console.log(
  tableau(
    ["Réservataire", "Objectif", "Dû au 31/12", "Proposés", "Attribués", "Baux", "Sans candidat", "Refus"],
    [
      ...bilan.reservataires.map((ligne) => [
        nomDe(ligne.reservataire),
        ligne.objectif ?? "–",
        nombre(ligne.du.decimal),
        ligne.proposes,
        ligne.attribues,
        ligne.bauxSignes,
        ligne.absencesDeCandidat,
        ligne.refusDeCandidats,
      ]),
      [
        "Total",
        objectifs.flux,
        nombre(Decimal.sum(...bilan.reservataires.map(({ du }) => du.decimal)).toString()),
        bilan.totaux.proposes,
        bilan.totaux.attribues,
        bilan.totaux.bauxSignes,
        "",
        "",
      ],
    ],
  ),
);
const { liberations } = bilan;
console.log(
  `${liberations.total} libérations : ${liberations.partagees} partagées, ${liberations.soustraites} soustraites, ${liberations.identifiees} identifiées, ${liberations.premieresMisesEnLocationHorsFlux} premières mises en location hors flux.`,
);
const { misesADisposition, bauxSignes, transformation, delais } = bilan.suites.ensemble;
console.log(
  `${misesADisposition} mises à disposition, ${bauxSignes} devenues un bail : ${nombre(transformation?.decimal ?? 0)} %, en ${nombre(delais.jusquAuBail.moyenne?.decimal ?? 0)} jours en moyenne.`,
);
const parTypologie = croiserBilan(bilan, {
  lignes: "typologie",
  colonnes: "localisation",
  compteur: "proposes",
});
console.log(
  tableau(
    ["Proposés", ...parTypologie.colonnes, "Total"],
    [
      ...parTypologie.lignes.map(({ code, nombres, total }) => [code, ...nombres, total]),
      ["Total", ...parTypologie.totaux, parTypologie.total],
    ],
  ),
);
console.log(`${bilan.lignes.length} lignes aux six axes de l'article R. 441-5-1 (resultats/bilan.json).`);

titre("9. Compte de droits : ce qui reste au 31 décembre");
const compteDeDroits = tenirCompteDeDroits(
  {
    ouverture: droitsUniques,
    au: "2024-12-31",
    reservataires: reservataires.map(({ code, nom, categorie }) => ({ code, nom, categorie })),
    mouvements: [],
    registre,
  },
  {},
);
console.log(
  tableau(
    ["Réservataire", "Ouverture", "Consommés", "Imputés", "Clôture"],
    [...compteDeDroits.comptes, { reservataire: "total", ...compteDeDroits.totaux }].map((compte) => [
      compte.reservataire === "total" ? "Total" : nomDe(compte.reservataire),
      nombre(compte.ouverture.decimal),
      nombre(compte.consommes.decimal),
      nombre(compte.imputes.decimal),
      nombre(compte.cloture.decimal),
    ]),
  ),
);

titre("10. Assiette prévue et réalisée : les libérations de l'année, une à une");
const liberees = enLiberationsDeLAssiette(lireLiberations(DONNEES), epciParCommune);
const occupes = new Set(liberees.map(({ commune, localisation }) => `${commune}/${localisation}`));
const assietteRealisee = calculerAssiette(
  {
    date: "2024-12-31",
    perimetre: PERIMETRE,
    logements: liberees,
    secteursSansLiberation: lirePrevisions(DONNEES, epciParCommune)
      .filter(({ commune, localisation }) => !occupes.has(`${commune}/${localisation}`))
      .map(({ commune, localisation, epci }) => ({ commune, localisation, epci })),
  },
  { premieresMisesEnLocation: "hors-flux" },
);
const rapprochement = rapprocherAssiettes({ prevue: assiette, realisee: assietteRealisee });
console.log(
  tableau(
    ["Poste", "Prévu", "Réalisé", "Écart"],
    [
      ["A. Libérations", rapprochement.liberations] as const,
      ...Object.entries(COLONNES_DES_SOUSTRAITS).map(
        ([categorie, libelle]) =>
          [`   ${libelle}`, rapprochement.soustraits[categorie as CategorieDeSoustraction]] as const,
      ),
      ["B. Soustraits", rapprochement.soustraits.total] as const,
      ["C. Flux annuel net", rapprochement.flux] as const,
    ].map(([poste, { prevu, realise, ecart }]) => [poste, prevu, realise, ecart]),
  ),
);

titre("11. Cinq ans, trois scénarios");
const simulation = simulerCinqAns({
  lecture,
  tauxDeRotation,
  secteurs: lirePrevisions(DONNEES, epciParCommune),
  conventions,
  registre,
  stipulationsDuRegistre: STIPULATIONS_DU_REGISTRE,
});
const familles = [
  ["Préfet", (code: string) => code === "prefet-77"],
  ["Action Logement", (code: string) => code === "action-logement"],
  ["Communes et EPCI", (code: string) => /^(commune|epci)-/.test(code)],
  ["Employeur", (code: string) => code === "employeur-synthetique"],
  ["Non réservés", (code: string) => code === "non-reserves"],
] as const;
for (const { nom, annees, cumul } of simulation.variantes) {
  console.log(nom);
  console.log(
    tableau(
      ["Objectifs", ...annees.map(({ annee }) => String(annee)), "Cinq ans"],
      [
        ...familles.map(([famille, estDe]) => [
          famille,
          ...annees.map(({ reservataires: lignes }) =>
            lignes.filter((l) => estDe(l.reservataire)).reduce((s, { objectif }) => s + (objectif ?? 0), 0),
          ),
          cumul.filter((l) => estDe(l.reservataire)).reduce((s, { objectifs: o }) => s + (o ?? 0), 0),
        ]),
        [
          "C. Flux prévu",
          ...annees.map(({ comptes }) => comptes.flux),
          annees.reduce((s, { comptes }) => s + comptes.flux, 0),
        ],
      ],
    ),
  );
}
const comparaison = comparerAuxTauxSignes(simulation);
console.log(`De « ${comparaison.une} » à « ${comparaison.autre} », en logements sur cinq ans :`);
console.log(
  tableau(
    ["Différence", "Gagnés", "Perdus", "Action Logement", "Bailleur"],
    comparaison.causes.map(({ causes, gagnes, perdus, effets }) => [
      causes.map(({ intitule }) => intitule.fr).join(" + "),
      nombre(gagnes.decimal),
      nombre(perdus.decimal),
      ...["action-logement", "non-reserves"].map((code) =>
        nombre(effets.find(({ reservataire }) => reservataire === code)?.logements.decimal ?? "0"),
      ),
    ]),
  ),
);
for (const { points, taux, reservataires: lignes } of simulation.sensibilite)
  console.log(
    `Rotation à ${nombre(taux.decimal)} % (${points} point) : Action Logement ${nombre(lignes.find((l) => l.reservataire === "action-logement")?.ecart.decimal ?? "0")} logements en cinq ans.`,
  );

titre("Constats");
const constats = [
  lecture,
  etatDesLieux,
  droitsUniques,
  compteDeDroits,
  assiette,
  stockEnFlux,
  repartition,
  objectifs,
  rapprochement,
].flatMap((r) => r.constats);
for (const { gravite, regle, message, remede } of constats.filter(({ gravite }) => gravite !== "information"))
  console.log(`${GRAVITES[gravite]} (${regle}) : ${message.fr} Remède : ${remede.fr}`);
console.log(
  `Et ${constats.filter(({ gravite }) => gravite === "information").length} informations (resultats/).`,
);

titre("Un chiffre expliqué");
console.log(expliquer(objectifs, "reservataires/commune-77288"));

mkdirSync(RESULTATS, { recursive: true });
for (const [nom, resultat] of Object.entries({
  "etat-des-lieux": etatDesLieux,
  "taux-de-rotation": tauxDeRotation,
  "droits-uniques": droitsUniques,
  assiette,
  "stock-en-flux": stockEnFlux,
  "compte-de-droits": compteDeDroits,
  repartition,
  objectifs,
  orientation: suivi.map(({ mois, suite }) => ({ mois, ...suite, registre: undefined })),
  registre,
  bilan,
  rapprochement,
  simulation,
  comparaison,
}))
  writeFileSync(
    join(RESULTATS, `${nom}.json`),
    `${JSON.stringify({ avertissement: AVERTISSEMENT, resultat }, null, 2)}\n`,
  );
writeFileSync(
  join(RESULTATS, "synthese.csv"),
  stringify(
    [synthese.colonnes, ...synthese.lignes].map((ligne) => [...ligne]),
    { delimiter: ";" },
  ),
);
ecrireRapport(RESULTATS, AVERTISSEMENT, {
  assiette,
  repartition,
  objectifs,
  registre,
  bilan,
  compteDeDroits,
  simulation,
  comparaison,
  reservataires,
});
console.log("\nRésultats écrits dans examples/resultats/.");

/** Les suites de chaque mise à disposition, consignées une à une dans l'ordre des dates. */
function consignerLesSuites(depart: Registre): Registre {
  const designent = new Set(
    conventions.filter((c) => c.modeDeGestion === "directe").map(({ reservataire }) => reservataire.code),
  );
  const mises = new Map(
    suivi.flatMap(({ suite }) =>
      suite.orientations.map(
        ({ liberation, date, reservataire }) =>
          [liberation, { date, designe: designent.has(reservataire) }] as const,
      ),
    ),
  );
  return lireSuites(DONNEES, mises)
    .map((fait, rang) => ({ fait, rang }))
    .sort((a, b) => (a.fait.date === b.fait.date ? a.rang - b.rang : a.fait.date < b.fait.date ? -1 : 1))
    .reduce((etat, { fait }) => consigner(etat, fait), depart);
}

/** Après un échec, ce que la proposition décide se consigne : le maire en QPV, sinon le bailleur pour un tour. */
function rouvrirDesTours(depart: Registre): {
  registre: Registre;
  nouveauxTours: readonly Proposition["cas"][];
} {
  const echoues = depart.dossiers.filter(({ tours }) => tours.at(-1)?.echec != null);
  const nouveauxTours: Proposition["cas"][] = [];
  const fin = echoues.reduce((etat, { liberation, dateDeLEtape: date }) => {
    const { cas, candidats } = proposerOrientation(etat, liberation);
    nouveauxTours.push(cas);
    const [premier] = candidats;
    return consigner(
      etat,
      premier === undefined
        ? { type: "mise-a-disposition-du-maire", date, liberation }
        : { type: "mise-a-disposition", date, liberation, reservataire: premier.reservataire },
    );
  }, depart);
  return { registre: fin, nouveauxTours };
}
