import { dayOf } from '../calendar/days.js';
import { Prng } from '../random/prng.js';
import type { Condition } from '../subject/condition.js';
import { drawSubject } from '../subject/draw-subject.js';
import type { Subject } from '../subject/subject.js';
import { labPanels } from './lab-panels.js';
import { measurePanel } from './measure-panel.js';

const anchorDay = dayOf('2026-11-16');

function given(n: number, o: { birthDate?: string; sex?: 'male' | 'female'; with?: Condition[] } = {}): Subject {
  const { birthDate = '1976-05-01', sex = 'female' } = o;
  const drawn = drawSubject(new Prng(3, 'subject', n), { sex, birthDay: dayOf(birthDate), anchorDay });
  return { ...drawn, conditions: new Set(o.with ?? []) };
}

function values(testName: string, subject: Subject, n = 0, day = anchorDay - 10): Map<string, number> {
  const panel = labPanels.find((known) => known.testName === testName);
  if (panel === undefined) throw new Error(`There is no ${testName}.`);
  const report = measurePanel(new Prng(4, 'report', n), panel, { subject, day, anchorDay });
  return new Map(report.map(({ definition, valueNumber }) => [definition.component, valueNumber ?? NaN]));
}

const people = Array.from({ length: 300 }, (_, n) => n);
const mean = (numbers: number[]): number => numbers.reduce((sum, n) => sum + n, 0) / numbers.length;
const meanOf = (testName: string, component: string, o: Parameters<typeof given>[1] = {}): number =>
  mean(people.map((n) => values(testName, given(n, o), n).get(component) ?? NaN));

describe('a laboratory report', () => {
  it('shows sugar in diabetes', () => {
    expect(meanOf('Hemoglobin A1c', 'Hemoglobin A1c')).toBeLessThan(5.3);
    expect(meanOf('Hemoglobin A1c', 'Hemoglobin A1c', { with: ['diabetes'] })).toBeGreaterThan(6.5);
    expect(meanOf('Comprehensive Metabolic Panel', 'Glucose', { with: ['diabetes'] })).toBeGreaterThan(125);
  });

  it('shows that treatment works: it was worse two years before', () => {
    const subject = given(1, { with: ['diabetes'] });
    const at = (day: number) =>
      mean(people.map((n) => values('Hemoglobin A1c', subject, n, day).get('Hemoglobin A1c') ?? 0));
    expect(at(anchorDay - 730)).toBeGreaterThan(at(anchorDay) + 0.7);
  });

  it('shows small cells and little hemoglobin in anaemia', () => {
    const ill = values('Complete Blood Count', given(1, { with: ['anaemia'] }));
    expect(ill.get('Hemoglobin')).toBeLessThan(12);
    expect(ill.get('MCV')).toBeLessThan(83);
  });

  it.each(people.slice(0, 40))('of blood does not contradict itself (person %i)', (n) => {
    const cbc = values('Complete Blood Count', given(n), n);
    const of = (name: string): number => cbc.get(name) ?? NaN;
    expect(Math.abs(of('MCV') - (of('Hematocrit') * 10) / of('Red blood cells'))).toBeLessThanOrEqual(0.05);
    expect(Math.abs(of('MCH') - (of('Hemoglobin') * 10) / of('Red blood cells'))).toBeLessThanOrEqual(0.05);
    expect(Math.abs(of('MCHC') - (of('Hemoglobin') * 100) / of('Hematocrit'))).toBeLessThanOrEqual(0.05);
  });

  it.each(people.slice(0, 40))('of lipids obeys Friedewald (person %i)', (n) => {
    const lipids = values('Lipid Panel', given(n, { with: ['hyperlipidaemia'] }), n);
    const of = (name: string): number => lipids.get(name) ?? NaN;
    expect(of('Triglycerides')).toBeLessThan(400);
    const ldl = of('Total cholesterol') - of('HDL cholesterol') - of('Triglycerides') / 5;
    expect(Math.abs(of('LDL cholesterol (calculated)') - ldl)).toBeLessThanOrEqual(0.5);
  });

  it('judges by the range for sex and age', () => {
    const panel = labPanels.find(({ testName }) => testName === 'Complete Blood Count');
    const rangeOf = (subject: Subject) =>
      panel &&
      measurePanel(new Prng(1, 'x'), panel, { subject, day: anchorDay, anchorDay }).find(
        ({ definition }) => definition.component === 'Hemoglobin',
      )?.range;
    expect(rangeOf(given(1, { sex: 'male' }))).toMatchObject({ low: 13.5, high: 17.5 });
    expect(rangeOf(given(1, { sex: 'female' }))).toMatchObject({ low: 12, high: 15.5 });
    expect(rangeOf(given(1, { birthDate: '2018-01-01' }))).toMatchObject({ low: 11.5, high: 14.5 });
  });

  it('of healthy people is mostly normal, as in any clinic', () => {
    const flags = people.flatMap((n) =>
      labPanels.flatMap((panel) =>
        measurePanel(new Prng(5, 'healthy', n), panel, { subject: given(n), day: anchorDay, anchorDay }).map(
          ({ flag }) => flag,
        ),
      ),
    );
    const normal = flags.filter((flag) => flag === 'N').length / flags.length;
    expect(normal).toBeGreaterThan(0.93);
    expect(normal).toBeLessThan(0.999);
  });
});
