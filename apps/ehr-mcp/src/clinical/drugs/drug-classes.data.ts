import { airwaysClasses } from './airways.classes.data.js';
import { breakdownClasses } from './breakdown.classes.data.js';
import { digestionAndHormonesClasses } from './digestion-and-hormones.classes.data.js';
import { formClasses } from './forms.classes.data.js';
import { heartAndBloodClasses } from './heart-and-blood.classes.data.js';
import { immunityAndCancerClasses } from './immunity-and-cancer.classes.data.js';
import { infectionsClasses } from './infections.classes.data.js';
import { mindAndSleepClasses } from './mind-and-sleep.classes.data.js';
import { nervesAndPainClasses } from './nerves-and-pain.classes.data.js';
import { surgeryAndImagingClasses } from './surgery-and-imaging.classes.data.js';
import type { DrugClass } from './drug-class.js';

/** Groups after the ATC index of the WHO Collaborating Centre (https://atcddd.fhi.no/atc_ddd_index/), common members only. */
export const drugClasses: readonly DrugClass[] = [
  ...airwaysClasses,
  ...breakdownClasses,
  ...digestionAndHormonesClasses,
  ...heartAndBloodClasses,
  ...immunityAndCancerClasses,
  ...infectionsClasses,
  ...mindAndSleepClasses,
  ...nervesAndPainClasses,
  ...surgeryAndImagingClasses,
  ...formClasses,
];
