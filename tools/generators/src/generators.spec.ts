import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Linter } from 'eslint';
import * as parser from '@typescript-eslint/parser';
import { format, type FormatConfig } from 'oxfmt';
import ts from 'typescript';
import { generators } from './generators.js';
import { writeFiles } from './write-files.js';

const examples: Readonly<Record<string, readonly string[]>> = {
  lib: ['kit', 'message-queue'],
  feature: ['auth', 'break-glass', 'audit:read', 'audit.read'],
  tool: ['ehr-mcp', 'wounds', 'get-wound-photographs', 'lab:read', 'patient.read'],
  entity: ['ehr', 'lab-note'],
};

const styleFile = path.resolve(import.meta.dirname, '../../../.oxfmtrc.json');
const style = JSON.parse(readFileSync(styleFile, 'utf8')) as FormatConfig;

describe('a generator', () => {
  it.each(Object.keys(generators))('%s has an example here', (kind) => {
    expect(examples[kind]).toHaveLength(generators[kind]?.arguments ?? -1);
  });

  it('is told of by npm run generate -- --help as it is', async () => {
    const { tasks } = (await import(pathToFileURL(path.resolve(import.meta.dirname, '../../tasks.mjs')).href)) as {
      tasks: { generate: { takes: readonly string[] } };
    };
    expect(tasks.generate.takes).toEqual(Object.values(generators).map(({ usage }) => usage));
  });

  it.each(Object.entries(examples))('%s writes TypeScript that parses, with decorators', (kind, args) => {
    const files = generators[kind]?.files(args) ?? {};
    for (const [file, text] of Object.entries(files).filter(([name]) => name.endsWith('.ts'))) {
      const config = { files: ['**/*.ts'], languageOptions: { parser } } as Linter.Config;
      const messages = new Linter({ configType: 'flat' }).verify(text, [config], { filename: path.basename(file) });
      expect({ file, messages }).toEqual({ file, messages: [] });
    }
  });

  it('writes what compiles, whatever it is about', () => {
    const answers = [
      ...Object.entries(examples),
      ['feature', ['orchestrator', 'ward-round', 'patient:read', 'patient.read']],
    ] as const;
    const written = answers.flatMap(([kind, args]) => Object.entries(generators[kind]?.files(args) ?? {}));
    expect(complaintsAbout(Object.fromEntries(written))).toEqual([]);
  });

  it.each(Object.entries(examples))('%s writes what the formatter leaves as it is', async (kind, args) => {
    for (const [filepath, text] of Object.entries(generators[kind]?.files(args) ?? {})) {
      expect(await format(filepath, text, style)).toEqual({ code: text, errors: [] });
    }
  });

  it.each(Object.entries(examples))('%s writes every file into one room, named in kebab-case', (kind, args) => {
    for (const file of Object.keys(generators[kind]?.files(args) ?? {}))
      expect(file).toMatch(/^(apps|libs)\/[a-z0-9/-]+(\.[a-z-]+)*\.(ts|json)$/);
  });

  it.each(['Break-Glass', 'break_glass', '../escape', ''])('refuses the name "%s"', (name) => {
    expect(() => generators['feature']?.files(['auth', name, 'audit:read', 'audit.read'])).toThrow('kebab-case');
  });

  it.each([
    ['lib', ['shelf', 'thing'], 'layer of libraries. There are: core, data, kit.'],
    ['feature', ['toString', 'thing', 'audit:read', 'audit.read'], 'app with routes. There are: auth, '],
    ['feature', ['auth', 'thing', 'audit:burn', 'audit.read'], '"audit:burn" is no permission. There are: '],
    ['feature', ['auth', 'thing', 'audit:read', 'audit.burnt'], '"audit.burnt" is no audit event. There are: '],
    [
      'tool',
      ['auth', 'things', 'thing', 'lab:read', 'patient.read'],
      'app with tools. There are: ehr-mcp, imaging-mcp.',
    ],
    ['tool', ['ehr-mcp', 'things', 'thing', 'lab:burn', 'patient.read'], '"lab:burn" is no permission. There are: '],
    [
      'tool',
      ['ehr-mcp', 'things', 'thing', 'lab:read', 'patient.burnt'],
      '"patient.burnt" is no audit event. There are: ',
    ],
    ['entity', ['migrations', 'thing'], 'schema with tables. There are: '],
  ])('%s refuses %j, and says what there is', (kind, args, sentence) => {
    expect(() => generators[kind]?.files(args)).toThrow(sentence);
  });

  it.each([
    ['ehr', ['grant select, insert, update, delete on ehr.note to caregate_ehr;']],
    ['access', []],
  ])('grants a table of the schema %s to the app that it belongs to', (schema, grants) => {
    const text = Object.values(generators['entity']?.files([schema, 'note']) ?? {}).join('\n');
    expect(text.match(/^grant .*$/gm) ?? []).toEqual(grants);
  });

  it('makes a tool of the imaging server about an image set', () => {
    const files = generators['tool']?.files([
      'imaging-mcp',
      'frames',
      'count-frames',
      'imaging:read',
      'imaging.study.read',
    ]);
    const [definition = ''] = Object.values(files ?? {});
    expect(definition).toContain("import type { ImagingServices } from '../services.js';");
    expect(definition).toContain('imageSets.subjectOf(addressOf(input))');
  });
});

