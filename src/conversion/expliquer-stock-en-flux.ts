import type { Texte } from "../droit/texte.js";
import { comparer, diviser, fraction } from "../exact/fraction.js";
import { lireValeurExacte, type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { type Etape, type ExplicationsPossibles, etape, etapeDeChoix, explicable } from "../modele/trace.js";
import { direArrondi, ecrireArrondi } from "./arrondi-convenu.js";
import type { StockEnFlux } from "./convertir-stock-en-flux.js";
import type { MethodeDeConversion } from "./methodes-de-conversion.js";
import type { PartProposee } from "./proposer-parts.js";

export function explicationsDuStockEnFlux(stock: StockEnFlux): ExplicationsPossibles {
  const { dateDeDroit } = stock.provenance;
  return new Map(
    stock.parts.map((part) =>
      explicable(
        {
          cible: `parts/${part.reservataire}`,
          titre: {
            fr: `Part proposée pour ${part.reservataire} (${part.territoire.fr})`,
            en: `Share proposed for ${part.reservataire} (${part.territoire.en})`,
          },
          valeur: part.taux,
          unite: "%",
          dateDeDroit,
        },
        () => [
          etapeDuRatio(stock, part),
          ...etapesDesAutresMethodes(stock, part),
          etapeDuTauxRetenu(stock, part),
        ],
      ),
    ),
  );
}

const NOMS_DES_METHODES: Readonly<Record<MethodeDeConversion, Texte>> = {
  "ratio-du-stock": { fr: "ratio du stock", en: "stock ratio" },
  annualisee: { fr: "méthode annualisée", en: "annualised method" },
  "prorata-des-volumes": { fr: "prorata des volumes", en: "share of volumes" },
};

function tauxDe({ methodes }: PartProposee, methode: MethodeDeConversion): ValeurExacte | null {
  return methodes.find((une) => une.methode === methode)?.taux ?? null;
}

function etapeDuRatio({ stipulations, provenance }: StockEnFlux, part: PartProposee): Etape {
  const ratio = tauxDe(part, "ratio-du-stock");
  const { reserves, patrimoine, comparaison, methodes } = part;
  return etape("R13", provenance.dateDeDroit, {
    calcul: enDeuxLangues(({ pourCent }) =>
      ratio === null ? `${reserves} ÷ ${patrimoine}` : `${reserves} ÷ ${patrimoine} = ${pourCent(ratio)}`,
    ),
    phrase: enDeuxLangues(({ logements, mot, texte }) => {
      const reserve = comparaison
        ? mot(
            " Le ministère rapporte ce ratio pour d'autres réservataires : pour une collectivité, ce n'est qu'une comparaison.",
            " The ministry reports this ratio for other holders: for a local authority it is only a comparison.",
          )
        : "";
      const motif = methodes[0]?.motif;
      return mot(
        `Réservés : ${logements(reserves)} ; au patrimoine : ${patrimoine}.${reserve}${motif == null ? "" : ` ${texte(motif)}`}`,
        `Reserved: ${logements(reserves)}; in stock: ${patrimoine}.${reserve}${motif == null ? "" : ` ${texte(motif)}`}`,
      );
    }),
    stipulations: [{ nom: "patrimoineDeReference", valeur: stipulations.patrimoineDeReference }],
  });
}

/** Les deux autres méthodes, et pourquoi elles ne donnent pas le même taux. */
function etapesDesAutresMethodes(stock: StockEnFlux, part: PartProposee): Etape[] {
  const { dateDeDroit } = stock.provenance;
  const annualisee = tauxDe(part, "annualisee");
  const prorata = tauxDe(part, "prorata-des-volumes");
  return [
    ...(annualisee === null ? [] : [etapeAnnualisee(dateDeDroit, part, annualisee)]),
    ...(prorata === null ? [] : etapeDuProrata(stock, part, prorata)),
  ];
}

function etapeAnnualisee(dateDeDroit: string, part: PartProposee, annualisee: ValeurExacte): Etape {
  const { flux, reserves, methodes } = part;
  const liberes =
    methodes.find(({ methode }) => methode === "annualisee")?.logements ?? valeurExacte(fraction(0));
  return etapeDeChoix(dateDeDroit, {
    intitule: { fr: "Méthode annualisée", en: "Annualised method" },
    formule: { fr: "taux = R × rotation ÷ C", en: "rate = R × turnover ÷ C" },
    calcul: enDeuxLangues(({ nombre, pourCent }) => `${nombre(liberes)} ÷ ${flux} = ${pourCent(annualisee)}`),
    phrase: enDeuxLangues(({ nombre, logements, mot, texte }) =>
      mot(
        `Sur ${logements(reserves)}, la rotation en libérerait ${nombre(liberes)} par an ; le flux net du territoire en compte ${flux}. ${texte(comparerAuRatio(part, annualisee))}`,
        `Of ${logements(reserves)}, turnover would free ${nombre(liberes)} a year; the net flow of the territory has ${flux}. ${texte(comparerAuRatio(part, annualisee))}`,
      ),
    ),
  });
}

function comparerAuRatio(part: PartProposee, autre: ValeurExacte): Texte {
  const ratio = tauxDe(part, "ratio-du-stock");
  if (ratio === null || ratio.exact === "0") return { fr: "", en: "" };
  const facteur = diviser(lireValeurExacte(autre), lireValeurExacte(ratio));
  return comparer(facteur, fraction(1)) === 0
    ? {
        fr: "C'est le ratio du stock : le flux net est ce que la rotation libère du patrimoine.",
        en: "It is the stock ratio: the net flow is what turnover frees from the stock.",
      }
    : enDeuxLangues(({ decimal, mot }) =>
        mot(
          `C'est ${decimal(valeurExacte(facteur))} fois le ratio du stock : ce que la rotation libérerait du patrimoine n'est pas le flux net, dont les logements soustraits sont retirés, ou le taux de ces logements n'est pas celui du patrimoine.`,
          `It is ${decimal(valeurExacte(facteur))} times the stock ratio: what turnover would free from the stock is not the net flow, out of which dwellings are taken, or the rate of these dwellings is not that of the stock.`,
        ),
      );
}

function etapeDuProrata(
  { partsFixees, provenance }: StockEnFlux,
  { prorata, methodes, flux }: PartProposee,
  taux: ValeurExacte,
): Etape[] {
  const parAn = methodes.find(({ methode }) => methode === "prorata-des-volumes")?.logements;
  if (prorata === null || parAn == null || partsFixees === null) return [];
  const { droitsUniques, deTous, laisse, fluxDuPerimetre } = prorata;
  const [prefet, nonReserves] = [String(partsFixees.prefet), String(partsFixees.nonReserves)];
  return [
    etapeDeChoix(provenance.dateDeDroit, {
      intitule: { fr: "Prorata des volumes", en: "Share of volumes" },
      formule: {
        fr: "taux = DU ÷ Σ DU × (100 % − préfet − non réservés) × C du périmètre ÷ C du territoire",
        en: "rate = DU ÷ Σ DU × (100% − prefect − unreserved) × perimeter C ÷ territory C",
      },
      calcul: enDeuxLangues(
        ({ nombre, pourCent }) =>
          `${nombre(droitsUniques)} ÷ ${nombre(deTous)} × ${pourCent(laisse)} × ${fluxDuPerimetre} ÷ ${flux} = ${pourCent(taux)}`,
      ),
      phrase: enDeuxLangues(({ mot, pourCent, nombre, logements }) =>
        mot(
          `Préfet : ${pourCent(prefet)} ; bailleur : ${pourCent(nonReserves)} ; le reste se partage selon les volumes de droits uniques, donc selon les durées aussi. Ses droits : ${nombre(droitsUniques)} sur ${nombre(deTous)}, soit ${logements(parAn)} par an.`,
          `Prefect: ${pourCent(prefet)}; landlord: ${pourCent(nonReserves)}; the rest is shared by volumes of single-use rights, hence by durations too. Its rights: ${nombre(droitsUniques)} of ${nombre(deTous)}, that is ${logements(parAn)} a year.`,
        ),
      ),
    }),
  ];
}

function auSingulier(valeur: ValeurExacte): boolean {
  return comparer(lireValeurExacte(valeur), fraction(2)) < 0;
}

function etapeDuTauxRetenu({ stipulations, provenance }: StockEnFlux, part: PartProposee): Etape {
  const { methodeDeConversion, arrondiDuTaux } = stipulations;
  return etape("R13", provenance.dateDeDroit, {
    intitule: { fr: "Taux retenu", en: "Rate retained" },
    autorite: "conventionnel",
    lecture: null,
    formule: {
      fr: "taux de la méthode retenue, arrondi comme convenu",
      en: "rate of the method retained, rounded as agreed",
    },
    calcul: enDeuxLangues(
      ({ mot, pourCent, texte }) =>
        `${texte(NOMS_DES_METHODES[methodeDeConversion])}${mot(" :", ":")} ${pourCent(part.brut)}, ${mot("retenu", "retained")} ${pourCent(part.taux)}`,
    ),
    phrase: enDeuxLangues(({ nombre, logements, decimal, mot }) => {
      const etendue =
        part.ecart === null
          ? ""
          : mot(
              ` D'une méthode à l'autre, l'étendue vaut ${decimal(part.ecart.points)} ${auSingulier(part.ecart.points) ? "point" : "points"}, soit ${logements(part.ecart.logements)} par an.`,
              ` From one method to another the spread is ${decimal(part.ecart.points)} points, that is ${logements(part.ecart.logements)} a year.`,
            );
      return mot(
        `Taux : ${nombre(part.taux)} %, soit ${logements(part.surLeFlux)} par an sur le flux net, et ${nombre(part.surLesLiberations)} si rien n'était soustrait.${etendue}`,
        `Rate: ${nombre(part.taux)}%, that is ${logements(part.surLeFlux)} a year on the net flow, and ${nombre(part.surLesLiberations)} if nothing were taken out.${etendue}`,
      );
    }),
    arrondi: direArrondi(arrondiDuTaux),
    stipulations: [
      { nom: "methodeDeConversion", valeur: methodeDeConversion },
      { nom: "arrondiDuTaux", valeur: ecrireArrondi(arrondiDuTaux) },
    ],
  });
}
