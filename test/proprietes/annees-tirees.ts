import fc from "fast-check";
import { type CategorieDeSoustraction, consigner, type Evenement, type Registre } from "gestion-en-flux";
import { joursApres } from "../../src/modele/calendrier.js";
import { ouvrirEn } from "../attributions.js";
import { echouer, etape, mettre, raconter, soustraire } from "../bilans.js";

const FINS = ["mise", "designee", "attribuee", "signee", "absence", "non-attribution", "refus"] as const;
type Fin = (typeof FINS)[number];

const tour = fc.record({
  reservataire: fc.constantFrom("als", "usine", "prefet", "ville", "non-reserves"),
  fin: fc.constantFrom<Fin>(...FINS),
  attentes: fc.tuple(fc.nat(60), fc.nat(40), fc.nat(40), fc.nat(90)),
  designe: fc.boolean(),
  motif: fc.constantFrom(undefined, "loyer", "etage-2"),
});
type TourTire = typeof tour extends fc.Arbitrary<infer T> ? T : never;

const histoire = fc.record({
  jour: fc.nat(364),
  lieu: fc.constantFrom(
    { commune: "77288", localisation: "hors-qpv" } as const,
    { commune: "77288", localisation: "qpv" } as const,
    { commune: "77284", localisation: "hors-qpv" } as const,
  ),
  tours: fc.array(tour, { maxLength: 3 }),
  categorie: fc.option(
    fc.constantFrom<CategorieDeSoustraction>("mutations", "renouvellementUrbain", "venteHlm"),
    { nil: null, freq: 4 },
  ),
});
type HistoireTiree = typeof histoire extends fc.Arbitrary<infer H> ? H : never;

/** Les logements libérés dans une année, et leurs suites jusqu'à la fin de l'année suivante. */
export const logements = fc.array(histoire, { maxLength: 9 });

export function vivreLAnnee(
  histoires: readonly HistoireTiree[],
  annee: number,
  bailleur = "999999999",
): Registre {
  return histoires
    .flatMap((une, rang) => raconterUne(une, `${annee}-${rang}`, annee))
    .reduce(consigner, ouvrirEn(annee, { bailleur }));
}

function raconterUne(
  { jour, lieu, tours, categorie }: HistoireTiree,
  liberation: string,
  annee: number,
): Evenement[] {
  let date = joursApres(`${annee}-01-01`, jour);
  const libere = date;
  const fin = `${annee + 1}-12-31`;
  const avancer = (attente = 0) => {
    const suivant = joursApres(date, attente);
    date = suivant > fin ? fin : suivant;
    return date;
  };
  const etapes: ((liberation: string) => Evenement)[] = [];
  if (categorie !== null) {
    etapes.push(soustraire(categorie, avancer(3)));
    const [premier] = tours;
    if (premier?.fin === "attribuee" || premier?.fin === "signee")
      etapes.push(etape("attribution", avancer(premier.attentes[2])));
    if (premier?.fin === "signee") etapes.push(etape("bail", avancer(premier.attentes[3])));
    return raconter(liberation, libere, lieu, ...etapes);
  }
  for (const [rang, tire] of tours.entries()) {
    const auMaire = lieu.localisation === "qpv" && rang === 1;
    if (lieu.localisation === "qpv" && rang > 1) break;
    const lu = convenir(tire, lieu, auMaire);
    etapes.push(
      auMaire
        ? etape("mise-a-disposition-du-maire", avancer(lu.attentes[0]))
        : mettre(lu.reservataire, avancer(lu.attentes[0])),
      ...suivre(lu, auMaire, avancer),
    );
    const echec = ["absence", "non-attribution", "refus"].includes(lu.fin);
    // En QPV, l'échec d'un réservataire mène au maire ; celui du bailleur, à un autre tour.
    if (!echec || (lieu.localisation === "qpv" && lu.reservataire === "non-reserves")) break;
  }
  return raconter(liberation, libere, lieu, ...etapes);
}

/** Ce que la loi permet ici : la ville chez elle, pas d'absence de candidat en QPV, un maire qui aboutit. */
function convenir(
  tire: TourTire,
  { commune, localisation }: HistoireTiree["lieu"],
  auMaire: boolean,
): TourTire {
  const reservataire = tire.reservataire === "ville" && commune !== "77288" ? "als" : tire.reservataire;
  const echoue = ["absence", "non-attribution", "refus"].includes(tire.fin);
  const fin =
    auMaire && echoue ? "signee" : tire.fin === "absence" && localisation === "qpv" ? "refus" : tire.fin;
  return { ...tire, reservataire, fin };
}

function suivre(
  { fin, attentes: [, aDesigner, aAttribuer, aSigner], designe, motif }: TourTire,
  auMaire: boolean,
  avancer: (attente?: number) => string,
): ((liberation: string) => Evenement)[] {
  if (fin === "mise") return [];
  if (fin === "absence") return [echouer("absence-de-candidat", avancer(aDesigner), motif)];
  const designation =
    auMaire || designe || fin === "designee" ? [etape("designation", avancer(aDesigner))] : [];
  if (fin === "designee") return designation;
  if (fin === "non-attribution")
    return [...designation, echouer("non-attribution", avancer(aAttribuer), motif)];
  const attribution = etape("attribution", avancer(aAttribuer));
  if (fin === "attribuee") return [...designation, attribution];
  return [
    ...designation,
    attribution,
    fin === "signee"
      ? etape("bail", avancer(aSigner))
      : echouer("refus-du-candidat", avancer(aSigner), motif),
  ];
}
