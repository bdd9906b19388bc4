import { globSync, readFileSync } from 'node:fs';
import { errorCatalogue } from '@caregate/core-errors';
import { root } from './run-step.js';

const sources = globSync('{apps,libs,tools}/**/src/**/*.{ts,tsx}', {
  cwd: root,
  exclude: (name) => name === 'catalogue' || name === 'dist' || name === 'node_modules' || name.endsWith('.spec.ts'),
});

describe('the catalogue of errors', () => {
  it('names nothing that is never thrown, which callers would prepare for in vain', () => {
    const text = sources.map((file) => readFileSync(`${root}/${file}`, 'utf8')).join('\n');
    const unthrown = Object.keys(errorCatalogue).filter((code) => !text.includes(`'${code}'`));
    expect(unthrown).toEqual([]);
  });
});
