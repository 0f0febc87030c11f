/** Des graduations rondes (1, 2 ou 5 fois une puissance de dix) qui couvrent une étendue. */
export function graduations(minimum: number, maximum: number, nombre: number): number[] {
  const etendue = maximum - minimum || 1;
  const dizaine = 10 ** Math.floor(Math.log10(etendue / nombre));
  const pas = dizaine * ([1, 2, 5, 10].find((facteur) => facteur * dizaine * nombre >= etendue) ?? 10);
  const premiere = Math.floor(minimum / pas);
  const derniere = Math.ceil(maximum / pas);
  return Array.from({ length: derniere - premiere + 1 }, (_, rang) => (premiere + rang) * pas);
}
