/** Version de la bibliothèque, égale à celle du paquet. */
export const VERSION = "0.1.0";
