import { chartResources, emptyChart, type ChartRecord, type VitalSignsRecord } from '@caregate/core-fhir';
import { givenCaller } from '@caregate/testing';
import { randomUUID } from 'node:crypto';
import { outlineOf, resourcesOf } from './outline-of.js';

const patientId = randomUUID();
const viewer = { caller: givenCaller({ role: 'doctor' }), via: 'assignment' };

function given(rows: number): { readonly chart: ChartRecord; readonly mapped: ReadonlySet<string> } {
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

async function all(...asked: Parameters<typeof resourcesOf>): Promise<readonly unknown[]> {
  const resources: unknown[] = [];
  for await (const resource of resourcesOf(...asked)) resources.push(resource);
  return resources;
}

describe('the outline of a chart with many vital signs', () => {
  it('chooses by what the whole resources say, and is filled with them', async () => {
    const { chart } = given(3);
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
