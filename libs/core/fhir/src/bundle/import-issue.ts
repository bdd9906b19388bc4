/** Something of a Bundle that is not in the records made of it. */
export interface ImportIssue {
  /** `refused`: the whole resource; `left-out`: an element; `changed`: an element that is kept in other words or units. */
  readonly kind: 'refused' | 'left-out' | 'changed';
  /** Place in the Bundle, counted from 0; -1 for the Bundle itself. */
  readonly entry: number;
  /** Element, such as `Observation.component[1].code`. */
  readonly path: string;
  /** In words fit for strangers: no value of the resource. */
  readonly reason: string;
}
