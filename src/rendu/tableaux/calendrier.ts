import type { EtatDuCalendrier } from "../../bilan/accomplir.js";
import type { CalendrierDesObligations, LigneDuCalendrier } from "../../bilan/calendrier-des-obligations.js";
import type { Texte } from "../../droit/texte.js";
import { enDeuxLangues } from "../../modele/plume.js";
import { dresser, entiers, jours, mots } from "./colonnes.js";
import type { MiseEnForme } from "./mise-en-forme.js";
import type { Tableau } from "./tableau.js";

const ETATS: Readonly<Record<EtatDuCalendrier, Texte>> = {
  "a-venir": { fr: "à venir", en: "to come" },
  "a-faire": { fr: "à faire", en: "to do" },
  fait: { fr: "fait", en: "done" },
  "fait-a-temps": { fr: "fait à temps", en: "done in time" },
  "fait-en-retard": { fr: "fait en retard", en: "done late" },
  "en-retard": { fr: "en retard", en: "late" },
  echu: { fr: "échu", en: "ended" },
  "non-concerne": { fr: "non concerné", en: "not concerned" },
};

/** Une ligne par document dû et par terme. */
export function tableauxDuCalendrier({ lignes }: CalendrierDesObligations, mise: MiseEnForme): Tableau[] {
  return [
    dresser<LigneDuCalendrier>(mise, {
      nom: "calendrier",
      titre: { fr: "Calendrier des obligations", en: "Calendar of duties" },
      colonnes: [
        mots("cible", { fr: "Ligne", en: "Line" }, ({ cible }) => cible),
        mots("intitule", { fr: "Obligation", en: "Duty" }, ({ intitule }) => intitule),
        mots("debiteur", { fr: "Débiteur", en: "Owed by" }, ({ debiteur }) => debiteur),
        mots(
          "destinataire",
          { fr: "Destinataire", en: "Recipient" },
          (ligne) => ligne.destinataire?.nom ?? null,
        ),
        mots("objet", { fr: "Objet", en: "Object" }, ({ objet }) => objet),
        jours("depuis", { fr: "Depuis", en: "From" }, ({ depuis }) => depuis),
        jours("echeance", { fr: "Dernier jour utile", en: "Last useful day" }, ({ echeance }) => echeance),
        mots("etat", { fr: "État", en: "State" }, ({ etat }) => ETATS[etat]),
        jours("faitLe", { fr: "Fait le", en: "Done on" }, ({ faitLe }) => faitLe),
        entiers("joursDeRetard", { fr: "Jours de retard", en: "Days late" }, "jours", (l) => l.joursDeRetard),
        mots("sansObjet", { fr: "Sans objet", en: "Not applicable" }, ({ sansObjet }) => sansObjet),
        mots("fondement", { fr: "Fondement", en: "Legal ground" }, ({ articles }) =>
          enDeuxLangues(({ texte, separateur }) => articles.map(texte).join(separateur)),
        ),
      ],
      lignes,
    }),
  ];
}
