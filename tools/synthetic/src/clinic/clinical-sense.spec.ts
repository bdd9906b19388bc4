import { allergens } from '../data/allergens.data.js';
import { acuteDrugs } from '../data/formulary-acute.data.js';
import { chronicDrugs } from '../data/formulary-chronic.data.js';
import { flagOf } from '../labs/flag-of.js';
import { labPanels } from '../labs/lab-panels.js';
import type { LabComponentRow, PatientRow, VitalSignRow } from './clinic-rows.js';
import { clinicSeed } from './clinic-seed.js';

/** What must hold of any clinic is asked of several; each claim lists those who break it, and nobody may. */
const clinics = [1, 2, 3, 99].map((seed) => [seed, clinicSeed(seed)] as const);

const peopleOf = (patients: readonly PatientRow[]): Map<string, PatientRow> =>
  new Map(patients.map((row) => [row.id, row]));
const yearsAt = (birthDate: string, instant: string): number =>
  (Date.parse(instant) - Date.parse(birthDate)) / 31_557_600_000;

describe.each(clinics)('vital signs of clinic %i', (_seed, clinic) => {
  const people = peopleOf(clinic.patients);
  const measured = clinic.vitalSigns.map((row) => {
    const years = yearsAt(people.get(row.patientId)?.birthDate ?? '', row.recordedAt);
    return { row, years, adult: years >= 18 };
  });

  it('have a systolic pressure well above the diastolic, and none in the smallest children', () => {
    const pulse = ({ systolicBp, diastolicBp }: VitalSignRow): number => (systolicBp ?? 0) - (diastolicBp ?? 0);
    expect(measured.filter(({ row, years }) => (row.systolicBp === null) !== years < 3)).toEqual([]);
    expect(measured.filter(({ row }) => row.systolicBp !== null && pulse(row) < 24)).toEqual([]);
  });

  it('have the body mass index of their weight and height', () => {
    const bmi = ({ weight, height }: VitalSignRow): number => Math.round(((703 * weight) / height ** 2) * 10) / 10;
    expect(measured.filter(({ row }) => row.bmi !== bmi(row))).toEqual([]);
  });

  it.each([
    ['systolicBp', [70, 135], [85, 190]],
    ['diastolicBp', [38, 90], [50, 120]],
    ['heartRate', [50, 180], [45, 125]],
    ['temperature', [96.5, 103.5], [96.5, 103.5]],
    ['respiratoryRate', [10, 52], [10, 26]],
    ['oxygenSaturation', [94, 100], [88, 100]],
    ['bmi', [10, 40], [15, 55]],
    ['height', [16, 80], [52, 84]],
  ] as const)('show a %s of people who come on foot: children %j, adults %j', (sign, child, grown) => {
    const strange = measured.filter(({ row, adult }) => {
      const [low, high] = adult ? grown : child;
      const value = row[sign];
      return value !== null && (value < low || value > high);
    });
    expect(strange).toEqual([]);
  });

  it('let children grow and adults keep their height', () => {
    const pairs = measured.flatMap((one) => {
      const later = measured.find(({ row, years }) => row.patientId === one.row.patientId && years > one.years + 0.8);
      return later === undefined ? [] : [{ years: one.years, grown: later.row.height - one.row.height }];
    });
    expect(pairs.length).toBeGreaterThan(50);
    expect(pairs.filter(({ years, grown }) => years < 12 && grown <= 0)).toEqual([]);
    expect(pairs.filter(({ years, grown }) => years > 20 && Math.abs(grown) >= 0.5)).toEqual([]);
  });
});

describe.each(clinics)('dates of clinic %i', (_seed, clinic) => {
  const people = peopleOf(clinic.patients);
  const born = (patientId: string): string => people.get(patientId)?.birthDate ?? '9999';

  it('stand in order: birth, order, sample, result, anchor', () => {
    const strange = clinic.labOrders.filter(({ patientId, orderedAt, collectedAt, resultedAt, status }) => {
      const moments = [born(patientId), orderedAt, collectedAt, resultedAt, clinic.anchorDate];
      const known = moments.filter((moment) => moment !== null);
      const asFarAs = [collectedAt !== null, resultedAt !== null];
      const sorted = [...known].sort().every((moment, i) => moment === known[i]);
      return !sorted || asFarAs[0] !== (status !== 'pending') || asFarAs[1] !== (status === 'final');
    });
    expect(strange).toEqual([]);
  });

  it('never lie before birth or, unless planned, after the anchor', () => {
    const events = [
      ...clinic.vitalSigns.map(({ patientId, recordedAt }) => [patientId, recordedAt] as const),
      ...clinic.medications.map(({ patientId, prescribedDate }) => [patientId, prescribedDate] as const),
      ...clinic.allergies.map(({ patientId, onsetDate }) => [patientId, onsetDate] as const),
      ...clinic.allergies.map(({ patientId, createdAt }) => [patientId, createdAt] as const),
      ...clinic.labComponents.map(({ patientId, effectiveAt }) => [patientId, effectiveAt] as const),
      ...clinic.patients.map(({ id, createdAt }) => [id, createdAt] as const),
    ];
    expect(events.filter(([patientId, at]) => at < born(patientId) || at >= clinic.anchorDate)).toEqual([]);
  });

  it('plan appointments ahead and close those that are past', () => {
    const { anchorDate, appointments } = clinic;
    const wrong = appointments.filter(({ startsAt, status }) =>
      startsAt >= anchorDate ? status === 'completed' : status === 'scheduled',
    );
    expect(wrong).toEqual([]);
    expect(appointments.filter(({ status }) => status === 'scheduled').length).toBeGreaterThan(20);
  });

  it('keep clinic hours on the clock of the clinic', () => {
    const { timeZone } = clinic;
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit' });
    const starts = clinic.appointments.map(({ startsAt }) => clock.format(Date.parse(startsAt)));
    const open = /^(Mon|Tue|Wed|Thu|Fri),? (08|09|10|11|13|14|15|16):[03]0$/;
    expect(starts.filter((start) => !open.test(start))).toEqual([]);
  });

  it.each(['providerId', 'patientId'] as const)('put nobody into two rooms at once (%s)', (who) => {
    const clashes = clinic.appointments.filter((a) =>
      clinic.appointments.some((b) => a !== b && a[who] === b[who] && a.startsAt < b.endsAt && b.startsAt < a.endsAt),
    );
    expect(clashes).toEqual([]);
  });
});

