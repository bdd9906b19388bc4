import {
  chartResources,
  emptyChart,
  type ChartRecord,
  type LabResultRecord,
  type VitalSignsRecord,
} from '@caregate/core-fhir';
import { givenCaller } from '@caregate/testing';
import { randomUUID } from 'node:crypto';
import { shownTo } from '../answer/shown-to.js';
import { outlineOf, resourcesOf } from './outline-of.js';

type LabComponentRecord = LabResultRecord['components'][number];

const patientId = randomUUID();
const viewer = { caller: givenCaller({ role: 'doctor' }), via: 'assignment' };

interface GivenRows {
  readonly chart: ChartRecord;
  readonly mapped: ReadonlySet<string>;
}

function given(rows: number): GivenRows {
  const mapped = new Set<string>();
  const vitalSigns = Array.from({ length: rows }, (): VitalSignsRecord => {
    const id = randomUUID();
    return {
      id,
      patientId,
      recordedAt: new Date('2026-03-02T10:00:00Z'),
      status: 'corrected',
      version: 2,
      systolicBp: 120,
      diastolicBp: null,
      heartRate: 61,
      temperature: null,
      respiratoryRate: null,
      oxygenSaturation: null,
      weight: 160.5,
      height: null,
      bmi: null,
      recordedBy: 'Nurse',
      updatedAt: new Date('2026-03-03T10:00:00Z'),
      // Only a whole panel says what was noted.
      get notes() {
        mapped.add(id);
        return 'calm';
      },
    };
  });
  return { chart: { ...emptyChart, vitalSigns }, mapped };
}

/** One order with so many results, of which each second was withdrawn. */
function givenResults(count: number): GivenRows {
  const mapped = new Set<string>();
  const components = Array.from({ length: count }, (_each, index): LabComponentRecord => {
    const id = randomUUID();
    return {
      id,
      component: 'Hemoglobin',
      loincCode: '718-7',
      valueNumber: 13.5,
      unit: 'g/dL',
      referenceLow: null,
      referenceHigh: null,
      referenceText: null,
      flag: 'N',
      status: index % 2 === 0 ? 'reported' : 'entered_in_error',
      effectiveAt: new Date('2026-02-01T08:00:00Z'),
      get valueText() {
        mapped.add(id);
        return 'fasting';
      },
    };
  });
  const order: LabResultRecord = {
    id: randomUUID(),
    orderId: 'LAB1',
    patientId,
    testName: 'CBC',
    loincCode: null,
    orderedAt: new Date('2026-02-01T07:00:00Z'),
    collectedAt: null,
    resultedAt: null,
    status: 'corrected',
    orderedBy: null,
    components,
    version: 2,
    updatedAt: new Date('2026-02-02T10:00:00Z'),
  };
  return { chart: { ...emptyChart, labResults: [order] }, mapped };
}

async function all(...asked: Parameters<typeof resourcesOf>): Promise<readonly unknown[]> {
  const resources: unknown[] = [];
  for await (const resource of resourcesOf(...asked)) resources.push(resource);
  return resources;
}

describe('the outline of a chart in which much was measured', () => {
  it('chooses by what the whole resources say, and is filled with them', async () => {
    const chart = { ...given(3).chart, labResults: givenResults(3).chart.labResults };
    const whole = chartResources(chart);
    const outline = outlineOf(chart, viewer);
    const chosenBy = (resources: typeof outline) =>
      resources.map((each) => {
        const { id, resourceType, meta: { lastUpdated } = {} } = each;
        return [
          id,
          resourceType,
          lastUpdated,
          ...(each.resourceType === 'Observation' ? [each.status, each.effectiveDateTime] : []),
        ];
      });
    expect(chosenBy(outline)).toEqual(chosenBy(whole));
    expect(await all(outline, chart, viewer)).toEqual(whole);
  });

  it('needs no row mapped but those of the page', async () => {
    const { chart, mapped } = given(50);
    const page = outlineOf(chart, viewer).slice(0, 6);
    expect(mapped.size).toBe(0);
    await all(page, chart, viewer);
    expect([...mapped]).toEqual(chart.vitalSigns.slice(0, 2).map(({ id }) => id));
  });

  it('needs no result mapped but those of the page', async () => {
    const { chart, mapped } = givenResults(50);
    const [report, ...results] = outlineOf(chart, viewer);
    expect([report?.resourceType, results.length, mapped.size]).toEqual(['DiagnosticReport', 50, 0]);
    await all(results.slice(0, 4), chart, viewer);
    expect([...mapped]).toEqual(results.slice(0, 4).map(({ id }) => id));
  });

  it.each([
    ['a clinician', viewer],
    ['the patient, without what was entered in error', { caller: givenCaller({ role: 'patient' }), via: 'self' }],
  ])('is filled with what is shown to %s', async (_whom, who) => {
    const { chart } = givenResults(4);
    expect(await all(outlineOf(chart, who), chart, who)).toEqual(shownTo(who.caller, who.via, chartResources(chart)));
  });

  it('is filled in turns with what else the process does', async () => {
    const { chart } = given(500);
    const order: string[] = [];
    const outline = outlineOf(chart, viewer);
    setImmediate(() => order.push('another request'));
    await all(outline, chart, viewer);
    order.push('the chart');
    expect(order).toEqual(['another request', 'the chart']);
  });
});
