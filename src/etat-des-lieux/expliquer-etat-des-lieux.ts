import { valeurLegale } from "../droit/parametres.js";
import { dateEnFrancais } from "../droit/periodes.js";
import { fraction } from "../exact/fraction.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { type ExplicationsPossibles, etape, etapeDeChoix, explicable } from "../modele/trace.js";
import type { EtatDesLieux, StipulationsDEtatDesLieux } from "./consolider-etat-des-lieux.js";
import { nommer } from "./nommer.js";
import type { LigneDeProrogation } from "./proroger.js";
import type { SynthesesReunies } from "./reunir-syntheses.js";
import type { AccordDuReservataire } from "./synthetiser.js";

export function explicationsDeLEtatDesLieux(etatDesLieux: EtatDesLieux): ExplicationsPossibles {
  const { prorogations, accords, stipulations, reservataires, provenance } = etatDesLieux;
  const nomDe = nommer(reservataires);
  return new Map([
    ...expliquerComptes(etatDesLieux, [stipulations]),
    ...expliquerProrogations(prorogations, nomDe, provenance.dateDeDroit),
    ...accords.map((accord) => expliquerAccord(accord, nomDe, provenance.dateDeDroit)),
  ]);
}

export function explicationsDesSynthesesReunies(reunies: SynthesesReunies): ExplicationsPossibles {
  const { sources } = reunies;
  return new Map(
    expliquerComptes(
      reunies,
      sources.map(({ stipulations }) => stipulations),
    ),
  );
}

/** Le patrimoine et la synthèse, d'un inventaire ou de plusieurs. */
function expliquerComptes(
  { synthese, totaux, reservataires, communes, provenance: { dateDeDroit } }: EtatDesLieux | SynthesesReunies,
  conventions: readonly StipulationsDEtatDesLieux[],
) {
  const nombre = conventions.length;
  const [nomDe, communeDe] = [nommer(reservataires), nommer(communes)];
  const quand =
    nombre === 1
      ? { fr: `au ${dateEnFrancais(dateDeDroit)}`, en: `before ${dateDeDroit}` }
      : { fr: "à la date de leur inventaire", en: "at the date of their inventory" };
  const lectures = [
    ...new Set(
      conventions.flatMap(({ droitNonPrecise }) => (droitNonPrecise === undefined ? [] : [droitNonPrecise])),
    ),
  ];
  const { logements, reserves, identifies, nonReserves } = totaux;
  const parc = explicable(
    {
      cible: "totaux/logements",
      titre:
        nombre === 1
          ? { fr: "Patrimoine du bailleur sur le périmètre", en: "Landlord's stock on the perimeter" }
          : {
              fr: `Patrimoine des ${nombre} inventaires réunis`,
              en: `Stock of the ${nombre} inventories together`,
            },
      valeur: valeurExacte(fraction(logements)),
      unite: "logements",
      dateDeDroit,
    },
    () => [
      etapeDeChoix(dateDeDroit, {
        intitule: { fr: "Compte du patrimoine", en: "Count of the stock" },
        formule: {
          fr: "patrimoine = réservés + identifiés + non réservés",
          en: "stock = reserved + identified + unreserved",
        },
        calcul: enDeuxLangues(() => `${logements} = ${reserves} + ${identifies} + ${nonReserves}`),
        phrase: {
          fr: `Réservés : ${reserves} ; identifiés, que la loi garde hors du flux : ${identifies} ; non réservés : ${nonReserves} ; en tout : ${logements}.`,
          en: `Reserved: ${reserves}; identified, kept outside the flow by law: ${identifies}; unreserved: ${nonReserves}; in all: ${logements}.`,
        },
      }),
    ],
  );
  const lignes = synthese.map((ligne) =>
    explicable(
      {
        cible: `synthese/${ligne.reservataire}/${ligne.commune}`,
        titre: {
          fr: `Logements réservés par ${nomDe(ligne.reservataire)}, commune ${communeDe(ligne.commune)}`,
          en: `Dwellings reserved by ${nomDe(ligne.reservataire)}, municipality ${communeDe(ligne.commune)}`,
        },
        valeur: valeurExacte(fraction(ligne.droitsDeSuite + ligne.droitsUniquesNonHonores)),
        unite: "logements",
        dateDeDroit,
      },
      () => [
        etapeDeChoix(dateDeDroit, {
          intitule: { fr: "Synthèse de l'état des lieux", en: "Summary of the inventory" },
          formule: {
            fr: "réservés = droits uniques non honorés + droits de suite",
            en: "reserved = unhonoured single-use rights + recurring rights",
          },
          calcul: enDeuxLangues(
            () =>
              `${ligne.droitsDeSuite + ligne.droitsUniquesNonHonores} = ${ligne.droitsUniquesNonHonores} + ${ligne.droitsDeSuite}`,
          ),
          phrase: {
            fr: `Droits uniques non honorés : ${ligne.droitsUniquesNonHonores} ; droits de suite : ${ligne.droitsDeSuite} ; situés en QPV : ${ligne.situesEnQpv} ; échus ${quand.fr}, comptés quand même : ${ligne.echus}.`,
            en: `Unhonoured single-use rights: ${ligne.droitsUniquesNonHonores}; recurring rights: ${ligne.droitsDeSuite}; located in QPV: ${ligne.situesEnQpv}; expired ${quand.en}, counted all the same: ${ligne.echus}.`,
          },
          stipulations: lectures.map((valeur) => ({ nom: "droitNonPrecise", valeur })),
        }),
      ],
    ),
  );
  return [parc, ...lignes];
}

