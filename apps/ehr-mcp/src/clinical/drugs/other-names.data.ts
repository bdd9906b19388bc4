import { airwaysAndImmunityNames } from './airways-and-immunity.names.data.js';
import { digestionAndHormonesNames } from './digestion-and-hormones.names.data.js';
import { heartAndBloodNames } from './heart-and-blood.names.data.js';
import { infectionsNames } from './infections.names.data.js';
import { mindAndSleepNames } from './mind-and-sleep.names.data.js';
import { nervesAndPainNames } from './nerves-and-pain.names.data.js';
import { surgeryAndImagingNames } from './surgery-and-imaging.names.data.js';

/**
 * Brand names of the United States and other names of substances, with what is in them, as far as the tables know it:
 * a brand is checked like its ingredients (https://dailymed.nlm.nih.gov, https://rxnav.nlm.nih.gov).
 */
export const otherNames: readonly (readonly [name: string, substances: readonly string[]])[] = [
  ...airwaysAndImmunityNames,
  ...digestionAndHormonesNames,
  ...heartAndBloodNames,
  ...infectionsNames,
  ...mindAndSleepNames,
  ...nervesAndPainNames,
  ...surgeryAndImagingNames,
];
