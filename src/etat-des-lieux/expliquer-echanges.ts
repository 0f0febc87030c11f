import { dateEnFrancais } from "../droit/periodes.js";
import { fraction } from "../exact/fraction.js";
import { valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { type ExplicationsPossibles, etapeDeChoix, explicable } from "../modele/trace.js";
import { NON_RESERVES, TYPOLOGIES } from "../modele/vocabulaire.js";
import type { ComparaisonDEtatsDesLieux } from "./comparer-etats-des-lieux.js";
import type { InformationPrealable } from "./information-prealable.js";
import { nommer } from "./nommer.js";

export function explicationsDeLaComparaison({
  reservataires,
  dates,
  provenance: { dateDeDroit },
}: ComparaisonDEtatsDesLieux): ExplicationsPossibles {
  return new Map(
    reservataires.map((ligne) => {
      const { avant, retires, sortis, ajoutes, entres, apres } = ligne;
      const { reservataire } = ligne;
      const [deQui, ofWhom] =
        reservataire === null
          ? ["Logements non réservés", "Unreserved dwellings"]
          : [`Logements réservés par « ${reservataire} »`, `Dwellings reserved by “${reservataire}”`];
      return explicable(
        {
          cible: `reservataires/${reservataire ?? NON_RESERVES}`,
          titre: { fr: `${deQui}, seconde version`, en: `${ofWhom}, second version` },
          valeur: valeurExacte(fraction(apres)),
          unite: "logements",
          dateDeDroit,
        },
        () => [
          etapeDeChoix(dateDeDroit, {
            intitule: { fr: "D'une version à l'autre", en: "From one version to the other" },
            formule: {
              fr: "après = avant − retirés − sortis + ajoutés + entrés",
              en: "after = before − removed − left + added + entered",
            },
            calcul: enDeuxLangues(
              () => `${apres} = ${avant} − ${retires} − ${sortis} + ${ajoutes} + ${entres}`,
            ),
            phrase: {
              fr: `Versions du ${dateEnFrancais(dates.avant)} et du ${dateEnFrancais(dates.apres)}. Logements absents de la seconde : ${retires} ; partis à un autre titulaire : ${sortis} ; nouveaux : ${ajoutes} ; venus d'un autre : ${entres} ; restés, dont un champ a changé : ${ligne.changes} ; inchangés : ${ligne.inchanges}.`,
              en: `Versions of ${dates.avant} and ${dates.apres}. Dwellings absent from the second: ${retires}; gone to another holder: ${sortis}; new: ${ajoutes}; come from another: ${entres}; kept, with a field changed: ${ligne.changes}; unchanged: ${ligne.inchanges}.`,
            },
          }),
        ],
      );
    }),
  );
}

export function explicationsDeLInformation({
  contenu,
  destinataires,
  totaux,
  constats,
  provenance: { dateDeDroit },
}: InformationPrealable): ExplicationsPossibles {
  const nomDe = nommer(
    destinataires.flatMap((un) =>
      un.type === "reservataire" ? [{ code: un.reservataire, nom: un.nom }] : [],
    ),
  );
  const lecture = constats.find(({ code }) => code === "INFORMATION_RAPPORTEE")?.message ?? null;
  const rapporte = { confiance: ["doctrine" as const], lecture };
  const total = explicable(
    {
      cible: "totaux/logements",
      titre: {
        fr: "Logements de l'information préalable",
        en: "Dwellings of the prior information",
      },
      valeur: valeurExacte(fraction(totaux.logements)),
      unite: "logements",
      dateDeDroit,
    },
    () => [
      etapeDeChoix(dateDeDroit, {
        ...rapporte,
        intitule: { fr: "Information préalable", en: "Prior information" },
        formule: { fr: "total = Σ par réservataire et commune", en: "total = Σ by holder and municipality" },
        calcul: enDeuxLangues(
          () => `${contenu.map(({ logements }) => logements).join(" + ") || "0"} = ${totaux.logements}`,
        ),
        phrase: {
          fr: `Logements réservés qui entrent dans le flux, de tous les réservataires : ${totaux.logements}.`,
          en: `Reserved dwellings that enter the flow, of all holders: ${totaux.logements}.`,
        },
      }),
    ],
  );
  const lignes = contenu.map((ligne) =>
    explicable(
      {
        cible: `contenu/${ligne.reservataire}/${ligne.commune}`,
        titre: {
          fr: `Logements à porter à la connaissance de tous, ${nomDe(ligne.reservataire)}, commune ${ligne.commune}`,
          en: `Dwellings to be made known to all, ${nomDe(ligne.reservataire)}, municipality ${ligne.commune}`,
        },
        valeur: valeurExacte(fraction(ligne.logements)),
        unite: "logements",
        dateDeDroit,
      },
      () => [
        etapeDeChoix(dateDeDroit, {
          ...rapporte,
          intitule: { fr: "Information préalable", en: "Prior information" },
          formule: { fr: "logements = Σ par typologie", en: "dwellings = Σ by size" },
          calcul: enDeuxLangues(
            () => `${TYPOLOGIES.map((code) => ligne.typologies[code]).join(" + ")} = ${ligne.logements}`,
          ),
          phrase: {
            fr: `${TYPOLOGIES.map((code) => `${code} : ${ligne.typologies[code]}`).join(" ; ")} ; situés en QPV : ${ligne.situesEnQpv}.`,
            en: `${TYPOLOGIES.map((code) => `${code}: ${ligne.typologies[code]}`).join("; ")}; located in QPV: ${ligne.situesEnQpv}.`,
          },
        }),
      ],
    ),
  );
  return new Map([total, ...lignes]);
}
