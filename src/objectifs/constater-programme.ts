import { type NomDeParametre, PARAMETRES, type ValeurDatee, valeurLegale } from "../droit/parametres.js";
import { enVigueur } from "../droit/periodes.js";
import { BLOC_COMMUNAL } from "../droit/reservataires.js";
import type { Texte } from "../droit/texte.js";
import { ecrireDecimal } from "../exact/decimal.js";
import { comparer, enPourCentDe, type Fraction, fraction, pourCentDe, sommer } from "../exact/fraction.js";
import { lireTaux } from "../exact/taux.js";
import { lireValeurExacte } from "../exact/valeur-exacte.js";
import { type Constat, constater } from "../modele/constats.js";
import { enDeuxLangues } from "../modele/plume.js";
import { direLaPart } from "../modele/vocabulaire.js";
import type { Programme } from "./lire-programme.js";
import type { PartDansLeProgramme, PremiereMiseEnLocation } from "./repartir-premiere-mise-en-location.js";
import type { TableauDuProgramme } from "./tableau-du-programme.js";

type Parts = Pick<
  PremiereMiseEnLocation,
  "programme" | "reservataires" | "stipulations" | "parts" | "nonReserves"
>;

export function nommerLeProgramme({ code }: Pick<Programme, "code">): Texte {
  return { fr: `programme ${code}`, en: `programme ${code}` };
}

/** Ce que relèvent les parts d'un programme, avant tout arrondi. */
export function constaterParts(contenu: Parts, date: string): Constat[] {
  return [
    ...constaterExces(contenu),
    ...constaterDecote(
      contenu.programme,
      sommer(
        contenu.parts
          .filter(({ contrepartie }) => contrepartie === "decote")
          .map(({ logements }) => lireValeurExacte(logements)),
      ),
      date,
    ),
    ...constaterPlafondsDuFlux(contenu, date),
    ...constaterStipulations(contenu),
    ...constaterDelegations(contenu),
  ];
}

function constaterExces({ programme, parts }: Parts): Constat[] {
  const promis = sommer(parts.map(({ taux }) => lireValeurExacte(taux)));
  if (comparer(promis, fraction(100)) <= 0) return [];
  const lieu = nommerLeProgramme(programme);
  return [
    constater("PARTS_AU_DELA_DU_PROGRAMME", {
      territoire: lieu.fr,
      chiffres: [
        { nom: "taux cumulé", valeur: ecrireDecimal(promis) },
        { nom: "logements promis", valeur: ecrireDecimal(pourCentDe(promis, fraction(programme.total))) },
        { nom: "logements du programme", valeur: String(programme.total) },
      ],
      message: enDeuxLangues(({ nombre, logements, mot, texte }) =>
        mot(
          `${texte(lieu)} : les parts font ensemble ${nombre(promis)} % de ${logements(String(programme.total))}.`,
          `${texte(lieu)}: the shares together make ${nombre(promis)}% of ${logements(String(programme.total))}.`,
        ),
      ),
      remede: {
        fr: "Convenir de parts qui n'excèdent pas 100 % : la bibliothèque n'en réduit aucune.",
        en: "Agree on shares that do not exceed 100%: the library reduces none.",
      },
    }),
  ];
}

