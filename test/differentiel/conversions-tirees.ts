/** Mondes tirés pour la conversion : un parc, un taux de rotation, ce que les parties ont négocié. */
import fc from "fast-check";
import {
  type ArrondiConvenu,
  type DroitSansTerme,
  type EntreeTauxDeRotation,
  mesurerTauxDeRotation,
  type StipulationsDeDroitsUniques,
  type TauxDeRotation,
} from "gestion-en-flux";
import { DATE, figer, melanger, type Parc, parc } from "./generateurs.js";
import { type Convenu, type DroitNaif, estSansTerme, separer, titulairesDe } from "./seconde-conversion.js";
import { arrondir, rationnel, somme } from "./seconde-implementation.js";

const modes = fc.constantFrom(
  "entier-inferieur" as const,
  "entier-superieur" as const,
  "plus-proche" as const,
  "plus-proche-pair" as const,
);
const arrondiNomme = fc.record({ mode: modes, decimales: fc.integer({ min: 0, max: 6 }) });
export const arrondi: fc.Arbitrary<ArrondiConvenu> = fc.oneof(fc.constant("aucun" as const), arrondiNomme);
export const arrondiDesDroits: fc.Arbitrary<StipulationsDeDroitsUniques["arrondiDesDroits"]> = fc.oneof(
  arrondi,
  arrondiNomme.map((nomme) => ({ ...nomme, par: "logement" as const })),
);

export const MESURES = [
  "difference-d-annees",
  "annee-d-echeance-incluse",
  "mois-revolus",
  "jours-sur-365",
  "jours-sur-365-25",
] as const;
export const MESURES_DES_ANNEES = ["echeance-exclue", "mi-annee", "echeance-incluse"] as const;
export const TAILLES = ["T1", "T2", "T3", "T4", "T5+"] as const;

/** Un taux à mesurer, en comptes, et en détail par typologie ou non. */
export interface Rotation {
  readonly termes: readonly {
    readonly typologie: (typeof TAILLES)[number];
    readonly numerateur: number;
    readonly denominateur: number;
  }[];
  readonly detail: boolean;
  readonly arrondiDuTaux: ArrondiConvenu;
}

const termes = fc
  .integer({ min: 1, max: 3_000 })
  .chain((denominateur) =>
    fc.record({ denominateur: fc.constant(denominateur), numerateur: fc.nat(denominateur) }),
  );

export const rotation: fc.Arbitrary<Rotation> = fc.record({
  // Souvent les cinq typologies ; parfois il en manque.
  termes: fc
    .tuple(
      fc.tuple(...TAILLES.map((typologie) => termes.map((lus) => ({ typologie, ...lus })))),
      fc.oneof(
        { weight: 3, arbitrary: fc.constant([...TAILLES]) },
        { weight: 1, arbitrary: fc.subarray([...TAILLES], { minLength: 1 }) },
      ),
    )
    .map(([lus, gardees]) => lus.filter(({ typologie }) => gardees.includes(typologie))),
  detail: fc.boolean(),
  arrondiDuTaux: arrondi,
});

const total = ({ termes: lus }: Rotation) => ({
  numerateur: somme(lus.map(({ numerateur }) => numerateur)),
  denominateur: somme(lus.map(({ denominateur }) => denominateur)),
});

/** La mesure que la bibliothèque fait du taux, relue comme d'une base de données. */
export function mesurer(tiree: Rotation, graine: number): TauxDeRotation {
  const { numerateur, denominateur } = total(tiree);
  const entree: EntreeTauxDeRotation = {
    date: DATE,
    millesime: 2023,
    territoire: "bailleur",
    numerateur: { nature: "sorties", nombre: numerateur },
    denominateur: { nature: "logements", nombre: denominateur },
    ...(tiree.detail ? { typologies: tiree.termes } : {}),
  };
  return commeLaBase(
    mesurerTauxDeRotation(figer(melanger(entree, graine)), {
      mutations: "comptees",
      misesEnService: "exclues",
      arrondiDuTaux: tiree.arrondiDuTaux,
    }),
  );
}

/** Le même taux, recalculé. */
export function tauxNaifs(tiree: Rotation): Pick<Convenu, "taux" | "parTypologie"> {
  const enPourCent = (n: number, d: number) => arrondir(rationnel(100 * n, d), tiree.arrondiDuTaux);
  const { numerateur, denominateur } = total(tiree);
  return {
    taux: enPourCent(numerateur, denominateur),
    parTypologie: new Map(
      tiree.termes.map((t) => [t.typologie as string, enPourCent(t.numerateur, t.denominateur)]),
    ),
  };
}

export const commeLaBase = <T>(resultat: T): T => figer(JSON.parse(JSON.stringify(resultat)) as T);

const CONTREPARTIES_DE_L_ETAT = [
  "contingent-prefectoral",
  "decote",
  "apport-de-terrain",
  "financement",
  undefined,
] as const;

/** Un parc où les droits de l'État ont des contreparties de toute sorte, et où des droits n'ont pas de terme. */
export function parcAConvertir(options: { readonly detenu: boolean; readonly nombre: number }) {
  return parc({ ...options, toutPrecise: false }).chain((tire) =>
    fc
      .array(fc.constantFrom(...CONTREPARTIES_DE_L_ETAT), {
        minLength: tire.logements.length,
        maxLength: tire.logements.length,
      })
      .map((contreparties): Parc => {
        const etat = tire.reservataires.find(({ categorie }) => categorie === "prefet")?.code;
        return {
          ...tire,
          logements: tire.logements.map((logement, rang) => {
            if (etat === undefined || logement.reservataire !== etat) return logement;
            const { contrepartie: _, dernierVersement: __, ...reste } = logement;
            const contrepartie = contreparties[rang];
            return contrepartie === undefined ? reste : { ...reste, contrepartie };
          }),
        };
      }),
  );
}

/** Ce que négocie chacun, s'il a des droits sans terme : des années ou un volume, en millionièmes. */
export interface Negociation {
  readonly enAnnees: boolean;
  readonly quantite: string;
}
export const negociations = fc.array(
  fc.record({
    enAnnees: fc.boolean(),
    quantite: fc
      .tuple(fc.nat(60), fc.constantFrom("", ".5", ".25", ".333333", ".000001", ".05"))
      .map(([entiers, fin]) => `${entiers}${fin}`),
  }),
  { minLength: 12, maxLength: 12 },
);

/** La stipulation de ceux dont des droits sans terme se convertissent, et d'eux seuls. */
export function negocier(
  droits: readonly DroitNaif[],
  reservataires: Parc["reservataires"],
  autresDroitsDeLEtat: "convertis" | "non-convertis" | undefined,
  tirees: readonly Negociation[],
): readonly DroitSansTerme[] {
  return titulairesDe(droits, reservataires)
    .filter((titulaire) => separer(droits, titulaire, autresDroitsDeLEtat).convertis.some(estSansTerme))
    .map(({ code: reservataire }, rang) => {
      const { enAnnees, quantite } = tirees[rang % tirees.length] as Negociation;
      return enAnnees ? { reservataire, annees: quantite } : { reservataire, droitsUniques: quantite };
    });
}
