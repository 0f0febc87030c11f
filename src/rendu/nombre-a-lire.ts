/** Les milliers et la virgule, tels que chaque langue les écrit : espace fine insécable en français. */
const SIGNES = {
  fr: { milliers: "\u202f", decimales: "," },
  en: { milliers: ",", decimales: "." },
} as const;

const DECIMAL = /^(?<signe>-?)(?<entiers>\d+)(?:[.,](?<decimales>\d+))?$/;

/** « -1234.5 » s'écrit « −1 234,5 » ; un texte qui n'est pas un décimal reste tel quel. */
export function nombreALire(ecrit: string, langue: "fr" | "en"): string {
  const { signe, entiers = "", decimales } = DECIMAL.exec(ecrit)?.groups ?? {};
  if (signe === undefined) return ecrit;
  const groupes = entiers.replace(/\B(?=(\d{3})+$)/g, SIGNES[langue].milliers);
  const suite = decimales === undefined ? "" : SIGNES[langue].decimales + decimales;
  return `${signe === "" ? "" : "−"}${groupes}${suite}`;
}
