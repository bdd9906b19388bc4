import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const bundler = path.resolve(import.meta.dirname, '../../dist/bundle.main.js');
const entry = 'apps/ward/dist/main.js';
const withMaps = `import{setSourceMapsSupport as s}from'node:module';s(true,{nodeModules:false})`;

describe('a bundled program', () => {
  let root: string;
  let bundled: string;

  beforeAll(() => {
    root = realpathSync(mkdtempSync(path.join(tmpdir(), 'caregate-programs-')));
    bundled = path.join(root, 'bundled');
    write('package.json', '{"type":"module"}');
    write('node_modules/old/package.json', '{"name":"old","main":"lib/index.js"}');
    write('node_modules/old/lib/index.js', `'use strict'; module.exports = { place: __dirname, file: __filename };`);
    write('node_modules/new/package.json', '{"name":"new","type":"module","exports":"./index.js"}');
    write('node_modules/new/index.js', `export const place = import.meta.dirname; export class Named {}`);
    compiled('apps/ward/dist/fail', `export function fail() {\n  throw new Error('on purpose');\n}\n`);
    compiled(
      'apps/ward/dist/main',
      [
        `import { createRequire } from 'node:module';`,
        `import old from 'old';`,
        `import { Named, place } from 'new';`,
        `import { fail } from './fail.js';`,
        `if (process.argv[2] === 'fail') fail();`,
        `const required = createRequire(import.meta.url)('old');`,
        `console.log(JSON.stringify([old, place, Named.name, import.meta.filename, required.place]));`,
      ].join('\n'),
    );
    // Its native part knows no array of the realm that specs run in.
    execFileSync(process.execPath, [bundler, root, bundled, entry]);
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('finds what lies beside its modules where they lay before', () => {
    const told: unknown = JSON.parse(execFileSync(process.execPath, [path.join(bundled, entry)], { encoding: 'utf8' }));
    const lib = path.join(root, 'node_modules/old/lib');
    expect(told).toEqual([
      { place: lib, file: path.join(lib, 'index.js') },
      path.join(root, 'node_modules/new'),
      'Named',
      path.join(root, entry),
      lib,
    ]);
  });

  it('tells in errors the line of the source', () => {
    const args = [
      '--import',
      `data:text/javascript,${encodeURIComponent(withMaps)}`,
      path.join(bundled, entry),
      'fail',
    ];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect([status, stderr]).toEqual([1, expect.stringContaining(`${path.join(root, 'apps/ward/src/fail.ts')}:2:`)]);
  });

  function write(file: string, text: string): void {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }

  /** As the compiler leaves it: a map beside it, here of a source with the same lines. */
  function compiled(name: string, text: string): void {
    write(`${name}.js`, text);
    const lines = text.split('\n').map((_, line) => (line === 0 ? 'AAAA' : 'AACA'));
    const sources = [`../src/${path.basename(name)}.ts`];
    write(`${name}.js.map`, JSON.stringify({ version: 3, sources, names: [], mappings: lines.join(';') }));
  }
});
