/** Un réservataire, une commune : un code, et un nom s'il est connu. */
interface Nomme {
  readonly code: string;
  readonly nom?: string | undefined;
}

/** Un nom qui n'en désigne qu'un ; sinon « nom (code) », ou le code seul. */
export function nommer(nommes: readonly Nomme[]): (code: string) => string {
  const porteurs = new Map<string, number>();
  for (const { nom = "" } of nommes) porteurs.set(nom, (porteurs.get(nom) ?? 0) + 1);
  const noms = new Map(
    nommes.map(({ code, nom }) => [
      code,
      nom === undefined ? code : porteurs.get(nom) === 1 ? nom : `${nom} (${code})`,
    ]),
  );
  return (code) => noms.get(code) ?? code;
}
