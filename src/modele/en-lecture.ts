/**
 * Une donnée telle qu'un verbe la reçoit : il la lit sans la changer, si bien qu'elle peut être figée jusqu'au fond.
 *
 * @inline
 */
export type EnLecture<T> = T extends readonly (infer Element)[]
  ? readonly EnLecture<Element>[]
  : T extends object
    ? { readonly [Champ in keyof T]: EnLecture<T[Champ]> }
    : T;
