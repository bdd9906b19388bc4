import { Linter } from 'eslint';
import * as parser from '@typescript-eslint/parser';
import plugin from './plugin.js';

/** The ids of the messages that one rule reports for a text. */
function complaints(rule: string, code: string): (string | undefined)[] {
  const config = {
    files: ['**/*.ts'],
    languageOptions: { parser, parserOptions: { sourceType: 'module' } },
    plugins: { caregate: plugin },
    rules: { [`caregate/${rule}`]: 'error' },
  };
  // The two packages describe the same plug-in shape with types of their own.
  return new Linter({ configType: 'flat' })
    .verify(code, [config as unknown as Linter.Config], { filename: 'sample.ts' })
    .map(({ messageId, message }) => messageId ?? message);
}

describe('route-declares-access', () => {
  it.each([
    ['a route without a declaration', '@Controller() class A { @Get() list() {} }', ['undeclared']],
    ['each of several', '@Controller() class A { @Get() a() {} @Post("x") b() {} }', ['undeclared', 'undeclared']],
    ['a route that requires a permission', '@Controller() class A { @Get() @Requires("audit:read") a() {} }', []],
    ['a public route', '@Controller() class A { @Public() @Get() a() {} }', []],
    ['a controller that declares it for all', '@Public() @Controller() class A { @Get() a() {} }', []],
    ['a method that is no route', '@Controller() class A { helper() {} }', []],
    ['a class that is no controller', 'class A { @Get() a() {} }', []],
  ])('judges %s', (_case, code, expected) => {
    expect(complaints('route-declares-access', code)).toEqual(expected);
  });
});

describe('tool-declares-access', () => {
  const whole = 'permission: "a", audit: {}, input: 1, output: 1, hints: {}';
  it.each([
    ['a whole definition', `defineTool({ ${whole} })`, []],
    ['one without a permission', 'defineTool({ audit: {}, input: 1, output: 1, hints: {} })', ['absent']],
    ['one without anything', 'defineTool({})', ['absent', 'absent', 'absent', 'absent', 'absent']],
    ['one whose definition cannot be read', 'defineTool(definition)', ['opaque']],
    ['other calls', 'defineRoute({})', []],
  ])('judges %s', (_case, code, expected) => {
    expect(complaints('tool-declares-access', code)).toEqual(expected);
  });
});

describe('explicit-exports', () => {
  it.each([
    ['a star', 'export * from "./a.js";', ['star']],
    ['names', 'export { a } from "./a.js";', []],
  ])('judges %s', (_case, code, expected) => {
    expect(complaints('explicit-exports', code)).toEqual(expected);
  });
});

describe('suppression-has-reason', () => {
  it.each([
    ['a bare suppression', '// oxlint-disable-next-line no-console\nconst a = 1;', ['bare']],
    [
      'one with its reason',
      '// oxlint-disable-next-line no-console -- the command prints its result\nconst a = 1;',
      [],
    ],
    ['a bare expected type error', '// @ts-expect-error\nconst a = 1;', ['bare']],
    ['one that says what is expected', '// @ts-expect-error the type refuses a text\nconst a = 1;', []],
    ['an ordinary comment', '// this disables nothing\nconst a = 1;', []],
  ])('judges %s', (_case, code, expected) => {
    expect(complaints('suppression-has-reason', code)).toEqual(expected);
  });
});
