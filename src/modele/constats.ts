import { figer } from "../droit/figer.js";
import type { Autorite, Confiance, IdDeRegle } from "../droit/regles.js";
import { regle } from "../droit/regles.js";
import type { Texte } from "../droit/texte.js";

/**
 * - `irregularite` : une règle impérative n'est pas respectée, ou les parts dépassent le flux ;
 * - `ecart-a-stipuler` : une règle supplétive ou convenue n'est pas tenue, ce qu'une stipulation peut permettre ;
 * - `information` : rien à corriger, un fait à connaître.
 */
export type Gravite = "irregularite" | "ecart-a-stipuler" | "information";

interface DefinitionDeConstat {
  readonly gravite: Gravite;
  readonly regle: IdDeRegle;
  readonly sens: Texte;
}

/** Les constats que la bibliothèque peut rendre, par code. */
export const CONSTATS = figer({
  ACCORD_NON_UNANIME: {
    gravite: "information",
    regle: "R19",
    sens: {
      fr: "Un réservataire n'a pas donné son accord au tableau arrêté : le texte demande une concertation, non l'unanimité.",
      en: "A holder did not agree to the table adopted: the text asks for a consultation, not for unanimity.",
    },
  },
  ANNEE_SANS_LIBERATION: {
    gravite: "information",
    regle: "R10",
    sens: {
      fr: "Le registre de l'année n'a aucune libération : le bilan n'a rien à en compter.",
      en: "The year's register has no vacancy: the report has nothing to count in it.",
    },
  },
  ARRETE_TENANT_LIEU_DE_CONVENTION: {
    gravite: "information",
    regle: "R9",
    sens: {
      fr: "Un arrêté du préfet tient lieu de convention : il ne se juge pas comme une convention.",
      en: "An order of the prefect stands in for an agreement: it is not judged as an agreement.",
    },
  },
  ARRONDI_IMPOSSIBLE: {
    gravite: "information",
    regle: "R20",
    sens: {
      fr: "Aucun arrondi en logements entiers ne tient à la fois les totaux et les plafonds.",
      en: "No rounding to whole dwellings keeps both the totals and the caps.",
    },
  },
  ATTRIBUTIONS_DU_PREFET_EN_QPV: {
    gravite: "irregularite",
    regle: "R2",
    sens: {
      fr: "Des logements en QPV sont soustraits comme attributions d'office du préfet, que la loi limite au parc hors QPV.",
      en: "Dwellings in QPV are taken out as lettings made by the prefect in the landlord's place, which the law limits to the stock outside QPV.",
    },
  },
  AUTRES_PUBLICS_EN_QPV_NON_ATTEINTS: {
    gravite: "irregularite",
    regle: "R12",
    sens: {
      fr: "En QPV, moins d'attributions que l'objectif sont allées à d'autres demandeurs que ceux du premier quartile.",
      en: "In QPV, fewer lettings than the target went to applicants other than those of the first quartile.",
    },
  },
  BAUX_DE_L_ANNEE_DU_MILLESIME: {
    gravite: "information",
    regle: "R14",
    sens: {
      fr: "Des baux sont de l'année du millésime, postérieurs à l'année observée : la définition publique les compte.",
      en: "Some leases date from the vintage's own year, after the year observed: the public definition counts them.",
    },
  },
  BILANS_DE_LECTURES_INEGALES: {
    gravite: "information",
    regle: "R10",
    sens: {
      fr: "Des bilans consolidés ont lu le registre de l'année d'avant, et d'autres non.",
      en: "Some of the reports brought together read last year's register, and others did not.",
    },
  },
  BILAN_EN_RETARD: {
    gravite: "irregularite",
    regle: "R10",
    sens: {
      fr: "Un bilan ou une information annuelle dont le dernier jour est passé n'est pas donné pour fait.",
      en: "An annual report or notice whose last day has passed is not given as done.",
    },
  },
  CATEGORIES_MULTIPLES: {
    gravite: "information",
    regle: "R2",
    sens: {
      fr: "Des logements sont donnés sous plusieurs catégories de soustraction : chacun est soustrait une fois.",
      en: "Dwellings are given under several categories: each is taken out once.",
    },
  },
  CATEGORIE_DE_SOUSTRACTION_NON_PREVUE: {
    gravite: "irregularite",
    regle: "R2",
    sens: {
      fr: "Des logements sont soustraits à un titre que la loi ne prévoit pas à la date du calcul.",
      en: "Dwellings are taken out on a ground the law does not provide for at the date of the calculation.",
    },
  },
  COMPTE_DE_DROITS_NEGATIF: {
    gravite: "information",
    regle: "R14",
    sens: {
      fr: "Un réservataire a consommé plus de droits uniques que son compte n'en avait.",
      en: "A holder consumed more single-use rights than its account had.",
    },
  },
  CONTINGENT_DISCORDANT: {
    gravite: "information",
    regle: "R20",
    sens: {
      fr: "Dans un fichier, le contingent du RPLS contredit le réservataire nommé : c'est ce dernier qui est retenu.",
      en: "In a file, the RPLS contingent contradicts the holder named: the latter is kept.",
    },
  },
  CONTINGENT_NON_CONSOMME: {
    gravite: "information",
    regle: "R14",
    sens: {
      fr: "Le contingent de l'État ne se consomme pas : ce qu'il a reçu n'ôte rien à un compte.",
      en: "The State's contingent is not consumed: what it received takes nothing from an account.",
    },
  },
  CONTINGENT_NON_RESERVE: {
    gravite: "information",
    regle: "R20",
    sens: {
      fr: "Des logements comptés non réservés ont le contingent 7 du RPLS, qui couvre aussi des droits de l'État non identifiés à un logement.",
      en: "Dwellings counted as unreserved have RPLS contingent 7, which also covers State rights not identified to a dwelling.",
    },
  },
  CONVENTION_INCOMPLETE: {
    gravite: "irregularite",
    regle: "R9",
    sens: {
      fr: "Il manque à une convention ce que R. 441-5 à R. 441-5-3 y demandent.",
      en: "An agreement lacks what R. 441-5 to R. 441-5-3 require of it.",
    },
  },
  CONVENTION_PAS_ENCORE_EN_VIGUEUR: {
    gravite: "information",
    regle: "R9",
    sens: {
      fr: "Une convention vérifiée ne prend effet qu'après la date de la vérification.",
      en: "An agreement under check takes effect only after the date of the check.",
    },
  },
  CONVENTION_RESILIEE: {
    gravite: "information",
    regle: "R9",
    sens: {
      fr: "Une convention est résiliée à la date du calcul : ses parts ne sont pas comptées.",
      en: "An agreement is terminated at the date of the calculation: its shares are not counted.",
    },
  },
  DEROGATION_APPLIQUEE: {
    gravite: "information",
    regle: "R6",
    sens: {
      fr: "Un arrêté déroge, à la date du calcul, aux plafonds du préfet.",
      en: "An order departs from the prefect's caps at the date of the calculation.",
    },
  },
  DEROGATION_SANS_EFFET: {
    gravite: "information",
    regle: "R6",
    sens: {
      fr: "Un arrêté de dérogation n'est pas en vigueur à la date du calcul.",
      en: "A derogation order is not in force at the date of the calculation.",
    },
  },
  DEROGATION_TROP_LONGUE: {
    gravite: "irregularite",
    regle: "R6",
    sens: {
      fr: "Un arrêté de dérogation dure plus que le texte ne le permet : il n'est pas appliqué.",
      en: "A derogation order lasts longer than the text allows: it is not applied.",
    },
  },
  DONNEES_HORS_QPV_EN_RETARD: {
    gravite: "irregularite",
    regle: "R21",
    sens: {
      fr: "Les attributions hors QPV d'un semestre ne sont pas données pour transmises dans les quinze jours ; la loi permet alors au préfet de se faire signaler chaque libération hors QPV.",
      en: "The half-year's lettings outside QPV are not given as sent within fifteen days; the law then lets the prefect be told of every vacancy outside QPV.",
    },
  },
  DROITS_A_VENIR: {
    gravite: "information",
    regle: "R14",
    sens: {
      fr: "Des droits ne commencent qu'après la date de l'état des lieux : ils y sont comptés.",
      en: "Rights start only after the date of the inventory: they are counted in it.",
    },
  },
  DROITS_ECHUS_INVENTORIES: {
    gravite: "information",
    regle: "R14",
    sens: {
      fr: "Des droits ont expiré à la date de l'état des lieux : la synthèse les compte, et dit combien.",
      en: "Rights have expired at the date of the inventory: the summary counts them, and says how many.",
    },
  },
  DROITS_ARRONDIS_PAR_LOGEMENT: {
    gravite: "information",
    regle: "R14",
    sens: {
      fr: "Comme stipulé, les droits s'arrondissent logement par logement : voici ce que cela change au volume.",
      en: "As stipulated, rights are rounded dwelling by dwelling: this is what it changes to the volume.",
    },
  },
  DROITS_EXPIRES: {
    gravite: "information",
    regle: "R14",
    sens: {
      fr: "Des droits ont expiré avant la date d'effet : ils comptent pour zéro.",
      en: "Rights expired before the effective date: they count for zero.",
    },
  },
  DROITS_PROROGES: {
    gravite: "information",
    regle: "R15",
    sens: {
      fr: "Des droits attachés à une garantie sont prorogés par le remboursement de l'emprunt.",
      en: "Rights attached to a guarantee are extended by the repayment of the loan.",
    },
  },
  ECART_A_LA_PREVISION: {
    gravite: "information",
    regle: "R20",
    sens: {
      fr: "Le flux réalisé n'est pas le flux prévu ; aucun texte lu n'organise de régularisation.",
      en: "The actual flow is not the forecast one; no text read provides for an adjustment.",
    },
  },
  EMMENAGEMENTS_HORS_DENOMINATEUR: {
    gravite: "information",
    regle: "R14",
    sens: {
      fr: "Des emménagements ont eu lieu dans des logements qui ne sont ni loués ni proposés : la définition publique les compte au numérateur seulement.",
      en: "Some moves in took place in dwellings neither let nor on offer: the public definition counts them in the numerator only.",
    },
  },
  FLUX_NUL: {
    gravite: "information",
    regle: "R1",
    sens: { fr: "Aucun logement n'est à répartir.", en: "There is no dwelling to share." },
  },
  GARANTIES_AU_DELA_PAR_PLACEMENT: {
    gravite: "information",
    regle: "R7",
    sens: {
      fr: "Dans une commune, les garanties passent leur plafond du seul fait du placement d'une part libre ; le texte ne le juge pas ainsi.",
      en: "In a municipality, guarantees pass their cap only because of where a free share is placed; the text does not judge it so.",
    },
  },
  GARANTIES_TENUES_EN_ENTIERS: {
    gravite: "information",
    regle: "R7",
    sens: {
      fr: "Comme stipulé, les objectifs tiennent le plafond des garanties en logements entiers : voici ce que cela change.",
      en: "As stipulated, targets hold the cap on guarantees in whole dwellings: this is what it changes.",
    },
  },
  GARANTIES_A_JUGER_ENSEMBLE: {
    gravite: "information",
    regle: "R7",
    sens: {
      fr: "Le territoire d'un EPCI s'étend sur plusieurs périmètres : son plafond se juge sur tous ensemble.",
      en: "An EPCI's territory spans several perimeters: its cap is judged on all of them together.",
    },
  },
  HORS_DU_RATIO_RAPPORTE: {
    gravite: "information",
    regle: "R13",
    sens: {
      fr: "Le ratio du stock est rapporté pour les réservataires autres que l'État et les garants.",
      en: "The stock ratio is reported for holders other than the State and guarantors.",
    },
  },
  EVENEMENTS_ECARTES: {
    gravite: "information",
    regle: "R20",
    sens: {
      fr: "Des événements du journal donné ne se consignent pas sous ce scénario : les comptes de l'année ne les connaissent pas.",
      en: "Some events of the journal given cannot be recorded under this scenario: the year's accounts do not know them.",
    },
  },
  EXPIRATION_NON_DITE: {
    gravite: "information",
    regle: "R14",
    sens: {
      fr: "Dans un fichier, des droits ne disent pas leur date d'expiration : l'inventaire les tient pour sans terme.",
      en: "In a file, rights do not say their expiry date: the inventory takes them as having no end.",
    },
  },
  INFORMATION_RAPPORTEE: {
    gravite: "information",
    regle: "R13",
    sens: {
      fr: "Le contenu de l'information préalable est rapporté par le ministère ; le texte du décret n'a pas été lu.",
      en: "The content of the prior information is reported by the ministry; the decree's text was not read.",
    },
  },
  INJONCTION_ENCOURUE: {
    gravite: "irregularite",
    regle: "R12",
    sens: {
      fr: "Hors QPV, l'objectif n'est pas atteint sur les six derniers mois : la condition d'une injonction du préfet est remplie.",
      en: "Outside QPV, the target is not reached over the last six months: the condition for an injunction by the prefect is met.",
    },
  },
  INVENTAIRE_INCOMPLET: {
    gravite: "information",
    regle: "R20",
    sens: {
      fr: "Des lignes du fichier ont été écartées : l'inventaire ne les compte pas.",
      en: "Rows of the file were set aside: the inventory does not count them.",
    },
  },
  LISTE_MINISTERIELLE_NON_LUE: {
    gravite: "information",
    regle: "R9",
    sens: {
      fr: "La liste ministérielle des matières de la convention du préfet n'a pas été lue : elle n'est pas vérifiée.",
      en: "The ministerial list of matters of the prefect's agreement has not been read: it is not checked.",
    },
  },
  LOGEMENTS_HORS_INVENTAIRE: {
    gravite: "information",
    regle: "R1",
    sens: {
      fr: "Des logements intermédiaires figurent dans le fichier : ils ne sont pas du flux, ni de l'inventaire.",
      en: "Intermediate dwellings appear in the file: they are not in the flow, nor in the inventory.",
    },
  },
  LOGEMENTS_LOUES_SANS_BAIL: {
    gravite: "information",
    regle: "R14",
    sens: {
      fr: "Des logements loués n'ont pas de date de bail : ils sont au dénominateur, jamais au numérateur.",
      en: "Some let dwellings have no lease date: they are in the denominator, never in the numerator.",
    },
  },
  LOGEMENTS_SANS_APL_DANS_LE_FLUX: {
    gravite: "information",
    regle: "R1",
    sens: {
      fr: "Des logements financés par l'État sans ouvrir droit à l'APL sont dans le flux : c'est une lecture de la loi, le ministère parlant de logements conventionnés.",
      en: "Dwellings funded by the State without right to APL are in the flow: a reading of the law, as the ministry speaks of contracted dwellings.",
    },
  },
  MARGE_APPROCHEE: {
    gravite: "information",
    regle: "R20",
    sens: {
      fr: "Dans le tableau d'un programme, un total par typologie ou par financement s'éloigne de sa valeur exacte de plus d'un arrondi.",
      en: "In a programme's table, a total by size or by funding is further from its exact value than one rounding.",
    },
  },
  MISE_EN_DEMEURE_NON_DONNEE: {
    gravite: "information",
    regle: "R9",
    sens: {
      fr: "La convention du préfet est résiliée sans que la mise en demeure soit donnée.",
      en: "The prefect's agreement is terminated and the formal notice is not given.",
    },
  },
  MISE_EN_DEMEURE_TROP_COURTE: {
    gravite: "irregularite",
    regle: "R9",
    sens: {
      fr: "La convention du préfet est résiliée avant la fin du délai de mise en demeure.",
      en: "The prefect's agreement is terminated before the end of the formal notice.",
    },
  },
  MIXITE_EN_RETARD: {
    gravite: "information",
    regle: "R12",
    sens: {
      fr: "L'année n'est pas finie, et un objectif de mixité n'est pas atteint à cette date.",
      en: "The year is not over, and a social mix target is not reached at this date.",
    },
  },
  PARTS_AU_DELA_DU_PROGRAMME: {
    gravite: "irregularite",
    regle: "R16",
    sens: {
      fr: "Les parts dépassent ensemble 100 % d'un programme : il n'y a pas de tableau.",
      en: "The shares together exceed 100% of a programme: there is no table.",
    },
  },
  PART_PROPOSEE_AU_DELA_DU_FLUX: {
    gravite: "irregularite",
    regle: "R16",
    sens: {
      fr: "La conversion d'un stock donne à un réservataire plus que tout le flux de son territoire.",
      en: "The conversion of a stock gives a holder more than the whole flow of its territory.",
    },
  },
  PART_DELEGUEE: {
    gravite: "information",
    regle: "R9",
    sens: {
      fr: "Une part est exercée par un autre que son titulaire, à qui elle reste comptée.",
      en: "A share is exercised by another than its holder, to whom it stays counted.",
    },
  },
  PART_DU_PREFET_INFERIEURE_AU_PLAFOND: {
    gravite: "information",
    regle: "R3",
    sens: {
      fr: "La part du préfet est inférieure à son plafond, vers lequel le ministère lui demande de tendre.",
      en: "The prefect's share is below its cap, towards which the ministry asks prefects to tend.",
    },
  },
  PLAFOND_CONVENU_DES_GARANTIES_DEPASSE: {
    gravite: "ecart-a-stipuler",
    regle: "R7",
    sens: {
      fr: "Les garanties ne passent le plafond qu'avec celles du département ou de la région, que les parties ont convenu d'y compter.",
      en: "Guarantees pass the cap only with those of the département or region, which the parties agreed to count.",
    },
  },
  PLAFOND_DES_AGENTS_DEPASSE: {
    gravite: "irregularite",
    regle: "R4",
    sens: {
      fr: "La part des agents de l'État dépasse son plafond.",
      en: "The share of State agents exceeds its cap.",
    },
  },
  PLAFOND_DES_GARANTIES_ARRONDI: {
    gravite: "information",
    regle: "R7",
    sens: {
      fr: "En logements entiers, les objectifs des garants dépassent leur plafond sur un territoire où leurs parts exactes le respectent.",
      en: "In whole dwellings, guarantors' targets exceed their cap on a territory where their exact shares respect it.",
    },
  },
  PLAFOND_DES_GARANTIES_DEPASSE: {
    gravite: "irregularite",
    regle: "R7",
    sens: {
      fr: "Les parts en garantie d'emprunt du bloc communal dépassent ensemble leur plafond sur un territoire.",
      en: "Municipal loan-guarantee shares together exceed their cap on a territory.",
    },
  },
  PLAFOND_DES_GARANTIES_DU_PROGRAMME_DEPASSE: {
    gravite: "irregularite",
    regle: "R7",
    sens: {
      fr: "Avant le régime du flux : les réservations en garantie d'emprunt, toutes collectivités ensemble, dépassent leur plafond dans un programme.",
      en: "Before the flow regime: loan-guarantee reservations, all local authorities together, exceed their cap in a programme.",
    },
  },
  PLAFOND_DE_LA_DECOTE_DEPASSE: {
    gravite: "irregularite",
    regle: "R8",
    sens: {
      fr: "Les réservations de l'administration qui cède un terrain avec décote dépassent leur plafond dans un programme.",
      en: "Reservations of the administration that sells land at a discount exceed their cap in a programme.",
    },
  },
  PLAFOND_DU_PREFET_DEPASSE: {
    gravite: "irregularite",
    regle: "R3",
    sens: { fr: "La part du préfet dépasse son plafond.", en: "The prefect's share exceeds its cap." },
  },
  PLAFOND_JUGE_SUR_LE_FLUX: {
    gravite: "information",
    regle: "R19",
    sens: {
      fr: "Dans un programme, une part dépasse un taux que le texte plafonne sur le flux annuel : ce plafond ne se juge pas sur un programme.",
      en: "In a programme, a share exceeds a rate the text caps on the yearly flow: that cap is not judged on a programme.",
    },
  },
  PLANCHER_HORS_QPV_ARRONDI: {
    gravite: "information",
    regle: "R5b",
    sens: {
      fr: "En logements entiers, l'objectif du préfet passe sous son plancher hors QPV.",
      en: "In whole dwellings, the prefect's target falls below its floor outside QPV.",
    },
  },
  PLANCHER_HORS_QPV_ECARTE: {
    gravite: "information",
    regle: "R5b",
    sens: {
      fr: "Une stipulation écarte le plancher du préfet hors QPV.",
      en: "A stipulation sets aside the prefect's floor outside QPV.",
    },
  },
  PLANCHER_HORS_QPV_NON_ATTEINT: {
    gravite: "ecart-a-stipuler",
    regle: "R5b",
    sens: {
      fr: "La part du préfet hors QPV est inférieure à son plancher.",
      en: "The prefect's share outside QPV is below its floor.",
    },
  },
  PLANCHER_HORS_QPV_NON_VERIFIABLE: {
    gravite: "information",
    regle: "R5b",
    sens: {
      fr: "L'assiette ne distingue pas les logements en QPV : le plancher ne peut être vérifié.",
      en: "The base does not tell QPV dwellings apart: the floor cannot be checked.",
    },
  },
  PLANCHER_HORS_QPV_TENU_EN_ENTIERS: {
    gravite: "information",
    regle: "R5b",
    sens: {
      fr: "Comme stipulé, les objectifs tiennent le plancher du préfet hors QPV en logements entiers : voici ce que cela change.",
      en: "As stipulated, targets hold the prefect's floor outside QPV in whole dwellings: this is what it changes.",
    },
  },
  PREMIER_QUARTILE_HORS_QPV_NON_ATTEINT: {
    gravite: "irregularite",
    regle: "R12",
    sens: {
      fr: "Hors QPV, moins de baux que l'objectif sont allés au premier quartile ou aux relogements que la loi compte.",
      en: "Outside QPV, fewer leases than the target went to the first quartile or to the rehousing the law counts.",
    },
  },
  PROGRAMME_DANS_LE_FLUX: {
    gravite: "information",
    regle: "R19",
    sens: {
      fr: "Les parties comptent les premières mises en location dans le flux : ce qu'un réservataire reçoit du programme compte dans son flux de l'année.",
      en: "The parties count first lettings in the flow: what a holder receives from the programme counts in its yearly flow.",
    },
  },
  PROGRAMME_SUR_RESERVE: {
    gravite: "irregularite",
    regle: "R16",
    sens: {
      fr: "Avant le régime du flux : un programme a plus de logements réservés que de logements.",
      en: "Before the flow regime: a programme has more reserved dwellings than dwellings.",
    },
  },
  PROROGATION_APRES_LE_TERME: {
    gravite: "information",
    regle: "R15",
    sens: {
      fr: "Un droit attaché à une garantie avait déjà pris fin, selon sa convention, quand l'emprunt a été soldé : il est prorogé quand même.",
      en: "A right attached to a guarantee had already ended, by its agreement, when the loan was repaid: it is extended all the same.",
    },
  },
  PROROGATION_NON_PREVUE: {
    gravite: "information",
    regle: "R15",
    sens: {
      fr: "Un emprunt est soldé, mais l'article qui proroge les droits de son garant ne nomme pas ce garant.",
      en: "A loan is repaid, but the article that extends its guarantor's rights does not name this guarantor.",
    },
  },
  PROROGATION_SANS_EFFET: {
    gravite: "information",
    regle: "R15",
    sens: {
      fr: "Un emprunt est soldé, mais la convention fait durer le droit au moins autant que la prorogation.",
      en: "A loan is repaid, but the agreement makes the right last at least as long as the extension.",
    },
  },
  PUBLICS_NON_RENSEIGNES: {
    gravite: "information",
    regle: "R11",
    sens: {
      fr: "Des attributions ne disent pas ce que la loi compte : un objectif en dépend, et n'est pas jugé.",
      en: "Some lettings do not say what the law counts: a target depends on them, and is not judged.",
    },
  },
  QUART_EN_RETARD: {
    gravite: "information",
    regle: "R11",
    sens: {
      fr: "L'année n'est pas finie, et le quart prioritaire d'un réservataire ou du bailleur n'est pas atteint à cette date.",
      en: "The year is not over, and the priority quarter of a holder or of the landlord is not reached at this date.",
    },
  },
  QUART_NON_ATTEINT: {
    gravite: "irregularite",
    regle: "R11",
    sens: {
      fr: "Un réservataire ou le bailleur n'a pas destiné le quart de ses attributions de l'année aux ménages DALO ou prioritaires.",
      en: "A holder or the landlord did not devote a quarter of the year's lettings to DALO or priority households.",
    },
  },
  QUOTA_DES_GARANTIES_CONVENU: {
    gravite: "information",
    regle: "R19",
    sens: {
      fr: "Les garants se partagent un quota du programme : c'est une pratique convenue, que le régime du flux n'impose pas.",
      en: "Guarantors share a quota of the programme: an agreed practice, which the flow regime does not impose.",
    },
  },
  REDUCTION_APPLIQUEE: {
    gravite: "information",
    regle: "R16",
    sens: {
      fr: "Une part est réduite, comme les parties l'ont stipulé, parce que les parts promettaient plus que le flux.",
      en: "A share is reduced, as the parties stipulated, because the shares promised more than the flow.",
    },
  },
  REGISTRES_ANTERIEURS_ABSENTS: {
    gravite: "information",
    regle: "R12",
    sens: {
      fr: "Des registres d'années antérieures ne sont pas donnés : ce qui s'est attribué depuis sur leurs libérations n'est pas compté.",
      en: "Registers of earlier years are not given: what was let since on their vacancies is not counted.",
    },
  },
  RELOGEMENTS_A_DEUX_COMPTES: {
    gravite: "information",
    regle: "R12",
    sens: {
      fr: "Des relogements sont hors du flux, et leurs baux hors QPV comptés pour la mixité : deux comptes distincts.",
      en: "Some rehousing is out of the flow, and its leases outside QPV are counted for the mix: two separate counts.",
    },
  },
  REPRISE_AVANT_L_ECHEANCE: {
    gravite: "irregularite",
    regle: "R13",
    sens: {
      fr: "Le préfet reprend des droits restés en stock avant l'échéance de mise en conformité.",
      en: "The prefect takes over rights left in stock before the compliance deadline.",
    },
  },
  REPRISE_PAR_LE_PREFET: {
    gravite: "information",
    regle: "R13",
    sens: {
      fr: "Le préfet reprend, par décision, des droits que leur titulaire n'a pas convertis.",
      en: "The prefect takes over, by decision, rights their holder has not converted.",
    },
  },
  REPRISE_SANS_EFFET: {
    gravite: "information",
    regle: "R13",
    sens: {
      fr: "Une décision de reprise ne joue pas, ou plus, à la date du calcul.",
      en: "A takeover decision does not apply, or no longer, at the date of the calculation.",
    },
  },
  RESERVATION_IDENTIFIEE_NON_PREVUE: {
    gravite: "irregularite",
    regle: "R1",
    sens: {
      fr: "Des logements sont réservés comme identifiés par un réservataire que la loi n'excepte pas à cette date : ils restent dans le flux.",
      en: "Dwellings are reserved as identified by a holder the law does not except at that date: they stay in the flow.",
    },
  },
  RESILIATION_A_VENIR: {
    gravite: "information",
    regle: "R9",
    sens: {
      fr: "Une convention en vigueur est résiliée à une date postérieure à celle du calcul.",
      en: "An agreement in force is terminated at a date after that of the calculation.",
    },
  },
  RESTES_NON_REPORTES: {
    gravite: "information",
    regle: "R20",
    sens: {
      fr: "Stipulée sans report, l'année abandonne les restes d'arrondi des années précédentes.",
      en: "Stipulated without carry-over, the year gives up the rounding remainders of earlier years.",
    },
  },
  RESTE_EN_ATTENTE: {
    gravite: "information",
    regle: "R20",
    sens: {
      fr: "Un logement ou plus d'arrondis passés n'entre pas, cette année, sous les plafonds.",
      en: "One dwelling or more of past roundings does not fit under the caps this year.",
    },
  },
  SECTEUR_D_UNE_SEULE_ASSIETTE: {
    gravite: "information",
    regle: "R20",
    sens: {
      fr: "Un secteur ne figure que dans la prévision ou que dans le réalisé : l'autre y compte zéro.",
      en: "A sector appears only in the forecast or only in the actual base: the other counts zero there.",
    },
  },
  SOUSTRACTION_SANS_OBJET: {
    gravite: "information",
    regle: "R2",
    sens: {
      fr: "Des logements qui ne sont pas dans le flux ont une catégorie de soustraction : elle ne soustrait rien.",
      en: "Dwellings that are not in the flow have a category of removal: it takes nothing out.",
    },
  },
  SUR_RESERVATION: {
    gravite: "irregularite",
    regle: "R16",
    sens: {
      fr: "Les parts qui ne peuvent aller hors d'un territoire dépassent ensemble 100 % de son flux : aucun placement n'existe.",
      en: "The shares confined to a territory together exceed 100% of its flow: no placement exists.",
    },
  },
  TAUX_DEJA_ARRONDIS: {
    gravite: "information",
    regle: "R14",
    sens: {
      fr: "Le taux vient de taux publiés, donc déjà arrondis : il n'est exact qu'à leur arrondi près.",
      en: "The rate comes from published rates, hence already rounded: it is exact only up to their rounding.",
    },
  },
  TERME_TIRE_DE_LA_PROROGATION: {
    gravite: "information",
    regle: "R15",
    sens: {
      fr: "Un droit attaché à une garantie n'a pas de terme convenu : la prorogation lui en donne un.",
      en: "A right attached to a guarantee has no agreed end: the extension gives it one.",
    },
  },
  TERRITOIRE_SANS_JUSTIFICATION: {
    gravite: "irregularite",
    regle: "R9",
    sens: {
      fr: "Une convention qui doit porter sur tout le département n'en couvre qu'une partie, sans justification.",
      en: "An agreement that must cover the whole département covers only part of it, without justification.",
    },
  },
  TERRITOIRES_INEGAUX: {
    gravite: "information",
    regle: "R14",
    sens: {
      fr: "Les taux moyennés réunissent des territoires qui ne sont pas les mêmes d'une année à l'autre.",
      en: "The rates averaged bring together territories that are not the same from one year to the next.",
    },
  },
  TERRITOIRE_SANS_LOGEMENT: {
    gravite: "information",
    regle: "R9",
    sens: {
      fr: "Le territoire d'un réservataire ne compte aucun secteur de l'assiette.",
      en: "A holder's territory contains no sector of the base.",
    },
  },
  TITULAIRE_SANS_CATEGORIE: {
    gravite: "information",
    regle: "R11",
    sens: {
      fr: "Un réservataire resté en stock n'a pas de convention dans les registres : rien ne dit si la loi lui fixe un quart.",
      en: "A holder still in stock has no agreement in the registers: nothing says whether the law sets it a quarter.",
    },
  },
  TOTAL_ECARTE_DE_SON_EXACT: {
    gravite: "information",
    regle: "R20",
    sens: {
      fr: "En logements entiers, un total que l'arrondi ne garantit pas s'écarte d'au moins un logement de sa valeur exacte.",
      en: "In whole dwellings, a total that rounding does not guarantee is at least one dwelling away from its exact value.",
    },
  },
  TYPOLOGIES_NON_REUNIES: {
    gravite: "information",
    regle: "R14",
    sens: {
      fr: "Certains des taux réunis n'ont pas de détail par typologie : le résultat n'en a pas non plus.",
      en: "Some of the rates brought together have no detail per size: nor has the result.",
    },
  },
  TYPOLOGIES_SANS_TAUX: {
    gravite: "information",
    regle: "R14",
    sens: {
      fr: "Des typologies n'ont pas de taux : aucun logement où le mesurer.",
      en: "Some sizes have no rate: no dwelling to measure it on.",
    },
  },
  UNIFORMITE_ECARTEE: {
    gravite: "information",
    regle: "R5a",
    sens: {
      fr: "La convention du préfet écarte le taux uniforme par commune.",
      en: "The prefect's agreement sets aside the uniform rate per municipality.",
    },
  },
} as const satisfies Record<string, DefinitionDeConstat>);

