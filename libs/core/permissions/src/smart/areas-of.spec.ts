import { areasOf } from './areas-of.js';
import { observationCategories } from './smart-areas.js';

const permissionsIn = (type: string, ...filter: [string, string][]) =>
  areasOf({ type, filter }).map(({ permission }) => permission);

describe('the parts of the record that a SMART scope speaks of', () => {
  it('are all of its type, and nothing where we serve no such type', () => {
    expect(permissionsIn('Observation')).toEqual(['vitals:read', 'lab:read']);
    expect(['Claim', 'constructor', 'toString'].map((type) => permissionsIn(type))).toEqual([[], [], []]);
    expect(permissionsIn('*')).toEqual(expect.arrayContaining(['patient:read', 'lab:read']));
  });

  it.each(['laboratory', `${observationCategories}|laboratory`])('are those of the category %s alone', (category) => {
    expect(permissionsIn('Observation', ['category', category])).toEqual(['lab:read']);
  });

  it('are none where a filter cannot be kept', () => {
    expect(permissionsIn('Observation', ['code', 'laboratory'])).toEqual([]);
    expect(permissionsIn('Observation', ['category', 'laboratory'], ['code', 'x'])).toEqual([]);
    expect(permissionsIn('Observation', ['category', 'http://other.example|laboratory'])).toEqual([]);
    expect(permissionsIn('Patient', ['category', 'laboratory'])).toEqual([]);
    expect(permissionsIn('Patient', ['category', 'undefined'])).toEqual([]);
    expect(permissionsIn('*', ['category', 'laboratory'])).toEqual([]);
  });
});
