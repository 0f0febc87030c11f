import { OBLIGATIONS, type Obligation } from "../droit/obligations.js";
import { dateEnFrancais } from "../droit/periodes.js";
import type { Texte } from "../droit/texte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { type ExplicationsPossibles, etape, explicable } from "../modele/trace.js";
import type { Perimetre } from "../modele/vocabulaire.js";
import type { CalendrierDesObligations, LigneDuCalendrier } from "./calendrier-des-obligations.js";

const SANS_JOUR: Texte = { fr: "aucun jour ne s'en déduit", en: "no day follows from it" };

export function explicationsDuCalendrier({
  lignes,
  date,
  perimetre,
}: CalendrierDesObligations): ExplicationsPossibles {
  return new Map(
    lignes.map((ligne) =>
      explicable(
        {
          cible: ligne.cible,
          titre: titrer(ligne, perimetre),
          valeur: ligne.echeance,
          unite: "date",
          dateDeDroit: ligne.dateDeDroit,
        },
        () => {
          const { regle, references, delai, lecture, confiance }: Obligation = OBLIGATIONS[ligne.obligation];
          return [
            etape(regle, ligne.dateDeDroit, {
              intitule: ligne.intitule,
              formule: delai,
              calcul: ligne.echeance === null ? SANS_JOUR : ligne.raison,
              phrase: dire(ligne, date),
              autorite: ligne.autorite,
              references,
              confiance,
              lecture: lecture ?? null,
            }),
          ];
        },
      ),
    ),
  );
}

function titrer(
  { intitule, obligation, destinataire, objet, debiteur, nature }: LigneDuCalendrier,
  { bailleur }: Perimetre,
): Texte {
  return enDeuxLangues(({ mot, texte }) => {
    const auteur = debiteur === bailleur ? mot("le bailleur", "the landlord") : debiteur;
    const arrete =
      obligation === "attributions-hors-qpv" ? mot(dateEnFrancais(objet ?? ""), objet ?? "") : objet;
    const precisions = [
      arrete ?? "",
      destinataire === null ? "" : texte(destinataire.nom),
      destinataire?.qualite === "public" ? `${mot("par", "by")} ${auteur}` : "",
    ].filter((precision) => precision !== "");
    const jour =
      nature === "terme" ? mot("dernier jour", "last day") : mot("dernier jour utile", "last useful day");
    return [texte(intitule), ...precisions, jour].join(", ");
  });
}

function jours(nombre: number): Texte {
  return nombre === 1 ? { fr: "un jour", en: "one day" } : { fr: `${nombre} jours`, en: `${nombre} days` };
}

function dire({ etat, faitLe, joursDeRetard, sansObjet, depuis }: LigneDuCalendrier, date: string): Texte {
  const retard = jours(joursDeRetard);
  const [luFr, faitFr] = [dateEnFrancais(date), faitLe === null ? "" : dateEnFrancais(faitLe)];
  switch (etat) {
    case "non-concerne":
      return { fr: `Rien n'est dû : ${sansObjet?.fr ?? ""}.`, en: `Nothing is due: ${sansObjet?.en ?? ""}.` };
    case "a-venir":
      return depuis === null
        ? { fr: `Au ${luFr}, ce jour n'est pas passé.`, en: `On ${date}, that day has not passed.` }
        : {
            fr: `Au ${luFr}, il est trop tôt : cela ne peut se faire qu'à partir du ${dateEnFrancais(depuis)}.`,
            en: `On ${date}, it is too early: it can be done only from ${depuis}.`,
          };
    case "a-faire":
      return { fr: `Au ${luFr}, cela reste à faire.`, en: `On ${date}, it is still to be done.` };
    case "fait":
      return {
        fr: `Fait le ${faitFr} ; faute de jour fixé, ni à temps ni en retard.`,
        en: `Done on ${faitLe}; no day being set, neither on time nor late.`,
      };
    case "fait-a-temps":
      return { fr: `Fait à temps, le ${faitFr}.`, en: `Done on time, on ${faitLe}.` };
    case "fait-en-retard":
      return {
        fr: `Fait le ${faitFr}, avec ${retard.fr} de retard.`,
        en: `Done on ${faitLe}, ${retard.en} late.`,
      };
    case "en-retard":
      return {
        fr: `Au ${luFr}, rien ne dit que ce soit fait : ${retard.fr} de retard.`,
        en: `On ${date}, nothing says it is done: ${retard.en} late.`,
      };
    case "echu":
      return { fr: `Au ${luFr}, ce jour est passé.`, en: `On ${date}, that day has passed.` };
  }
}
