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
    ['a class whose routes a controller may inherit', 'abstract class A { @Get() a() {} }', ['undeclared']],
    ['a class that is an expression', 'export const A = @Controller() class { @Get() a() {} }', ['undeclared']],
    ['a route that is a property', '@Controller() class A { @Get() a = () => 1 }', ['undeclared']],
    ['a route by a renamed import', 'import { Get as Fetch } from "n"; class A { @Fetch() a() {} }', ['undeclared']],
    [
      'a route by an import that stands below',
      'class A { @Fetch() a() {} } import { Get as Fetch } from "n"',
      ['undeclared'],
    ],
    ['a route of a namespace', 'import * as nest from "n"; class A { @nest.Get() a() {} }', ['undeclared']],
    [
      'a route by a second name',
      'import { Get } from "n"; const Fetch = Get; class A { @Fetch() a() {} }',
      ['undeclared'],
    ],
    ['a route by the general decorator', 'class A { @RequestMapping({ path: "x" }) a() {} }', ['undeclared']],
    ['a route of a rare method', 'class A { @Propfind() a() {} @QueryMethod() b() {} }', ['undeclared', 'undeclared']],
    ['a permission by a renamed import', 'import { Requires as R } from "k"; class A { @Get() @R("a") a() {} }', []],
    ['a look at a patient', 'class A { @Get() @Requires("a", { patientParam: "id" }) a() {} }', ['unaudited']],
    ['one that all of a class are', '@Requires("a", { patientParam: "id" }) class A { @Get() a() {} }', ['unaudited']],
    ['one on the trail', 'class A { @Get() @Requires("a", { patientParam: "id" }) @Audited("b") a() {} }', []],
    ['what only sounds like a route', 'import { Handle as Get } from "k"; class A { @Get() a() {} }', []],
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
    ['one by a renamed import', 'import { defineTool as tool } from "k"; tool(definition)', ['opaque']],
    ['one of a namespace', 'import * as kit from "k"; kit.defineTool(definition)', ['opaque']],
    ['one by a second name', 'const tool = defineTool; tool(definition)', ['opaque']],
    ['one that spreads', 'defineTool({ ...definition, audit: 1, input: 1, output: 1, hints: 1 })', ['absent']],
    ['a name that only looks like one', `defineTool({ ${whole.replace('permission', '[permission]')} })`, ['absent']],
    ['nothing in the place of one', `defineTool({ ${whole.replace('"a"', 'undefined')} })`, ['absent']],
    ['names in quotes', `defineTool({ ${whole.replace('permission', '"permission"')} })`, []],
    ['a second name for others', 'export { defineTool as tool } from "k"', ['renamed']],
    ['the same name for others', 'export { defineTool } from "k"', []],
    ['other calls', 'defineRoute({})', []],
  ])('judges %s', (_case, code, expected) => {
    expect(complaints('tool-declares-access', code)).toEqual(expected);
  });
});

describe('explicit-exports', () => {
  it.each([
    ['a star', 'export * from "./a.js";', ['star']],
    ['a star with a name', 'export * as a from "./a.js";', ['star']],
    ['a whole module by its name', 'import * as a from "./a.js"; export { a };', ['star']],
    ['names', 'import * as b from "./b.js"; export { a } from "./a.js";', []],
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
    ['a reason without words', '// oxlint-disable-next-line no-console -- -----\nconst a = 1;', ['bare']],
    ['an expected type error without words', '// @ts-expect-error -- --\nconst a = 1;', ['bare']],
    ['one with three strokes', '/// @ts-ignore\nconst a = 1;', ['bare']],
    ['one in a comment for documents', '/** @ts-ignore */\nconst a = 1;', ['bare']],
    ['one on the last line of several', '/*\n * Text.\n * @ts-ignore\n */\nconst a = 1;', ['bare']],
    ['an ordinary comment', '// this disables nothing\nconst a = 1;', []],
  ])('judges %s', (_case, code, expected) => {
    expect(complaints('suppression-has-reason', code)).toEqual(expected);
  });
});