export type CodeDeConstat = keyof typeof CONSTATS;

/** Ce que la bibliothèque relève sur une entrée valable : rien n'est corrigé en silence. */
export interface Constat {
  readonly code: CodeDeConstat;
  readonly gravite: Gravite;
  readonly regle: IdDeRegle;
  readonly autorite: Autorite;
  /** Ce qui fonde le constat : le texte, ou une lecture du texte. */
  readonly confiance: readonly Confiance[];
  /** Où : « périmètre », « commune 77288 », « EPCI 247700057 », « commune 77288, hors QPV ». */
  readonly territoire: string;
  readonly chiffres: readonly { readonly nom: string; readonly valeur: string }[];
  readonly message: Texte;
  /** Ce qui y remédierait ; « Rien à faire. » pour une information. */
  readonly remede: Texte;
}

const RIEN_A_FAIRE: Texte = { fr: "Rien à faire.", en: "Nothing to do." };

export function constater(
  code: CodeDeConstat,
  details: Pick<Constat, "territoire" | "chiffres" | "message"> &
    Partial<Pick<Constat, "autorite" | "confiance" | "remede">>,
): Constat {
  const { gravite, regle: id } = CONSTATS[code];
  const { autorite, confiance } = regle(id);
  return { code, gravite, regle: id, autorite, confiance, remede: RIEN_A_FAIRE, ...details };
}
