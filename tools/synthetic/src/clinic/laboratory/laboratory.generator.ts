import type { EpochDay } from '../../calendar/days.js';
import { workday } from '../../calendar/workday.js';
import type { LabPanel } from '../../labs/lab-panel.js';
import { labPanels } from '../../labs/lab-panels.js';
import { measurePanel } from '../../labs/measure-panel.js';
import type { ClinicContext } from '../clinic-context.js';
import type { LabComponentRow, LabOrderRow } from '../clinic-rows.js';
import { clinicSizes } from '../clinic-sizes.js';
import { labComponentRow } from './lab-component-row.js';
import { labOrderRow } from './lab-order-row.js';
import { panelsFor } from './panels-for.js';
import type { Person } from '../people/person.js';
import { spreadDays } from '../visits/spread-days.js';
import type { Staff } from '../staff/staff.js';
import { visitCounts } from '../visits/visit-counts.js';

const YEARS_OF_FIRST_SAMPLE = 2;
const DAYS_BACK = 1000;
/** By then the laboratory has answered. */
const DAYS_TO_RESULT_MAX = 7;
const UNFINISHED_PERMILLE = 90;

/** Orders with their components; an order whose sample is still on its way has none. */
export function makeLaboratory(
  context: ClinicContext,
  { people, staff }: { people: readonly Person[]; staff: readonly Staff[] },
): { orders: LabOrderRow[]; components: LabComponentRow[] } {
  const plans = planOrders(context, people);
  const orders = plans.map((plan, n) => labOrderRow(context, n, plan, staff));
  const components = orders.flatMap((order, n) => report(context, n, order, plans[n]));
  return { orders, components: components.map((row, n) => ({ ...row, id: context.id('lab_component', n) })) };
}

interface Plan {
  readonly person: Person;
  readonly panel: LabPanel;
  readonly day: EpochDay;
  readonly stage: LabOrderRow['status'];
}

function planOrders(context: ClinicContext, people: readonly Person[]): Plan[] {
  const counts = visitCounts(context.random('lab_order'), people, {
    total: clinicSizes.labOrders,
    first: clinicSizes.labOrdersOfFirstPatient,
    least: 0,
    most: 5,
    mayCome: ({ years, registeredDay }) =>
      years >= YEARS_OF_FIRST_SAMPLE && context.anchorDay - registeredDay > DAYS_BACK / 2,
  });
  return people.flatMap((person, n) => ordersOf(context, person, n, counts[n] ?? 0));
}

/** The last order of a person may still be open; all before it have been answered. */
function ordersOf(context: ClinicContext, person: Person, n: number, count: number): Plan[] {
  const random = context.random('lab_order.plan', n);
  const to = context.anchorDay - DAYS_TO_RESULT_MAX - 3;
  const from = Math.max(person.registeredDay, context.anchorDay - DAYS_BACK);
  const days = spreadDays(random, count, { from, to });
  const panels = n === 0 ? everyPanel(count) : panelsFor(random, person, count);
  const open = n === 0 || random.chance(UNFINISHED_PERMILLE);
  return days.map((day, i) => {
    const panel = panels[i % panels.length] ?? random.pick(labPanels);
    if (!open || i < days.length - 1) return { person, panel, day, stage: 'final' };
    return {
      person,
      panel,
      day: workday(context.anchorDay - 1, -1),
      stage: random.chance(500) ? 'pending' : 'in_progress',
    };
  });
}

/** MRN001 has had every test, and those of his illness again and again. */
function everyPanel(count: number): LabPanel[] {
  const again = labPanels.filter(({ testName }) => /A1c|Metabolic|Lipid/.test(testName));
  const order = [...labPanels, ...again, ...again];
  return order.slice(0, count);
}

function report(context: ClinicContext, n: number, order: LabOrderRow, plan: Plan | undefined): LabComponentRow[] {
  if (plan === undefined || order.status !== 'final') return [];
  const sample = { subject: plan.person.subject, day: plan.day, anchorDay: context.anchorDay };
  const lines = measurePanel(context.random('lab_component', n), plan.panel, sample);
  return lines.map((line) => labComponentRow(order, line));
}
