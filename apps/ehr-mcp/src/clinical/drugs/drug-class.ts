/** A group of drugs of which one is named for all: who reacts to one may react to the others, and two do too much. */
export interface DrugClass {
  readonly name: string;
  /** Anatomical Therapeutic Chemical code of the group, where it has one. */
  readonly atc?: string;
  /** Ingredients, in lower case. */
  readonly members: readonly string[];
  /** Whether an allergy to one member is a warning for the others. */
  readonly crossReactive: boolean;
  /** Whether two members at once are duplicate therapy. */
  readonly duplicate: boolean;
}
