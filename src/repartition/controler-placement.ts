import { ecrireDecimal, enFrancais } from "../exact/decimal.js";
import { type Constat, constater } from "../modele/constats.js";
import { estDansLeTerritoire, nommerSecteur, nommerTerritoire } from "../modele/secteurs.js";
import type { Exces } from "./placer-parts.js";
import type { FluxReparti } from "./repartir-flux.js";

/** Les territoires qui ne peuvent loger ce qu'on leur a promis : où, qui, et de combien. */
export function constaterExces({ parts }: FluxReparti, exces: readonly Exces[]): Constat[] {
  return exces.map(({ territoire, flux, parts: rangs, promis, enTrop }) => {
    const lieu = "type" in territoire ? nommerTerritoire(territoire) : nommerSecteur(territoire);
    const qui = [...new Set(rangs.map((rang) => parts[rang]?.reservataire ?? ""))].join(", ");
    const [logementsPromis, trop] = [ecrireDecimal(promis), ecrireDecimal(enTrop)];
    return constater("SUR_RESERVATION", {
      territoire: lieu.fr,
      chiffres: [
        { nom: "flux", valeur: String(flux) },
        { nom: "promis", valeur: logementsPromis },
        { nom: "logements en trop", valeur: trop },
      ],
      message: {
        fr: `${lieu.fr} : les parts qui ne peuvent aller ailleurs promettent ${enFrancais(logementsPromis)} pour un flux de ${flux}, soit ${enFrancais(trop)} de trop (${qui}).`,
        en: `${lieu.en}: the shares that cannot go elsewhere promise ${logementsPromis} for a flow of ${flux}, ${trop} too many (${qui}).`,
      },
      remede: {
        fr: "Convenir d'une réduction : qui cède, et de combien.",
        en: "Agree on a reduction: who gives way, and by how much.",
      },
    });
  });
}

/** Les réservataires dont le territoire ne compte aucun secteur de l'assiette. */
export function constaterTerritoiresVides({ secteurs, conventions }: FluxReparti): Constat[] {
  return conventions.flatMap(({ reservataire: { code, territoire } }) => {
    if (secteurs.some((secteur) => estDansLeTerritoire(secteur, territoire))) return [];
    const lieu = nommerTerritoire(territoire);
    return [
      constater("TERRITOIRE_SANS_LOGEMENT", {
        territoire: lieu.fr,
        chiffres: [],
        message: {
          fr: `${code} : l'assiette ne compte aucun secteur sur ${lieu.fr} ; sa part y est sans objet.`,
          en: `${code}: the base has no sector on ${lieu.en}; its share has no object there.`,
        },
      }),
    ];
  });
}