/** What the compiler says of these files where they would lie. */
function complaintsAbout(files: Readonly<Record<string, string>>): readonly string[] {
  const root = path.resolve(import.meta.dirname, '../../..');
  const given = new Map(Object.entries(files).map(([file, text]) => [path.join(root, file), text]));
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.base.json'), (file) => ts.sys.readFile(file)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const host = ts.createCompilerHost({ ...options, types: ['node', 'jest'] });
  // Its folders are not there either.
  delete host.directoryExists;
  const { fileExists, readFile } = host;
  host.fileExists = (file) => given.has(file) || fileExists.call(host, file);
  host.readFile = (file) => given.get(file) ?? readFile.call(host, file);
  const names = [...given.keys()].filter((file) => file.endsWith('.ts'));
  const program = ts.createProgram(
    names,
    { ...options, types: ['node', 'jest'], composite: false, noEmit: true },
    host,
  );
  return names.flatMap((name) =>
    [
      ...program.getSyntacticDiagnostics(program.getSourceFile(name)),
      ...program.getSemanticDiagnostics(program.getSourceFile(name)),
    ].map(({ messageText }) => `${path.relative(root, name)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`),
  );
}

describe('a new tool', () => {
  it.each(['ehr-mcp', 'imaging-mcp'])('is imported and listed by %s, and nothing else of the list changes', (app) => {
    const additions = generators['tool']?.additions?.([app, 'wards', 'count-beds', 'lab:read', 'patient.read']) ?? {};
    for (const [file, add] of Object.entries(additions)) {
      const before = readFileSync(path.resolve(import.meta.dirname, '../../..', file), 'utf8').split('\n');
      const after = add(before.join('\n')).split('\n');
      expect(after.filter((line) => !before.includes(line))).toEqual([
        "import { countBeds } from './wards/count-beds.tool.js';",
        '  countBeds,',
      ]);
      expect(after).toHaveLength(before.length + 2);
      expect(after.slice(after.indexOf('  countBeds,'))).toEqual(expect.arrayContaining(['];']));
    }
    expect(Object.keys(additions)).toHaveLength(1);
  });
});

describe('what is left to do', () => {
  it.each([
    ['ehr-mcp', ['apps/ehr-mcp/src/access/matrix-table.fixture.ts', 'apps/e2e/src/tools.spec.ts']],
    ['imaging-mcp', ['apps/imaging-mcp/src/imaging-tools.spec.ts', 'apps/e2e/src/imaging.spec.ts']],
  ])('after a tool of %s names the files where all tools stand', (app, files) => {
    const sentences =
      generators['tool']?.next([app, 'wards', 'count-beds', 'lab:read', 'patient.read']).join('; ') ?? '';
    expect(sentences.match(/\S+\.ts/g)).toEqual(files);
    for (const file of files) expect(existsSync(path.resolve(import.meta.dirname, '../../..', file))).toBe(true);
  });
});

describe('writing what was generated', () => {
  it('adds to what names it only when all of it can be written', () => {
    const root = mkdtempSync(path.join(tmpdir(), 'caregate-generate-'));
    const add = { 'list.ts': (text: string) => `${text}, more` };
    try {
      writeFiles(root, { 'list.ts': 'one', 'a.ts': 'a' });
      expect(() => writeFiles(root, { 'a.ts': 'b' }, add)).toThrow('a.ts');
      expect(() => writeFiles(root, { 'b.ts': 'b' }, { 'gone.ts': String })).toThrow('ENOENT');
      expect(() => readFileSync(path.join(root, 'b.ts'))).toThrow('ENOENT');
      expect(writeFiles(root, { 'c.ts': 'c' }, add)).toEqual(['c.ts', 'list.ts']);
      expect(readFileSync(path.join(root, 'list.ts'), 'utf8')).toBe('one, more');
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });

  it('writes all files, and none a second time', () => {
    const root = mkdtempSync(path.join(tmpdir(), 'caregate-generate-'));
    try {
      expect(writeFiles(root, { 'a/b.ts': 'one', 'a/c.ts': 'two' })).toEqual(['a/b.ts', 'a/c.ts']);
      expect(() => writeFiles(root, { 'a/d.ts': 'three', 'a/b.ts': 'changed' })).toThrow('a/b.ts');
      expect(readFileSync(path.join(root, 'a/b.ts'), 'utf8')).toBe('one');
      expect(() => readFileSync(path.join(root, 'a/d.ts'))).toThrow('ENOENT');
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
