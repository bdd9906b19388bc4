import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Linter } from 'eslint';
import * as parser from '@typescript-eslint/parser';
import { format, resolveConfig } from 'prettier';
import { generators } from './generators.js';
import { writeFiles } from './write-files.js';

const examples: Readonly<Record<string, readonly string[]>> = {
  lib: ['kit', 'message-queue'],
  feature: ['auth', 'break-glass', 'audit:read'],
  tool: ['ehr-mcp', 'get-lab-results', 'lab:read', 'patient.read'],
  entity: ['ehr', 'lab-note'],
};

describe('a generator', () => {
  it.each(Object.keys(generators))('%s has an example here', (kind) => {
    expect(examples[kind]).toHaveLength(generators[kind]?.arguments ?? -1);
  });

  it.each(Object.entries(examples))('%s writes TypeScript that parses, with decorators', (kind, args) => {
    const files = generators[kind]?.files(args) ?? {};
    for (const [file, text] of Object.entries(files).filter(([name]) => name.endsWith('.ts'))) {
      const config = { files: ['**/*.ts'], languageOptions: { parser } } as Linter.Config;
      const messages = new Linter({ configType: 'flat' }).verify(text, [config], { filename: path.basename(file) });
      expect({ file, messages }).toEqual({ file, messages: [] });
    }
  });

  it.each(Object.entries(examples))('%s writes what the formatter leaves as it is', async (kind, args) => {
    for (const [filepath, text] of Object.entries(generators[kind]?.files(args) ?? {})) {
      const options = { ...(await resolveConfig(import.meta.filename)), filepath };
      expect(await format(text, options)).toBe(text);
    }
  });

  it.each(Object.entries(examples))('%s writes every file into one room, named in kebab-case', (kind, args) => {
    for (const file of Object.keys(generators[kind]?.files(args) ?? {}))
      expect(file).toMatch(/^(apps|libs)\/[a-z0-9/-]+(\.[a-z-]+)*\.(ts|json)$/);
  });

  it.each(['Break-Glass', 'break_glass', '../escape', ''])('refuses the name "%s"', (name) => {
    expect(() => generators['feature']?.files(['auth', name, 'audit:read'])).toThrow('kebab-case');
  });

  it.each([
    ['lib', ['shelf', 'thing'], 'layer of libraries. There are: core, data, kit.'],
    ['feature', ['toString', 'thing', 'audit:read'], 'app with routes. There are: auth, '],
    ['feature', ['auth', 'thing', 'audit:burn'], '"audit:burn" is no permission. There are: '],
    ['tool', ['auth', 'thing', 'lab:read', 'patient.read'], 'app with tools. There are: ehr-mcp, imaging-mcp.'],
    ['tool', ['ehr-mcp', 'thing', 'lab:burn', 'patient.read'], '"lab:burn" is no permission. There are: '],
    ['tool', ['ehr-mcp', 'thing', 'lab:read', 'patient.burnt'], '"patient.burnt" is no audit event. There are: '],
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
    const files = generators['tool']?.files(['imaging-mcp', 'count-frames', 'imaging:read', 'imaging.study.read']);
    const [definition = ''] = Object.values(files ?? {});
    expect(definition).toContain("import type { ImagingServices } from '../services.js';");
    expect(definition).toContain('imageSets.subjectOf(addressOf(input))');
  });
});

describe('writing what was generated', () => {
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
