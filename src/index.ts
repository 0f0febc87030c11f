export {
  type Assiette,
  type AssietteEnComptes,
  type AssietteParLogement,
  type AssietteParSecteur,
  type ComptesDeSecteur,
  calculerAssiette,
  type EntreeAssiette,
  type SecteurDAssiette,
  type StipulationsDAssiette,
} from "./assiette/calculer-assiette.js";
export {
  type EffetDeLiberation,
  type LiberationComptee,
  MOTIFS_DE_COMPTE,
  type MotifDeCompte,
  PRIORITE_DES_CATEGORIES,
} from "./assiette/compter-logements.js";
export type { ComptesDuFlux, Soustraits } from "./assiette/comptes-du-flux.js";
export {
  determinerStatuts,
  type EntreeStatuts,
  type LigneDeMotif,
  type LogementAQualifier,
  type LogementQualifie,
  type Organisme,
  type Statuts,
} from "./assiette/determiner-statuts.js";
export type { ComptesDeLAnnee } from "./assiette/lire-comptes.js";
export type { LiberationDeLogement, SecteurSansLiberation } from "./assiette/lire-logements.js";
export {
  MOTIFS_DE_STATUT,
  type MotifDeStatut,
  type MotifExplique,
  type StatutALaLiberation,
  type StatutDeLogement,
} from "./assiette/motifs-de-statut.js";
export {
  type CompteRapproche,
  type ComptesRapproches,
  type EntreeRapprochement,
  type Rapprochement,
  rapprocherAssiettes,
  type SecteurRapproche,
} from "./assiette/rapprocher-assiettes.js";
export type { EtatDeLigne, EtatDuCalendrier } from "./bilan/accomplir.js";
export type { BilanDeReservataire } from "./bilan/annees-des-reservataires.js";
export {
  type CalendrierDesObligations,
  calendrierDesObligations,
  type EntreeCalendrier,
  type LigneDuCalendrier,
} from "./bilan/calendrier-des-obligations.js";
export type {
  ChiffresConsolides,
  SuitesConsolidees,
  TotauxDUnReservataire,
} from "./bilan/chiffres-consolides.js";
export {
  type BailleurConsolide,
  type BilansConsolides,
  consoliderBilans,
  type SourceConsolidee,
} from "./bilan/consolider-bilans.js";
export {
  type AxeDuBilan,
  type CompteurDuBilan,
  croiserBilan,
  type EntreeCroisement,
  type LigneDeTableau,
  type TableauDeBilan,
} from "./bilan/croiser-bilan.js";
export type { Delai, DelaisDesSuites, NomDeDelai } from "./bilan/delais.js";
export type { DestinataireDuCalendrier } from "./bilan/destinataires.js";
export type { EmploiDesLiberations } from "./bilan/emploi-des-liberations.js";
export { type Bilan, etablirBilan } from "./bilan/etablir-bilan.js";
export { type ExtraitDeBilan, extraireBilan } from "./bilan/extraire-bilan.js";
export type { ObjectifJuge, Verdict } from "./bilan/juger-un-objectif.js";
export type { LigneDue } from "./bilan/ligne-due.js";
export type { AxesDuBilan, CompteursDuBilan, LigneDeBilan } from "./bilan/lignes-du-bilan.js";
export type {
  CorrespondanceDeReservataire,
  EntreeConsolidation,
  ReservataireCommun,
  SourceAConsolider,
  TerritoireConsolide,
} from "./bilan/lire-bilans-a-consolider.js";
export type {
  Accomplissement,
  ConventionDatee,
  GarantieSoldee,
  TerritoireAConference,
} from "./bilan/lire-calendrier.js";
export type { ComplementsDuBilan } from "./bilan/lire-complements.js";
export type { Fenetre, FenetresDeLInjonction, MixiteDUnTerritoire, ObjectifHorsQpv } from "./bilan/mixite.js";
export type { MouvementDeDroits, TypeDeMouvement } from "./bilan/mouvements-de-droits.js";
export type { CompteDUnReservataire, LigneDeCompte, PostesDuCompte } from "./bilan/postes-du-compte.js";
export type { QuartPrioritaire } from "./bilan/quarts-prioritaires.js";
export type { BilanDesSoustraits } from "./bilan/relogements.js";
export type { SecteurDuBilan } from "./bilan/secteurs-du-bilan.js";
export type { LigneConsolidee } from "./bilan/situer-bilans.js";
export type {
  ComptesDesSuites,
  EchecsDUnMotif,
  Suites,
  SuitesDeReservataire,
  SuitesDuBilan,
} from "./bilan/suites-des-mises-a-disposition.js";
export {
  type AvancementDeLAnnee,
  type EntreeSuivi,
  type StipulationsDeSuivi,
  type SuiviDeReservataire,
  type SuiviDObjectifs,
  type SuiviDUnMois,
  suivreObjectifs,
} from "./bilan/suivre-objectifs.js";
export {
  type CompteDeDroits,
  type EntreeCompteDeDroits,
  type StipulationsDeCompte,
  tenirCompteDeDroits,
} from "./bilan/tenir-compte-de-droits.js";
export type { ObjectifDuBailleur, TerritoireAObjectif } from "./bilan/territoires-a-objectif.js";
export {
  type EntreeObjectifsDAttribution,
  type ObjectifsDAttribution,
  verifierObjectifsAttribution,
} from "./bilan/verifier-objectifs-attribution.js";
export {
  type Actualisation,
  actualiserParts,
  type EffetsDActualisation,
  type EntreeActualisation,
  type PartActualisee,
} from "./conversion/actualiser-parts.js";
export type { LogementDuRepertoire, ParcMesure } from "./conversion/compter-emmenagements.js";
export {
  convertirEnDroitsUniques,
  type DroitsDUnEtatDesLieux,
  type DroitsDUneSynthese,
  type DroitsUniques,
  type EntreeDroitsUniques,
  type StipulationsDeDroitsUniques,
} from "./conversion/convertir-en-droits-uniques.js";
export type { LigneDeConversion, VolumeDeDroits } from "./conversion/convertir-lignes.js";
export {
  convertirStockEnFlux,
  type StipulationsDeConversion,
  type StockEnFlux,
} from "./conversion/convertir-stock-en-flux.js";
export {
  JEUX_DE_STIPULATIONS,
  type JeuDeStipulations,
  METHODE_FRANCILIENNE_2023,
  MOBILITE_PUBLIEE,
  RATIO_RAPPORTE_PAR_LE_MINISTERE,
} from "./conversion/jeux-de-stipulations.js";
export type { LigneDeDroits, LigneDeDroitsDeNiveau2 } from "./conversion/lire-droits.js";
export type { NatureDuDenominateur, NatureDuNumerateur } from "./conversion/lire-mesure-de-rotation.js";
export type { EntreeStockEnFlux, PartsFixees } from "./conversion/lire-stock.js";
export {
  type EntreeTauxDeRotation,
  mesurerTauxDeRotation,
  type RotationEnComptes,
  type RotationParLogement,
  type RotationPubliee,
  type StipulationsDeRotation,
  type TauxDeRotation,
  type TauxDUneTypologie,
} from "./conversion/mesurer-taux-de-rotation.js";
export type {
  EcartDesMethodes,
  MethodeDeConversion,
  PartSelonUneMethode,
} from "./conversion/methodes-de-conversion.js";
export {
  type EntreeMoyenne,
  moyennerTauxDeRotation,
  type StipulationsDeMoyenne,
} from "./conversion/moyenner-taux-de-rotation.js";
export type { ExcluDuStock, PartProposee, ProrataDesVolumes } from "./conversion/proposer-parts.js";
export {
  type EntreeReunion,
  reunirTauxDeRotation,
  type StipulationsDeReunion,
} from "./conversion/reunir-taux-de-rotation.js";
export type { TermesDUneTypologie } from "./conversion/termes-par-typologie.js";
export {
  ARTICLES,
  type Article,
  type NumeroDArticle,
  type PassageDeL4411,
  type Reference,
  type VersionDArticle,
} from "./droit/articles.js";
export {
  CLAUSES,
  type Clause,
  type ConditionDExigence,
  EXIGENCES,
  type Exigence,
  type IdDExigence,
  type ReservatairesConcernes,
} from "./droit/exigences.js";
export { type CodeDObligation, OBLIGATIONS, type Obligation } from "./droit/obligations.js";
export {
  type NomDeParametre,
  PARAMETRES,
  type Parametre,
  type ValeurDatee,
  type ValeurLegale,
} from "./droit/parametres.js";
export type { Periode } from "./droit/periodes.js";
export {
  type Autorite,
  type Confiance,
  type IdDeRegle,
  REGLES,
  type Regle,
  type RegleAnterieure,
} from "./droit/regles.js";
export type { Texte } from "./droit/texte.js";
export {
  type ChangementDeChamp,
  type ComparaisonDEtatsDesLieux,
  type ComparaisonDeReservataire,
  comparerEtatsDesLieux,
  type LogementChange,
  type LogementCompare,
  type VersionDEtatDesLieux,
} from "./etat-des-lieux/comparer-etats-des-lieux.js";
export type { LigneDePatrimoine, TotauxDuPatrimoine } from "./etat-des-lieux/compter-le-patrimoine.js";
export {
  consoliderEtatDesLieux,
  type EtatDesLieux,
  type StipulationsDEtatDesLieux,
} from "./etat-des-lieux/consolider-etat-des-lieux.js";
export { type ExtraitDEtatDesLieux, extraireEtatDesLieux } from "./etat-des-lieux/extraire-etat-des-lieux.js";
export {
  type DestinataireDInformation,
  type InformationPrealable,
  informationPrealable,
  type LigneDInformation,
} from "./etat-des-lieux/information-prealable.js";
export type { Cellule } from "./etat-des-lieux/lecture/cellules.js";
export {
  CONTINGENTS_RPLS,
  type CodeRpls,
  type ContingentRpls,
  FINANCEMENTS_RPLS,
  MODES_D_OCCUPATION_RPLS,
  PASSAGE_DES_FINANCEMENTS_PROPOSE,
  type PassageDeFinancement,
} from "./etat-des-lieux/lecture/codes-rpls.js";
export { type ChampDeColonne, ENTETES_RECONNUS } from "./etat-des-lieux/lecture/colonnes.js";
export type { PlaceDeLigne } from "./etat-des-lieux/lecture/lire-fichier.js";
export type { Occupation } from "./etat-des-lieux/lecture/lire-ligne.js";
export {
  type EntreeDeLecture,
  type LectureDEtatDesLieux,
  type LigneDeFichier,
  lireEtatDesLieux,
  type OptionsDeLecture,
  type StipulationsDeLecture,
} from "./etat-des-lieux/lire-etat-des-lieux.js";
export type {
  EntreeEtatDesLieux,
  LogementDuParc,
  StatutDeLigne,
} from "./etat-des-lieux/lire-inventaire.js";
export type { EffetDuVersement, LigneDeProrogation } from "./etat-des-lieux/proroger.js";
export type { ContingentDiscordant } from "./etat-des-lieux/relever-doutes.js";
export {
  reunirSyntheses,
  type SourceDeSynthese,
  type SynthesesReunies,
} from "./etat-des-lieux/reunir-syntheses.js";
export type {
  AccordDuReservataire,
  DroitsDUneAnnee,
  LigneDEcheancier,
  LigneDeSynthese,
} from "./etat-des-lieux/synthetiser.js";
export { type TableauDeSynthese, tableauDeSynthese } from "./etat-des-lieux/tableau-de-synthese.js";
export type { ModeDArrondi } from "./exact/arrondi.js";
export type { ValeurExacte } from "./exact/valeur-exacte.js";
export { CONSTATS, type CodeDeConstat, type Constat, type Gravite } from "./modele/constats.js";
export {
  CalculImpossible,
  CasNonCouvert,
  ErreurDeSaisie,
  ErreurGestionEnFlux,
  type Probleme,
  StipulationManquante,
} from "./modele/erreurs.js";
export { type ParametreEnVigueur, parametresEnVigueur } from "./modele/parametres-en-vigueur.js";
export type { Provenance } from "./modele/provenance.js";
export type { Secteur } from "./modele/secteurs.js";
export {
  type ArrondiConvenu,
  type ArrondiDesDroits,
  type Choix,
  type ChoixManquant,
  type DroitSansTerme,
  type NomDeStipulation,
  type QuotaDesGaranties,
  type Reduction,
  type ReportConvenu,
  type ReservationsNonConverties,
  STIPULATIONS,
} from "./modele/stipulations.js";
export type { Etape, Explication, Unite, ValeurExpliquee } from "./modele/trace.js";
export {
  type ActeCommun,
  type CategorieDeReservataire,
  type CategorieDeSoustraction,
  type CommuneDuPerimetre,
  type Contingent,
  type Contrepartie,
  type Convention,
  type ConventionLue,
  type ConventionMultipartite,
  type DelaiDeProposition,
  type Delegation,
  type Derogation,
  type DerogationDonnee,
  type Financement,
  type FondementDePart,
  type Localisation,
  type LocalisationDePart,
  type NatureDeDroit,
  NON_RESERVES,
  type PartConvenue,
  type PartieDActe,
  type PartLue,
  type PartRetenue,
  type Perimetre,
  type Reprise,
  type RepriseLue,
  type Reservataire,
  type Territoire,
  type TerritoireDePart,
  type Territorialisation,
  type Typologie,
} from "./modele/vocabulaire.js";
export {
  type Accord,
  arreterConcertation,
  type CaseArretee,
  type Concertation,
  type EntreeConcertation,
  type LigneArretee,
  type LigneDeConcertation,
  type LogementsCompares,
  type ReservataireConsulte,
} from "./objectifs/arreter-concertation.js";
export type { ChangementDObjectif, PrixDUneLimite } from "./objectifs/arrondir-objectifs.js";
export type { Marge } from "./objectifs/arrondir-programme.js";
export {
  fixerObjectifsDeFlux,
  type Objectif,
  type ObjectifDePart,
  type ObjectifDeReservataire,
  type ObjectifDeSecteur,
  type Objectifs,
  type ObjectifsDUnSecteur,
  type ObjectifsDUnTerritoire,
  type StipulationsDObjectifs,
} from "./objectifs/fixer-objectifs-de-flux.js";
export type { PartDeProgramme, ReservataireDuProgramme } from "./objectifs/lire-financeurs.js";
export type {
  LigneDeComposition,
  LogementDuProgramme,
  Programme,
  ProgrammeALouer,
} from "./objectifs/lire-programme.js";
export type { ChoixDUnType, OrdreDeChoix } from "./objectifs/ordre-de-choix.js";
export type { DesignationDePart, EchangeDObjectifs } from "./objectifs/rapprocher-objectifs.js";
export {
  type EntreePremiereMiseEnLocation,
  type PartDansLeProgramme,
  type PremiereMiseEnLocation,
  repartirPremiereMiseEnLocation,
  type StipulationsDePremiereMiseEnLocation,
} from "./objectifs/repartir-premiere-mise-en-location.js";
export type { ReportDePart } from "./objectifs/reporter-restes.js";
export type {
  CaseDuTableau,
  DesignationDeLigne,
  EcartDeMarge,
  EchangeDeLogements,
  LigneDuTableau,
  LogementsArrondis,
  TableauDuProgramme,
  TotauxDeLignes,
  TotauxDeReservataire,
} from "./objectifs/tableau-du-programme.js";
export type { BorneDeLaSuite } from "./orientation/choisir-pour-la-suite.js";
export type { RegleDOrdre } from "./orientation/classer-candidats.js";
export { consigner } from "./orientation/consigner.js";
export {
  consignerJournal,
  type EvenementEcarte,
  type JournalConsigne,
} from "./orientation/consigner-journal.js";
export type { FaitGenerateur } from "./orientation/decompter.js";
export type { AttributionDuSoustrait, Dossier, Echec, Tour, TypeDEchec } from "./orientation/dossiers.js";
export type {
  Annulation,
  ChangementDeRepartition,
  Evenement,
  EvenementDeDossier,
  Imputation,
  Liberation,
  LogementLibere,
  TypeDEvenement,
} from "./orientation/evenements.js";
export type { Annonce } from "./orientation/lire-perspective.js";
export {
  type CompteMigre,
  migrerRegistre,
  type RegistreMigre,
  type RepartitionRefaite,
} from "./orientation/migrer-registre.js";
export {
  type BilanDesSouhaits,
  type OptionsDeSuite,
  type Orientation,
  orienterLogements,
  type PlusGrandEcart,
  type SuiteDOrientations,
} from "./orientation/orienter-logements.js";
export { ouvrirRegistre, type StipulationsDeRegistre } from "./orientation/ouvrir-registre.js";
export {
  type CandidatALOrientation,
  type CompteALOrientation,
  type Ecarte,
  type OptionsDeProposition,
  type OrdrePropose,
  type Proposition,
  proposerOrientation,
} from "./orientation/proposer-orientation.js";
export type { OperationDeRelogement, Publics } from "./orientation/publics.js";
export type { CompteDeReservataire, Registre } from "./orientation/registre.js";
export type { ReportDeCompte } from "./orientation/reporter-ecarts.js";
export type { Souhait } from "./orientation/souhaits.js";
export { citer } from "./rendu/citer.js";
export {
  ciblesDe,
  expliquer,
  type FormatDExplication,
  type OptionsDExplication,
  type ResultatExplicable,
} from "./rendu/expliquer.js";
export {
  controlerGarantiesEnsemble,
  type EntreeGarantiesEnsemble,
  type GarantiesDUnPerimetre,
  type GarantiesEnsemble,
} from "./repartition/controler-garanties-ensemble.js";
export {
  controlerReservationsEnStock,
  type EntreeReservationsEnStock,
  type PartDuStock,
  type ProgrammeControle,
  type ReservataireEnStock,
  type ReservationEnStock,
  type ReservationsEnStock,
} from "./repartition/controler-reservations-en-stock.js";
export type { PlafondsDuPrefet } from "./repartition/derogations.js";
export {
  type EntreeRepartition,
  type Part,
  type PartDeSecteur,
  type Repartition,
  repartirFlux,
  type SecteurReparti,
  type StipulationsDeRepartition,
} from "./repartition/repartir-flux.js";
export {
  type EntreeVerification,
  type ExigenceVerifiee,
  type VerificationDeConvention,
  verifierConvention,
} from "./repartition/verifier-convention.js";
export type { Cause } from "./simulation/causes.js";
export {
  type Comparaison,
  comparer,
  type EntreeComparaison,
  type ReservataireCompare,
  type VarianteAComparer,
  type ZoneComparee,
} from "./simulation/comparer.js";
export type { CumulDUnReservataire, Grandeurs } from "./simulation/cumuler.js";
export type { EffetDUneCause, EffetSurUnReservataire } from "./simulation/decomposer.js";
export {
  type DossierAExaminer,
  type EtapeExaminee,
  type ExamenDeDossier,
  examinerDossier,
  type VerbeDuDossier,
} from "./simulation/examiner-dossier.js";
export type { PasDeSensibilite, SensibiliteDUnReservataire } from "./simulation/mesurer-la-sensibilite.js";
export type { AnneeSimulee, ReservataireSimule, SceauxDeLAnnee } from "./simulation/resumer-annee.js";
export {
  type ActualisationDesParts,
  type AnneeDeScenario,
  type Changements,
  type ConventionSimulee,
  type OperationSimulee,
  type PartSimulee,
  type ProgrammeSimule,
  type Scenario,
  SELON_LA_CONVERSION,
  type StipulationsDeScenario,
} from "./simulation/scenario.js";
export {
  type EntreeSimulation,
  type Simulation,
  simuler,
  type Variante,
  type VarianteSimulee,
} from "./simulation/simuler.js";
export type {
  CumulDeZone,
  GrandeursDeZone,
  ReservataireDeZone,
  Zone,
  ZoneSimulee,
} from "./simulation/zones.js";
