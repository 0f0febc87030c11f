type Attributs = Readonly<Record<string, string | number | undefined>>;

/** Ce que XML 1.0 n'admet pas et qu'un nom peut contenir : une moitié de caractère, un non-caractère. */
const HORS_DE_XML = /[\ufffe\uffff]|\p{Surrogate}/gu;

const ENTITES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Un texte qui, dans un SVG, reste un texte. */
export function echapper(texte: string): string {
  return texte.replace(HORS_DE_XML, "\ufffd").replace(/[&<>"']/g, (signe) => ENTITES[signe] ?? signe);
}

/** Deux décimales au plus : les mêmes octets sur toute machine. */
function ecrireNombre(nombre: number): string {
  const ecrit = nombre.toFixed(2).replace(/\.?0+$/, "");
  return ecrit === "-0" ? "0" : ecrit;
}

/** Une balise ; son contenu est déjà du SVG. */
export function balise(nom: string, attributs: Attributs, ...contenu: readonly string[]): string {
  const ecrits = Object.entries(attributs).map(([cle, valeur]) =>
    valeur === undefined
      ? ""
      : ` ${cle}="${typeof valeur === "number" ? ecrireNombre(valeur) : echapper(valeur)}"`,
  );
  const tete = `<${nom}${ecrits.join("")}`;
  return contenu.length === 0 ? `${tete}/>` : `${tete}>${contenu.join("")}</${nom}>`;
}

/** Un texte posé en un point. */
export function texte(contenu: string, attributs: Attributs): string {
  return balise("text", attributs, echapper(contenu));
}

export function ligne(x1: number, y1: number, x2: number, y2: number, attributs: Attributs): string {
  return balise("line", { x1, y1, x2, y2, ...attributs });
}

/** Les points d'une ligne brisée ou d'un polygone. */
export function points(lieux: readonly (readonly [x: number, y: number])[]): string {
  return lieux.map(([x, y]) => `${ecrireNombre(x)},${ecrireNombre(y)}`).join(" ");
}
