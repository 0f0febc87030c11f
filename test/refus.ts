/** Ce qu'un appel refuse : ses problèmes, chacun avec son chemin et son code, puis les stipulations qui lui manquent. */
export function refusDe(appeler: () => unknown): string[] {
  try {
    appeler();
  } catch (erreur) {
    const { problemes = [], manquantes = [] } = erreur as {
      problemes?: readonly { chemin: string; code: string }[];
      manquantes?: readonly { stipulation: string }[];
    };
    return [
      ...problemes.map(({ chemin, code }) => `${chemin} ${code}`),
      ...manquantes.map(({ stipulation }) => stipulation),
    ];
  }
  return [];
}
