import { comprehensiveMetabolicPanel } from '../data/panel-metabolic.data.js';
import { completeBloodCount } from '../data/panel-blood-count.data.js';
import { hemoglobinA1c } from '../data/panel-glycation.data.js';
import { lipidPanel } from '../data/panel-lipid.data.js';
import { thyroidPanel } from '../data/panel-thyroid.data.js';
import { urinalysis } from '../data/panel-urinalysis.data.js';
import type { LabPanel } from './lab-panel.js';

/** The six tests of the clinic; together they have forty components. */
export const labPanels: readonly LabPanel[] = [
  comprehensiveMetabolicPanel,
  completeBloodCount,
  lipidPanel,
  hemoglobinA1c,
  thyroidPanel,
  urinalysis,
];
