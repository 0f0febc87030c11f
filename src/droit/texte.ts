/** Texte donné dans les deux langues de la bibliothèque ; le français fait foi. */
export interface Texte {
  readonly fr: string;
  readonly en: string;
}
