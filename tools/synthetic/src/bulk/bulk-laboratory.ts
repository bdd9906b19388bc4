import type { EpochDay } from '../calendar/days.js';
import type { LabPanel } from '../labs/lab-panel.js';
import { measurePanel } from '../labs/measure-panel.js';
import { hex16 } from '../random/hex.js';
import { Prng } from '../random/prng.js';
import { RowIds } from '../random/row-ids.js';
import { tableKey } from '../random/table-key.js';
import type { BulkPeople } from './bulk-people.js';
import { componentText } from './component-text.js';
import { instantText } from './time-texts.js';

const ORDERED_BY = 'Dr. Sarah Smith';

/** Orders and components of a bulk load; every patient has the same plan of panels, on days of their own. */
export class BulkLaboratory {
  private readonly times: Prng;
  private readonly values: Prng;
  private readonly orderIds: RowIds;
  private readonly componentIds: RowIds;
  private readonly orderPrefix: string;
  private readonly perPatient: number;

  constructor(
    seed: number,
    private readonly at: { people: BulkPeople; anchorDay: EpochDay; epochMilliseconds: number; plan: LabPanel[] },
  ) {
    this.times = new Prng(seed, 'bulk.lab_order');
    this.values = new Prng(seed, 'bulk.lab_component');
    this.orderIds = new RowIds(seed, 'bulk.lab_order', at.epochMilliseconds);
    this.componentIds = new RowIds(seed, 'bulk.lab_component', at.epochMilliseconds);
    this.orderPrefix = `ORD${hex16[tableKey(seed, 'order') >>> 16]}`.toUpperCase();
    this.perPatient = at.plan.reduce((sum, { components }) => sum + components.length, 0);
  }

  orderLines(n: number): string {
    const { people, plan } = this.at;
    const { since } = people.subject(n);
    const patientId = people.id(n);
    let lines = '';
    plan.forEach(({ testName, loincCode }, k) => {
      const row = n * plan.length + k;
      const { ordered, collected, resulted } = this.moments(row, k, since);
      // Ascending numbers: the index on them grows at its end, too.
      lines +=
        `${this.orderIds.at(row)}\t${this.orderPrefix}${String(row).padStart(9, '0')}\t${patientId}\t${testName}\t${loincCode}` +
        `\t${ordered}\t${collected}\t${resulted}\tfinal\t${ORDERED_BY}\t${ordered}\t${resulted}\n`;
    });
    return lines;
  }

  componentLines(n: number): string {
    const { people, plan, anchorDay } = this.at;
    const { subject, since } = people.subject(n);
    const patientId = people.id(n);
    let row = n * this.perPatient;
    let lines = '';
    plan.forEach((panel, k) => {
      const order = n * plan.length + k;
      const { day, collected } = this.moments(order, k, since);
      const belongsTo = `\t${this.orderIds.at(order)}\t${patientId}`;
      for (const line of measurePanel(this.values.rekey(order), panel, { subject, day, anchorDay })) {
        lines += `${this.componentIds.at(row)}${belongsTo}${componentText(line)}\t${collected}\n`;
        row += 1;
      }
    });
    return lines;
  }

  /** An order and its components see the same three moments. */
  private moments(row: number, k: number, since: EpochDay) {
    const random = this.times.rekey(row);
    const step = (this.at.anchorDay - 4 - since) / this.at.plan.length;
    const day = since + Math.floor(step * k + random.below(Math.ceil(step)));
    const minute = random.between(780, 1200);
    const collected = minute + random.between(15, 100);
    return {
      day,
      ordered: instantText(day, minute),
      collected: instantText(day, collected),
      resulted: instantText(day, collected + random.between(240, 2800)),
    };
  }
}
