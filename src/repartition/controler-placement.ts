import { ecrireDecimal } from "../exact/decimal.js";
import { type Constat, constater } from "../modele/constats.js";
import { enDeuxLangues } from "../modele/plume.js";
import { estDansLeTerritoire, nommerSecteur, nommerTerritoire } from "../modele/secteurs.js";
import type { FluxReparti } from "./repartir-flux.js";
import type { Exces } from "./trouver-exces.js";

/** Les territoires qui ne peuvent loger ce qu'on leur a promis : où, qui, et de combien. */
export function constaterExces({ parts }: FluxReparti, exces: readonly Exces[]): Constat[] {
  return exces.map(({ territoire, flux, parts: rangs, promis, enTrop, points }) => {
    const lieu = "type" in territoire ? nommerTerritoire(territoire) : nommerSecteur(territoire);
    const qui = [...new Set(rangs.map((rang) => parts[rang]?.reservataire ?? ""))].join(", ");
    return constater("SUR_RESERVATION", {
      territoire: lieu.fr,
      chiffres: [
        { nom: "flux", valeur: String(flux) },
        { nom: "promis", valeur: ecrireDecimal(promis) },
        { nom: "points en trop", valeur: ecrireDecimal(points) },
        { nom: "logements en trop", valeur: ecrireDecimal(enTrop) },
      ],
      message: enDeuxLangues(({ logements, nombre, mot, texte }) =>
        flux === 0
          ? mot(
              `${texte(lieu)} : les parts promettent plus de 100 % ; le flux prévu y est nul, aucun logement n'est en cause à ce jour (${qui}).`,
              `${texte(lieu)}: the shares promise more than 100%; the expected flow is nil, no dwelling is at stake for now (${qui}).`,
            )
          : mot(
              `${texte(lieu)} : les parts qui ne peuvent aller ailleurs promettent ${logements(promis)}, excès déjà signalés déduits, pour un flux de ${flux} : ${nombre(enTrop)} de trop, ${nombre(ecrireDecimal(points))} en points de pourcentage (${qui}). Impossibilité de calcul : aucun article lu ne l'énonce.`,
              `${texte(lieu)}: the shares that cannot go elsewhere promise ${logements(promis)}, excesses already reported deducted, for a flow of ${flux}: ${nombre(enTrop)} too many, ${nombre(ecrireDecimal(points))} in percentage points (${qui}). An arithmetical impossibility: no article read states it.`,
            ),
      ),
      remede: {
        fr: "Convenir d'un autre placement des parts uniformes, ou d'une réduction : la stipulation « reduction » dit qui cède, et selon quelle règle.",
        en: "Agree on another placement of the uniform shares, or on a reduction: the “reduction” stipulation says who gives way, and by which rule.",
      },
    });
  });
}

/** Les réservataires dont le territoire, ou celui d'une part, ne compte aucun secteur de l'assiette. */
export function constaterTerritoiresVides({ secteurs, conventions, parts }: FluxReparti): Constat[] {
  const territoires = [
    ...conventions.map(({ reservataire: { code, territoire } }) => ({ code, territoire })),
    ...parts.map(({ reservataire, territoire }) => ({ code: reservataire, territoire })),
  ].map(({ code, territoire }) => ({ code, territoire, lieu: nommerTerritoire(territoire) }));
  const distincts = new Map(territoires.map((ici) => [JSON.stringify([ici.code, ici.lieu.fr]), ici]));
  return [...distincts.values()].flatMap(({ code, territoire, lieu }) => {
    if (secteurs.some((secteur) => estDansLeTerritoire(secteur, territoire))) return [];
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