/** Les lignes d'un réservataire, selon où elles en sont avec le bailleur. */
function expliquerAccord(
  { reservataire, transmis, conteste, valide, sansStatut }: AccordDuReservataire,
  nomDe: (code: string) => string,
  dateDeDroit: string,
) {
  const lignes = transmis + conteste + valide + sansStatut;
  return explicable(
    {
      cible: `accords/${reservataire}`,
      titre: {
        fr: `Lignes de l'état des lieux, ${nomDe(reservataire)}, selon l'accord avec le bailleur`,
        en: `Rows of the inventory, ${nomDe(reservataire)}, by agreement with the landlord`,
      },
      valeur: valeurExacte(fraction(lignes)),
      unite: "logements",
      dateDeDroit,
    },
    () => [
      etapeDeChoix(dateDeDroit, {
        intitule: { fr: "Compte des statuts", en: "Count of statuses" },
        formule: {
          fr: "lignes = transmises + contestées + validées + sans statut",
          en: "rows = sent + contested + validated + without status",
        },
        calcul: enDeuxLangues(() => `${lignes} = ${transmis} + ${conteste} + ${valide} + ${sansStatut}`),
        phrase: {
          fr: `Transmises : ${transmis} ; contestées : ${conteste} ; validées : ${valide} ; sans statut : ${sansStatut}.`,
          en: `Sent: ${transmis}; contested: ${conteste}; validated: ${valide}; without status: ${sansStatut}.`,
        },
      }),
    ],
  );
}

/** Les droits qu'un remboursement proroge, réservataire par réservataire, versement par versement. */
function expliquerProrogations(
  prorogations: readonly LigneDeProrogation[],
  nomDe: (code: string) => string,
  dateDeDroit: string,
) {
  const prorogees = prorogations.filter(({ effet }) => effet === "prorogee");
  return regrouperParCodes(prorogees, ({ reservataire }) => reservataire).map(([code, siennes]) =>
    explicable(
      {
        cible: `prorogations/${code}`,
        titre: {
          fr: `Droits attachés à des garanties d'emprunt et prorogés, ${nomDe(code)}`,
          en: `Rights attached to loan guarantees and extended, ${nomDe(code)}`,
        },
        valeur: valeurExacte(fraction(siennes.reduce((total, { nombre }) => total + nombre, 0))),
        unite: "logements",
        dateDeDroit,
      },
      () => siennes.map((ligne) => etapeDeProrogation(ligne, dateDeDroit)),
    ),
  );
}

function etapeDeProrogation(
  { dernierVersement, dateDExpiration, expirationConvenue, nombre }: LigneDeProrogation,
  dateDeDroit: string,
) {
  const ans = valeurLegale("prorogationDeLaGarantie", dateDeDroit);
  const jour = (date: string | null, mot: (fr: string, en: string) => string) =>
    date === null ? mot("sans terme", "no end") : mot(dateEnFrancais(date), date);
  return etape("R15", dateDeDroit, {
    calcul: enDeuxLangues(
      ({ mot }) =>
        `${jour(dernierVersement, mot)} + ${ans} ${mot("ans", "years")} = ${jour(dateDExpiration, mot)}`,
    ),
    phrase: enDeuxLangues(({ logements, mot }) => {
      const [versement, fin] = [jour(dernierVersement, mot), jour(dateDExpiration, mot)];
      const convenu =
        expirationConvenue === null
          ? mot("aucun terme convenu", "no agreed end")
          : mot(
              `terme convenu, ${jour(expirationConvenue, mot)}`,
              `agreed end, ${jour(expirationConvenue, mot)}`,
            );
      const suite =
        dernierVersement <= dateDeDroit
          ? mot(
              `l'emprunt garanti a été soldé par le versement du ${versement}, et le droit dure jusqu'au ${fin}`,
              `the payment of ${versement} cleared the guaranteed loan, and the right lasts until ${fin}`,
            )
          : mot(
              `le versement prévu le ${versement} doit solder l'emprunt garanti, et le droit durer jusqu'au ${fin}`,
              `the payment planned for ${versement} is to clear the guaranteed loan, and the right to last until ${fin}`,
            );
      return mot(
        `${logements(nombre)} : ${convenu} ; ${suite}.`,
        `${logements(nombre)}: ${convenu}; ${suite}.`,
      );
    }),
  });
}
