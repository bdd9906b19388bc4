import { readFileSync } from 'node:fs';
import path from 'node:path';
import { referencePages } from './pages.js';

const folder = path.resolve(import.meta.dirname, '../../../../docs/reference');

describe('the reference', () => {
  it.each(Object.entries(referencePages))('%s says what the code says (else: npm run docs:generate)', (name, make) => {
    expect(readFileSync(path.join(folder, name), 'utf8')).toBe(make());
  });
});