/** Juge les logements de la décote, exacts ou entiers, contre leur plafond dans le programme. */
export function constaterDecote(programme: Programme, reserves: Fraction, date: string): Constat[] {
  const plafond = valeurLegale("plafondDeLaDecote", date);
  if (plafond === null) return [];
  const permis = pourCentDe(lireTaux(plafond), fraction(programme.total));
  if (comparer(reserves, permis) <= 0) return [];
  const periodes: readonly ValeurDatee[] = PARAMETRES.plafondDeLaDecote.periodes;
  const source = enVigueur(periodes, date)?.source ?? { fr: "", en: "" };
  const lieu = nommerLeProgramme(programme);
  return [
    constater("PLAFOND_DE_LA_DECOTE_DEPASSE", {
      autorite: "imperatif",
      confiance: ["texte-officiel", "lecture"],
      territoire: lieu.fr,
      chiffres: [
        { nom: "réservés", valeur: ecrireDecimal(reserves) },
        { nom: "plafond", valeur: ecrireDecimal(permis) },
        { nom: "taux", valeur: ecrireDecimal(enPourCentDe(reserves, fraction(programme.total))) },
      ],
      message: enDeuxLangues(({ nombre, logements, mot, texte }) =>
        mot(
          `${texte(lieu)} : l'administration qui cède avec décote y a ${logements(reserves)}, pour ${nombre(permis)} au plus (${plafond} % de ${programme.total}). Source : ${texte(source)}.`,
          `${texte(lieu)}: the administration selling at a discount has ${logements(reserves)} there, for ${nombre(permis)} at most (${plafond}% of ${programme.total}). Source: ${texte(source)}.`,
        ),
      ),
      remede: {
        fr: "Ramener ses réservations à ce plafond.",
        en: "Bring its reservations down to this cap.",
      },
    }),
  ];
}

/** Les plafonds que les textes mesurent sur le flux annuel, et ce qui, dans un programme, leur ressemble. */
const PLAFONDS_DU_FLUX = [
  {
    parametre: "plafondPrefet",
    nom: { fr: "le contingent du préfet", en: "the prefect's contingent" },
    concerne: ({ contrepartie }: PartDansLeProgramme) => contrepartie === "contingent-prefectoral",
  },
  {
    parametre: "plafondAgentsDeLEtat",
    nom: { fr: "la part des agents de l'État", en: "the State agents' share" },
    concerne: ({ contingent }: PartDansLeProgramme) => contingent === "agents-civils-et-militaires",
  },
  {
    parametre: "plafondGaranties",
    nom: { fr: "les garanties du bloc communal", en: "the guarantees of municipalities and their groupings" },
    concerne: ({ contrepartie }: PartDansLeProgramme, categorie: string) =>
      contrepartie === "garantie-d-emprunt" && BLOC_COMMUNAL.includes(categorie),
  },
] as const satisfies readonly {
  readonly parametre: NomDeParametre;
  readonly nom: Texte;
  readonly concerne: (part: PartDansLeProgramme, categorie: string) => boolean;
}[];

function constaterPlafondsDuFlux({ programme, reservataires, parts }: Parts, date: string): Constat[] {
  const categories = new Map(reservataires.map(({ code, categorie }) => [code, categorie]));
  const lieu = nommerLeProgramme(programme);
  return PLAFONDS_DU_FLUX.flatMap(({ parametre, nom, concerne }) => {
    const plafond = valeurLegale(parametre, date);
    const pris = sommer(
      parts
        .filter((part) => concerne(part, categories.get(part.reservataire) ?? ""))
        .map(({ taux }) => lireValeurExacte(taux)),
    );
    if (plafond === null || comparer(pris, lireTaux(plafond)) <= 0) return [];
    return [
      constater("PLAFOND_JUGE_SUR_LE_FLUX", {
        territoire: lieu.fr,
        confiance: ["texte-officiel", "lecture"],
        chiffres: [
          { nom: "taux dans le programme", valeur: ecrireDecimal(pris) },
          { nom: "plafond sur le flux", valeur: plafond },
        ],
        message: enDeuxLangues(({ nombre, mot, texte }) =>
          mot(
            `${texte(lieu)} : ${nombre(pris)} % pour ${texte(nom)}. Le texte plafonne à ${nombre(plafond)} % du flux annuel, non d'un programme : rien n'est dépassé ici.`,
            `${texte(lieu)}: ${nombre(pris)}% for ${texte(nom)}. The text caps at ${nombre(plafond)}% of the yearly flow, not of a programme: nothing is exceeded here.`,
          ),
        ),
      }),
    ];
  });
}

