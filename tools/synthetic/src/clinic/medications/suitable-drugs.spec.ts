import { dayOf } from '../../calendar/days.js';
import { acuteDrugs } from '../../data/formulary-acute.data.js';
import { chronicDrugs } from '../../data/formulary-chronic.data.js';
import type { Condition } from '../../subject/condition.js';
import { clinicSeed } from '../clinic-seed.js';
import type { Person } from '../people/person.js';
import { suitableDrugs } from './suitable-drugs.js';

function given(years: number, ...conditions: Condition[]): Person {
  const [row] = clinicSeed().patients;
  if (row === undefined) throw new Error('There are no patients.');
  const body = { heightPermille: 1000, massPermille: 1000, massPermillePerYear: 0, trait: 0 };
  const birthDay = dayOf('2026-11-16') - years * 365.25;
  const subject = { ...body, sex: 'female' as const, birthDay, conditions: new Set(conditions) };
  return { row, subject, years, registeredDay: birthDay };
}
const names = (drugs: readonly { name: string }[]): string[] => drugs.map(({ name }) => name);

describe('the drugs that suit a person', () => {
  it('are those of the indication', () => {
    expect(names(suitableDrugs(chronicDrugs.migraine, given(30), new Set()))).toEqual(['Sumatriptan', 'Propranolol']);
  });

  it('leave out beta blockers in asthma', () => {
    const found = suitableDrugs(chronicDrugs.migraine, given(30, 'asthma'), new Set());
    expect(names(found)).toEqual(['Sumatriptan']);
  });

  it.each(['kidney disease', 'heart failure', 'atrial fibrillation'] as const)(
    'leave out NSAIDs in %s',
    (condition) => {
      const found = suitableDrugs(chronicDrugs.osteoarthritis, given(70, condition), new Set());
      expect(names(found)).toEqual(['Acetaminophen']);
    },
  );

  it('leave out the relatives of what the person is allergic to', () => {
    const found = suitableDrugs(acuteDrugs['bronchitis'] ?? [], given(40), new Set(['beta-lactam']));
    expect(names(found)).toEqual(['Azithromycin']);
  });

  it('are for the age', () => {
    expect(names(suitableDrugs(chronicDrugs.depression, given(14), new Set()))).toEqual(['Fluoxetine']);
    expect(names(suitableDrugs(acuteDrugs['otitis media'] ?? [], given(3), new Set()))).toEqual([
      'Amoxicillin suspension',
    ]);
  });
});