describe.each(clinics)('treatment in clinic %i', (_seed, clinic) => {
  const people = peopleOf(clinic.patients);
  const drugs = [...Object.values(chronicDrugs), ...Object.values(acuteDrugs)].flat();
  const classOf = new Map(drugs.map(({ rxnormCode, drugClass }) => [rxnormCode, drugClass]));

  it('gives nobody what they are allergic to, by substance or class', () => {
    const harmful = clinic.medications.filter(({ patientId, rxnormCode }) => {
      const codes = clinic.allergies.filter((row) => row.patientId === patientId).map(({ code }) => code);
      const classes = allergens.drugs.filter(({ code }) => codes.includes(code)).map(({ drugClass }) => drugClass);
      return classes.includes(classOf.get(rxnormCode) ?? 'opioid') && classOf.get(rxnormCode) !== undefined;
    });
    expect(harmful).toEqual([]);
  });

  it('gives nobody one drug twice at a time', () => {
    const active = clinic.medications.filter(({ status }) => status === 'active');
    expect(new Set(active.map(({ patientId, name }) => patientId + name)).size).toBe(active.length);
  });

  it('gives every drug at an age it is for', () => {
    const wrong = clinic.medications.filter(({ patientId, rxnormCode, name }) => {
      const years = yearsAt(people.get(patientId)?.birthDate ?? '', clinic.anchorDate);
      const lines = drugs.filter((drug) => drug.rxnormCode === rxnormCode && drug.name === name);
      return !lines.some(({ ages: [from, to] = [18, 120] }) => years >= from - 0.01 && years < to + 1.01);
    });
    expect(wrong).toEqual([]);
  });

  it('refills only what is taken', () => {
    const { medications } = clinic;
    expect(medications.filter((row) => row.status !== 'active' && row.refillsRemaining > 0)).toEqual([]);
    expect(medications.filter((row) => row.status === 'active' && row.refillsRemaining > 0).length).toBeGreaterThan(50);
  });
});

describe.each(clinics)('laboratory of clinic %i', (_seed, clinic) => {
  it('offers six tests and reports all components of a final one', () => {
    const lines = new Map<string, number>();
    for (const { labOrderId } of clinic.labComponents) lines.set(labOrderId, (lines.get(labOrderId) ?? 0) + 1);
    const size = new Map(labPanels.map(({ testName, components }) => [testName, components.length]));
    const wrong = clinic.labOrders.filter(
      ({ id, testName, status }) => (lines.get(id) ?? 0) !== (status === 'final' ? size.get(testName) : 0),
    );
    expect(wrong).toEqual([]);
    expect(new Set(clinic.labOrders.map(({ testName }) => testName)).size).toBe(6);
  });

  it('flags each result by the range printed beside it', () => {
    const definitions = new Map(labPanels.flatMap((panel) => panel.components.map((one) => [one.loincCode, one])));
    const expected = (row: LabComponentRow): string => {
      if (row.valueNumber === null) return row.valueText === row.referenceText ? 'N' : 'A';
      const definition = definitions.get(row.loincCode);
      const low = row.referenceLow === null ? {} : { low: row.referenceLow };
      const high = row.referenceHigh === null ? {} : { high: row.referenceHigh };
      return flagOf(row.valueNumber, { ...low, ...high }, definition?.kind === 'observed' ? {} : definition?.critical);
    };
    expect(clinic.labComponents.filter((row) => row.flag !== expected(row))).toEqual([]);
    expect(clinic.labComponents.filter(({ flag }) => flag !== 'N').length).toBeGreaterThan(60);
  });
});