function constaterStipulations({ programme, stipulations, parts }: Parts): Constat[] {
  const lieu = nommerLeProgramme(programme);
  const { premieresMisesEnLocation, quotaDesGaranties: quota } = stipulations;
  const garants = parts.filter(({ quotite }) => quotite !== null);
  const quotites = sommer(garants.map(({ quotite }) => lireTaux(quotite ?? "0")));
  return [
    ...(premieresMisesEnLocation === "hors-flux"
      ? []
      : [
          constater("PROGRAMME_DANS_LE_FLUX", {
            territoire: lieu.fr,
            chiffres: [{ nom: "logements du programme", valeur: String(programme.total) }],
            message: {
              fr: `${lieu.fr} : les parties comptent ses premières mises en location dans le flux. Elles sont donc dans A, et ce que chacun en reçoit se décompte de son flux de l'année.`,
              en: `${lieu.en}: the parties count its first lettings in the flow. They are thus in A, and what each receives counts against its yearly flow.`,
            },
          }),
        ]),
    ...(quota === null
      ? []
      : [
          constater("QUOTA_DES_GARANTIES_CONVENU", {
            territoire: lieu.fr,
            confiance: ["doctrine", "lecture"],
            chiffres: [
              { nom: "quota", valeur: quota.taux },
              { nom: "quotités", valeur: ecrireDecimal(quotites) },
            ],
            message: enDeuxLangues(({ nombre, mot, texte }) =>
              mot(
                `${texte(lieu)} : ${garants.map(({ reservataire }) => `« ${reservataire} »`).join(", ")} se partagent un quota de ${nombre(quota.taux)} % du programme selon leurs quotités. C'est une pratique convenue, héritée du régime antérieur au flux, qui comptait aussi le département et la région.`,
                `${texte(lieu)}: ${garants.map(({ reservataire }) => `“${reservataire}”`).join(", ")} share a quota of ${nombre(quota.taux)}% of the programme by their portions. It is an agreed practice, inherited from the regime before the flow, which also counted the département and the region.`,
              ),
            ),
          }),
        ]),
  ];
}

function constaterDelegations({ programme, parts }: Parts): Constat[] {
  return parts.flatMap((part) => {
    const { reservataire, delegataire, logements: exact } = part;
    if (delegataire === null) return [];
    const lieu = nommerLeProgramme(programme);
    return [
      constater("PART_DELEGUEE", {
        territoire: lieu.fr,
        chiffres: [{ nom: "logements", valeur: exact.decimal }],
        message: enDeuxLangues(({ logements, mot, texte }) =>
          mot(
            `${texte(lieu)} : la part de « ${reservataire} » (${texte(direLaPart(part))}) est exercée par « ${delegataire} », pour ${logements(exact)}. Elle reste comptée à son titulaire.`,
            `${texte(lieu)}: the share of “${reservataire}” (${texte(direLaPart(part))}) is exercised by “${delegataire}”, for ${logements(exact)}. It stays counted to its holder.`,
          ),
        ),
      }),
    ];
  });
}

/** Ce que relève le tableau : les totaux que l'arrondi n'a pu qu'approcher. */
export function constaterTableau(programme: Programme, { ecarts }: TableauDuProgramme): Constat[] {
  const lieu = nommerLeProgramme(programme);
  return ecarts.map(({ reservataire, contrepartie, contingent, selon, exact, logements: entier }) => {
    const ligne = contrepartie === null ? null : direLaPart({ contrepartie, contingent });
    return constater("MARGE_APPROCHEE", {
      autorite: "choix",
      confiance: [],
      territoire: lieu.fr,
      chiffres: [
        { nom: "exact", valeur: exact.decimal },
        { nom: "logements", valeur: String(entier) },
      ],
      message: enDeuxLangues(({ nombre, mot, texte }) => {
        const part = ligne === null ? "" : ` (${texte(ligne)})`;
        return mot(
          `${texte(lieu)} : « ${reservataire} »${part} a ${entier} ${selon} pour ${nombre(exact)} exactement. Aucun échange de deux logements entre deux lignes ne l'en rapproche sans éloigner le reste.`,
          `${texte(lieu)}: “${reservataire}”${part} has ${entier} ${selon} for exactly ${nombre(exact)}. No exchange of two dwellings between two rows brings it closer without moving the rest away.`,
        );
      }),
    });
  });
}
