import { airwaysClasses } from './airways.classes.data.js';
import { digestionAndHormonesClasses } from './digestion-and-hormones.classes.data.js';
import { heartAndBloodClasses } from './heart-and-blood.classes.data.js';
import { infectionsClasses } from './infections.classes.data.js';
import { nervesAndPainClasses } from './nerves-and-pain.classes.data.js';
import type { DrugClass } from './drug-class.js';

/** Groups after the ATC index of the WHO Collaborating Centre (https://atcddd.fhi.no/atc_ddd_index/), common members only. */
export const drugClasses: readonly DrugClass[] = [
  ...airwaysClasses,
  ...digestionAndHormonesClasses,
  ...heartAndBloodClasses,
  ...infectionsClasses,
  ...nervesAndPainClasses,
];
