import type { Generator } from '../generated.js';
import { known } from '../known.js';
import { namesOf } from '../names.js';

const layers = ['core', 'data', 'kit'];

/** A library: manifest, project, compiler options, an index and a first spec. */
export const libGenerator: Generator = {
  usage: 'lib <core|data|kit> <name>',
  arguments: 2,
  files: ([layer = '', name = '']) => {
    known('layer of libraries', layer, layers);
    const { kebab, camel, words } = namesOf(name);
    const folder = `libs/${layer}/${kebab}`;
    return {
      [`${folder}/package.json`]: json({
        name: `@caregate/${layer}-${kebab}`,
        version: '0.1.0',
        private: true,
        type: 'module',
        exports: {
          '.': { 'caregate-src': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
        },
      }),
      [`${folder}/project.json`]: json({
        name: `${layer}-${kebab}`,
        $schema: '../../../node_modules/nx/schemas/project-schema.json',
        sourceRoot: `${folder}/src`,
        tags: [`type:${layer}`, 'scope:shared'],
        targets: { build: {}, test: {}, lint: {} },
      }),
      [`${folder}/tsconfig.json`]: json({
        extends: '../../../tsconfig.base.json',
        compilerOptions: {
          rootDir: 'src',
          outDir: 'dist',
          tsBuildInfoFile: 'dist/.tsbuildinfo',
          types: ['node', 'jest'],
        },
        include: ['src'],
        references: [],
      }),
      [`${folder}/src/index.ts`]: `export { ${camel} } from './${kebab}.js';\n`,
      [`${folder}/src/${kebab}.ts`]: `/** The first thing that ${words} does. */\nexport function ${camel}(): string {\n  return '${words}';\n}\n`,
      [`${folder}/src/${kebab}.spec.ts`]: `import { ${camel} } from './${kebab}.js';\n\ndescribe('${words}', () => {\n  it('says what it is', () => {\n    expect(${camel}()).toBe('${words}');\n  });\n});\n`,
    };
  },
  next: ([layer = '', name = '']) => [
    `add { "path": "./libs/${layer}/${name}" } to tsconfig.json`,
    'run npm install --package-lock-only, so that the next command lets other projects import it by name',
  ],
};

/** As the formatter leaves it: short lists on one line. */
function json(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return `${text.replaceAll(/\[\n\s+([^[\]{}]*?)\s+\]/gu, (_all, items: string) => `[${items.replaceAll(/\n\s+/gu, ' ')}]`)}\n`;
}
