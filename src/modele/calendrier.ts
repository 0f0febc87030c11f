/** Jour du calendrier grégorien, sans heure ni fuseau. */
interface Jour {
  readonly annee: number;
  readonly mois: number;
  readonly jour: number;
}

const FORME = /^(\d{4})-(\d{2})-(\d{2})$/;

function estBissextile(annee: number): boolean {
  return annee % 4 === 0 && (annee % 100 !== 0 || annee % 400 === 0);
}

function joursDuMois(annee: number, mois: number): number {
  if (mois === 2) return estBissextile(annee) ? 29 : 28;
  return [4, 6, 9, 11].includes(mois) ? 30 : 31;
}

function lireJour(date: string): Jour | null {
  const trouve = FORME.exec(date);
  if (trouve === null) return null;
  const [annee, mois, jour] = trouve.slice(1).map(Number) as [number, number, number];
  return mois >= 1 && mois <= 12 && jour >= 1 && jour <= joursDuMois(annee, mois)
    ? { annee, mois, jour }
    : null;
}

function ecrireJour({ annee, mois, jour }: Jour): string {
  return [annee, mois, jour]
    .map((nombre, place) => String(nombre).padStart(place === 0 ? 4 : 2, "0"))
    .join("-");
}

export function estUneDate(texte: string): boolean {
  return lireJour(texte) !== null;
}

function jourDe(date: string): Jour {
  const jour = lireJour(date);
  if (jour === null) throw new RangeError(`date impossible : ${date}`);
  return jour;
}

export function anneeDe(date: string): number {
  return jourDe(date).annee;
}

/** Nombre de jours écoulés depuis le 1er mars de l'an 0 : seul l'écart entre deux dates a un sens. */
function rangDuJour({ annee, mois, jour }: Jour): number {
  const a = mois > 2 ? annee : annee - 1;
  const moisDepuisMars = (mois + 9) % 12;
  const joursAvantLeMois = Math.floor((153 * moisDepuisMars + 2) / 5);
  return 365 * a + Math.floor(a / 4) - Math.floor(a / 100) + Math.floor(a / 400) + joursAvantLeMois + jour;
}

/** Jours de `debut` à `fin`, dernier jour compris : un droit qui expire le soir du premier jour dure un jour. */
export function joursJusquAuSoir(debut: string, fin: string): number {
  return rangDuJour(jourDe(fin)) - rangDuJour(jourDe(debut)) + 1;
}

/** Le jour de même quantième, des mois plus tard ; le dernier du mois s'il n'en a pas : du 31 décembre au 28 février. */
export function memeQuantieme(date: string, mois: number): string {
  const depart = jourDe(date);
  const rang = depart.annee * 12 + depart.mois - 1 + mois;
  const [annee, moisDArrivee] = [Math.floor(rang / 12), (rang % 12) + 1];
  const jour = Math.min(depart.jour, joursDuMois(annee, moisDArrivee));
  return ecrireJour({ annee, mois: moisDArrivee, jour });
}

/** Le jour qui vient tant de jours après une date. */
export function joursApres(date: string, jours: number): string {
  const depart = jourDe(date);
  let { annee, mois } = depart;
  let jour = depart.jour + jours;
  while (jour > joursDuMois(annee, mois)) {
    jour -= joursDuMois(annee, mois);
    [annee, mois] = mois === 12 ? [annee + 1, 1] : [annee, mois + 1];
  }
  return ecrireJour({ annee, mois, jour });
}

/** Le jour d'avant. */
export function veilleDe(date: string): string {
  const { annee, mois, jour } = jourDe(date);
  if (jour > 1) return ecrireJour({ annee, mois, jour: jour - 1 });
  const [lAnnee, leMois] = mois === 1 ? [annee - 1, 12] : [annee, mois - 1];
  return ecrireJour({ annee: lAnnee, mois: leMois, jour: joursDuMois(lAnnee, leMois) });
}

/** Le dernier jour de chaque mois d'une année, dans l'ordre. */
export function finsDeMois(annee: number): string[] {
  return Array.from({ length: 12 }, (_, rang) =>
    ecrireJour({ annee, mois: rang + 1, jour: joursDuMois(annee, rang + 1) }),
  );
}

/** Mois entiers de `debut` à `fin`, dernier jour compris : du 1er janvier au 30 juin, six mois. */
export function moisRevolusJusquAuSoir(debut: string, fin: string): number {
  const d = jourDe(debut);
  const f = jourDe(fin);
  const dernierJour = f.jour === joursDuMois(f.annee, f.mois);
  const lendemain = dernierJour ? { ...f, mois: f.mois + 1, jour: 1 } : { ...f, jour: f.jour + 1 };
  const mois = (lendemain.annee - d.annee) * 12 + lendemain.mois - d.mois;
  return lendemain.jour < d.jour ? mois - 1 : mois;
}
