/** Des graduations rondes (1, 2 ou 5 fois une puissance de dix) qui couvrent une étendue. */
export function graduations(minimum: number, maximum: number, nombre: number): number[] {
  const pas = pasRond((maximum - minimum || 1) / nombre);
  const premiere = Math.floor(minimum / pas);
  const derniere = Math.ceil(maximum / pas);
  return Array.from({ length: derniere - premiere + 1 }, (_, rang) => (premiere + rang) * pas);
}

/** Le plus petit nombre rond qui ne soit pas moindre ; par multiplications, que toute machine fait de même. */
function pasRond(moindre: number): number {
  let dizaine = 1;
  while (dizaine > moindre) dizaine /= 10;
  while (dizaine * 10 <= moindre) dizaine *= 10;
  return dizaine * ([1, 2, 5].find((facteur) => facteur * dizaine >= moindre) ?? 10);
}
