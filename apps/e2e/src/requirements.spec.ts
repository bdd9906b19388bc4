import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { requirements } from '../requirements.js';

/** Ids in the titles of `describe` and `it`, as in `[X03]` or `[T01 T02]`. */
function citedIds(): Set<string> {
  const ids = new Set<string>();
  for (const file of readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.spec.ts') || file.endsWith('requirements.spec.ts')) continue;
    const text = readFileSync(path.join(import.meta.dirname, file), 'utf8');
    for (const [, list = ''] of text.matchAll(
      /(?:(?:describe|it)(?:\.each\([^)]*\))?\(|describe(?:If|With)\([^,]+,)\s*['"`]\[([A-Z]\d\d(?: [A-Z]\d\d)*)\]/g,
    ))
      for (const id of list.split(' ')) ids.add(id);
  }
  return ids;
}

describe('the requirements', () => {
  const cited = citedIds();

  it.each(Object.entries(requirements))('%s is proved by a spec, or says why it is not yet', (id, { notYet }) => {
    expect({ id, cited: cited.has(id), notYet: notYet !== undefined }).toEqual({
      id,
      cited: notYet === undefined,
      notYet: notYet !== undefined,
    });
  });

  it('are the only ids that specs cite', () => {
    expect([...cited].filter((id) => !Object.hasOwn(requirements, id))).toEqual([]);
  });
});
