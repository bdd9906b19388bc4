import type { LabPanel } from '../labs/lab-panel.js';
import { labPanels } from '../labs/lab-panels.js';

/** The panels that have exactly so many components together, each test in turn; the number must be even. */
export function orderPlan(components: number): LabPanel[] {
  const plan: LabPanel[] = [];
  let left = components;
  for (let i = 0; left > 0; i += 1) {
    const panel = labPanels[i % labPanels.length];
    if (panel === undefined || left % 2 !== 0) throw new RangeError(`No panels have ${components} components.`);
    if (panel.components.length > left) continue;
    plan.push(panel);
    left -= panel.components.length;
  }
  return plan;
}
