import { trierParCodes } from "../exact/ordre.js";
import { type Decompte, decompter, FAITS_GENERATEURS, type FaitGenerateur } from "./decompter.js";
import { type Dossier, suivre } from "./dossiers.js";
import {
  type Annulation,
  type ChangementDeRepartition,
  type Evenement,
  type EvenementDeDossier,
  type Imputation,
  numerosAnnules,
} from "./evenements.js";
import { comptesALOuverture } from "./ouvrir-les-comptes.js";
import {
  type CompteDeReservataire,
  dossierDe,
  estCompte,
  liberationDe,
  partsDe,
  type Registre,
} from "./registre.js";
import { reglesDe } from "./regles-d-un-tour.js";

/** Un événement qui change les comptes ou les dossiers par lui-même. */
export type EvenementDirect = Exclude<Evenement, Annulation>;

/** Applique un événement déjà contrôlé. */
export function appliquer(registre: Registre, fait: EvenementDirect): Registre {
  const suivi = { ...registre, version: registre.version + 1, journal: [...registre.journal, fait] };
  if (fait.type === "imputation") return { ...suivi, comptes: imputer(registre.comptes, fait) };
  if (fait.type === "changement-de-repartition") return recompter(changer(suivi, fait));
  return { ...suivi, ...appliquerAuDossier(registre, suivi, fait) };
}

function changer(registre: Registre, { date, repartition }: ChangementDeRepartition): Registre {
  const changements = trierParCodes([...registre.changements, { du: date, repartition }], ({ du }) => du);
  return { ...registre, changements };
}

/** Refait les comptes depuis l'ouverture : ce qui s'est libéré à partir d'un changement se partage autrement. */
function recompter(registre: Registre): Registre {
  const annules = numerosAnnules(registre.journal);
  const imputes = registre.journal
    .filter((fait, rang): fait is Imputation => fait.type === "imputation" && !annules.has(rang + 1))
    .reduce<readonly CompteDeReservataire[]>(imputer, comptesALOuverture(registre, registre.changements));
  const comptes = registre.dossiers.reduce(
    (courants, dossier) =>
      reporterLeDossier({ ...registre, comptes: courants }, { ...dossier, tours: [] }, dossier),
    imputes,
  );
  return { ...registre, comptes };
}

function imputer(
  comptes: readonly CompteDeReservataire[],
  { reservataire }: Imputation,
): CompteDeReservataire[] {
  return comptes.map((compte) =>
    compte.reservataire === reservataire
      ? {
          ...compte,
          recus: compte.recus + 1,
          imputations: compte.imputations + 1,
          decomptes: ajouter(compte.decomptes, () => 1),
        }
      : compte,
  );
}

function appliquerAuDossier(
  avant: Registre,
  apres: Registre,
  fait: EvenementDeDossier,
): Pick<Registre, "dossiers" | "comptes"> {
  const { liberation, type: etape, date: dateDeLEtape } = fait;
  const ouvert = dossierDe(avant, liberation);
  if (ouvert === undefined)
    return {
      dossiers: [...avant.dossiers, { liberation, etape, dateDeLEtape, soustraction: null, tours: [] }],
      comptes: avant.comptes,
    };
  const suivi = suivre(ouvert, fait);
  return {
    dossiers: avant.dossiers.with(avant.dossiers.lastIndexOf(ouvert), suivi),
    comptes: reporterLeDossier(apres, ouvert, suivi),
  };
}

/** Les comptes, quand un dossier change : ce qu'il y mettait en sort, ce qu'il y met y entre. */
function reporterLeDossier(
  registre: Registre,
  ouvert: Dossier,
  suivi: Dossier,
): readonly CompteDeReservataire[] {
  const { stipulations, comptes } = registre;
  const vacance = liberationDe({ ...registre, dossiers: [suivi] }, suivi.liberation);
  if (vacance === undefined || !estCompte(registre, vacance)) return comptes;
  const selon = (fait: FaitGenerateur) =>
    [ouvert, suivi].map((dossier) => decompter(dossier, vacance, fait, stipulations)) as [Decompte, Decompte];
  const changements = new Map(FAITS_GENERATEURS.map((fait) => [fait, selon(fait)] as const));
  const lesDeux = (fait: FaitGenerateur) => changements.get(fait) as [Decompte, Decompte];
  const [avant, apres] = lesDeux(stipulations.decompte);
  const partages = Number(apres.partage) - Number(avant.partage);
  const parts = partages === 0 ? [] : partsDe(registre, vacance);
  const concernes = new Set([...changements.values()].flat().flatMap(({ recu, enCours }) => [recu, enCours]));
  return comptes.map((compte, rang) => {
    const { reservataire } = compte;
    const part = partages * (parts[rang] ?? 0);
    if (part === 0 && !concernes.has(reservataire)) return compte;
    const leSien = lesDeux(reglesDe(stipulations, reservataire).decompte);
    const pas = (ici: [Decompte, Decompte], lire: (decompte: Decompte) => string | null) =>
      Number(lire(ici[1]) === reservataire) - Number(lire(ici[0]) === reservataire);
    return {
      ...compte,
      duEnCentMillioniemes: compte.duEnCentMillioniemes + part,
      recus: compte.recus + pas(leSien, ({ recu }) => recu),
      enCours: compte.enCours + pas(leSien, ({ enCours }) => enCours),
      decomptes: ajouter(compte.decomptes, (fait) => pas(lesDeux(fait), ({ recu }) => recu)),
    };
  });
}

function ajouter(
  decomptes: CompteDeReservataire["decomptes"],
  pas: (fait: FaitGenerateur) => number,
): CompteDeReservataire["decomptes"] {
  return {
    "mise-a-disposition": decomptes["mise-a-disposition"] + pas("mise-a-disposition"),
    designation: decomptes.designation + pas("designation"),
    attribution: decomptes.attribution + pas("attribution"),
    bail: decomptes.bail + pas("bail"),
  };
}
