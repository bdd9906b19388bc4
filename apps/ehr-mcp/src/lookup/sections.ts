import type { Permission } from '@caregate/core-permissions';
import { shownOrder } from '../labs/lab.row.js';
import type { EhrServices } from '../services.js';
import { dayIn } from '../shape/day-in.js';
import { oneLine } from '../shape/one-line.js';

/** A part of the front page of a record, and the permission that opens it. */
export interface Section {
  readonly name: string;
  readonly permission: Permission;
  readonly text: (patientId: string, services: EhrServices) => Promise<string>;
}

const LINES_MAX = 30;
/** More than one a day as far ahead as anybody books. */
const APPOINTMENTS_MAX = 1000;

export const sections: readonly Section[] = [
  {
    name: 'allergies',
    permission: 'allergy:read',
    text: async (patientId, { allergies }) => {
      const rows = await allergies.ofPatient({ patientId, status: 'active', limit: LINES_MAX });
      return list(
        'Allergies',
        rows.map(({ allergen, reaction, severity }) => line(allergen, reaction, severity)),
      );
    },
  },
  {
    name: 'medications',
    permission: 'medication:read',
    text: async (patientId, { medications }) => {
      const rows = await medications.ofPatient({ patientId, status: 'active', limit: LINES_MAX });
      return list(
        'Active medications',
        rows.map(({ name, dosage, frequency }) => line(`${name} ${dosage}`, frequency)),
      );
    },
  },
  {
    name: 'labs',
    permission: 'lab:read',
    text: async (patientId, { labs }) => {
      const facts = await labs.factsOf(patientId);
      const orders = (await labs.latest({ patientId })).map((row) => shownOrder(row, facts));
      const results = orders.flatMap(({ test_name: test, resulted_date: when, results: found }) =>
        found.map((result) => ({ ...result, test, when })),
      );
      // Where not all are shown, what matters is; glucose in urine must not read as that in blood.
      const rows = results
        .toSorted((one, other) => urgencyOf(one.flag) - urgencyOf(other.flag))
        .map(({ test, component, value, unit, flag, when }) =>
          line(`${test}: ${component} ${String(value)} ${unit ?? ''}`.trim(), flag, when?.slice(0, 10) ?? null),
        );
      return list('Newest laboratory results, abnormal ones first', rows);
    },
  },
  {
    name: 'vital signs',
    permission: 'vitals:read',
    text: async (patientId, { vitalSigns }) => {
      const [newest] = await vitalSigns.ofPatient({ patientId, limit: 1 });
      if (newest === undefined) return list('Vital signs', []);
      const { recorded_date: when, blood_pressure: pressure, heart_rate: rate, temperature, bmi, flags } = newest;
      const { respiratory_rate: breaths, oxygen_saturation: oxygen, weight } = newest;
      const pressureFlags = [flags.systolic_bp, flags.diastolic_bp].filter((flag) => flag !== undefined).join('/');
      const measured = [
        pressure && line(`blood pressure ${pressure} mm[Hg]`, pressureFlags),
        rate && line(`heart rate ${rate}/min`, flags.heart_rate ?? null),
        breaths && line(`respiratory rate ${breaths}/min`, flags.respiratory_rate ?? null),
        temperature && line(`temperature ${temperature} [degF]`, flags.temperature ?? null),
        oxygen && line(`oxygen saturation ${oxygen} %`, flags.oxygen_saturation ?? null),
        weight && `weight ${weight} [lb_av]`,
        bmi && `BMI ${bmi}`,
      ].filter((text) => typeof text === 'string');
      return list(`Vital signs of ${when}`, measured);
    },
  },
  {
    name: 'appointments',
    permission: 'appointment:read',
    text: async (patientId, { appointments, clinic }) => {
      const from = dayIn(clinic.timeZone, new Date());
      // All of them: the list has the latest first, and here those to come next are wanted.
      const rows = await appointments.ofPatient({ patientId, status: 'scheduled', from, limit: APPOINTMENTS_MAX });
      return list(
        'Appointments from today on',
        rows.toReversed().map(({ date, time, provider, type }) => line(`${date} ${time}`, provider, type)),
      );
    },
  },
];

const urgencies: readonly (string | null)[] = ['HH', 'LL', 'A', 'H', 'L', null, 'N'];

function urgencyOf(flag: string | null): number {
  return urgencies.indexOf(flag);
}

function line(...parts: readonly (string | null)[]): string {
  return oneLine(parts.filter((part) => part !== null && part !== '').join(', '));
}

/** Nothing is cut silently. */
function list(title: string, lines: readonly string[]): string {
  const shown = lines.slice(0, LINES_MAX).map((text) => `- ${text}`);
  const more = lines.length > LINES_MAX ? [`- and more than these ${LINES_MAX}: ask the tool for this section`] : [];
  return [`${title}:`, ...(shown.length === 0 ? ['- none recorded'] : shown), ...more].join('\n');
}
