import { dateEnFrancais } from "../droit/periodes.js";
import type { Texte } from "../droit/texte.js";
import type { ValeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { type ExplicationsPossibles, etape, explicable } from "../modele/trace.js";
import type { PostesDuCompte } from "./postes-du-compte.js";
import type { CompteDeDroits } from "./tenir-compte-de-droits.js";

const POSTES: readonly {
  readonly poste: Exclude<keyof PostesDuCompte, "ouverture" | "cloture">;
  readonly signe: "+" | "−";
  readonly nom: Texte;
}[] = [
  { poste: "acquis", signe: "+", nom: { fr: "acquis", en: "acquired" } },
  { poste: "proroges", signe: "+", nom: { fr: "prorogés", en: "extended" } },
  {
    poste: "delegationsRecues",
    signe: "+",
    nom: { fr: "reçus en délégation", en: "received by delegation" },
  },
  { poste: "consommes", signe: "−", nom: { fr: "consommés", en: "consumed" } },
  { poste: "expires", signe: "−", nom: { fr: "expirés", en: "expired" } },
  { poste: "delegues", signe: "−", nom: { fr: "délégués", en: "delegated" } },
  { poste: "imputes", signe: "−", nom: { fr: "imputés", en: "imputed" } },
  { poste: "annules", signe: "−", nom: { fr: "annulés", en: "cancelled" } },
];

export function explicationsDuCompteDeDroits({
  comptes,
  du,
  au,
  provenance: { dateDeDroit },
}: CompteDeDroits): ExplicationsPossibles {
  return new Map(
    comptes.map((compte) =>
      explicable(
        {
          cible: `reservataires/${compte.reservataire}`,
          titre: {
            fr: `Droits uniques de ${compte.reservataire} au ${dateEnFrancais(au)}`,
            en: `Single-use rights of ${compte.reservataire} on ${au}`,
          },
          valeur: compte.cloture,
          unite: "droits uniques",
          dateDeDroit,
        },
        () => [
          etape("R14", dateDeDroit, {
            intitule: { fr: "Compte de droits", en: "Account of rights" },
            formule: {
              fr: "clôture = ouverture + ce qui entre − ce qui sort",
              en: "closing = opening + what comes in − what goes out",
            },
            calcul: enDeuxLangues(({ nombre }) => {
              const termes = postesNonNuls(compte).map(({ signe, valeur }) => `${signe} ${nombre(valeur)}`);
              return `${[nombre(compte.ouverture), ...termes].join(" ")} = ${nombre(compte.cloture)}`;
            }),
            phrase: enDeuxLangues(({ nombre, mot, texte, separateur }) => {
              const postes = postesNonNuls(compte).map(
                ({ nom, valeur }) => `${texte(nom)}${mot(" :", ":")} ${nombre(valeur)}`,
              );
              const detail =
                postes.length === 0 ? mot("aucun mouvement", "no movement") : postes.join(separateur);
              return mot(
                `Au ${dateEnFrancais(du)} : ${nombre(compte.ouverture)} ; depuis, ${detail} ; au ${dateEnFrancais(au)} : ${nombre(compte.cloture)}.`,
                `On ${du}: ${nombre(compte.ouverture)}; since then, ${detail}; on ${au}: ${nombre(compte.cloture)}.`,
              );
            }),
          }),
        ],
      ),
    ),
  );
}

function postesNonNuls(
  compte: PostesDuCompte,
): { readonly signe: string; readonly nom: Texte; readonly valeur: ValeurExacte }[] {
  return POSTES.map(({ poste, signe, nom }) => ({ signe, nom, valeur: compte[poste] })).filter(
    ({ valeur }) => valeur.exact !== "0",
  );
}
