import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), 'utf8'));

const types = ['core', 'data', 'kit', 'testing', 'app', 'e2e', 'tool', 'check', 'browser'];
const scopes = ['shared', 'auth', 'ehr', 'imaging', 'agents', 'bridge', 'console', 'checks'];

const projects = ['apps', 'libs/core', 'libs/data', 'libs/kit', 'tools']
  .flatMap((folder) => readdirSync(path.join(root, folder)).map((name) => `${folder}/${name}`))
  .concat('libs/testing')
  .filter((folder) => existsSync(path.join(root, folder, 'project.json')));

/** By the name under which others import it, if they can at all. */
const folderOf = new Map(
  projects
    .filter((folder) => existsSync(path.join(root, folder, 'package.json')))
    .map((folder) => [z.looseObject({ name: z.string() }).parse(read(`${folder}/package.json`)).name, folder]),
);

const manifest = z
  .looseObject({
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
  })
  .parse(read('package.json'));

const packages = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });

describe('the workspace', () => {
  it.each(projects)(
    'gives %s exactly one known type and one known scope, so that the boundary table covers it',
    (folder) => {
      const { tags } = z.looseObject({ tags: z.array(z.string()) }).parse(read(`${folder}/project.json`));
      expect(tags).toHaveLength(2);
      expect(types.map((type) => `type:${type}`)).toContain(tags[0]);
      expect(scopes.map((scope) => `scope:${scope}`)).toContain(tags[1]);
    },
  );

  it.each(projects)('compiles %s with the rest', (folder) => {
    const { references } = z
      .looseObject({ references: z.array(z.object({ path: z.string() })) })
      .parse(read('tsconfig.json'));
    expect(references.map(({ path: reference }) => reference)).toContain(`./${folder}`);
  });

  it.each(projects)('compiles first what %s imports, specs included', (folder) => {
    const { references } = z
      .looseObject({ references: z.array(z.object({ path: z.string() })).default([]) })
      .parse(read(`${folder}/tsconfig.json`));
    const compiledFirst = references.map(({ path: reference }) => path.join(folder, reference));
    const missing = importedBy(folder).filter((each) => each !== folder && !compiledFirst.includes(each));
    expect(missing).toEqual([]);
  });

  it('lets Nx see every import, so that a change runs the specs of whoever uses what was changed', () => {
    const { nodes, dependencies } = graph();
    const folders = new Map(Object.values(nodes).map(({ name, data }) => [name, data.root]));
    const seen = (folder: string) => {
      const [name = ''] = [...folders].find(([, each]) => each === folder) ?? [];
      return dependencies[name]?.map(({ target }) => folders.get(target));
    };
    for (const folder of projects)
      expect([folder, seen(folder)]).toEqual([
        folder,
        expect.arrayContaining(importedBy(folder).filter((each) => each !== folder)),
      ]);
  });

  it('sends every npm script through the bootstrap, so that each works from a bare clone', () => {
    const { scripts } = z.looseObject({ scripts: z.record(z.string(), z.string()) }).parse(read('package.json'));
    for (const script of Object.values(scripts)) expect(script).toMatch(/^node tools\/run\.mjs [\w:]+$/);
  });

  it('pins every version exactly', () => {
    for (const version of Object.values({ ...manifest.dependencies, ...manifest.devDependencies }))
      expect(version).toMatch(/^(npm:@?[\w/-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/);
  });

  it('imports nothing but what it installs by name, so that no version is another package’s choice', () => {
    const known = (name: string) => packages.includes(name) || packages.includes(typesOf(name)) || folderOf.has(name);
    const strangers = sources(['{apps,libs,tools}/**/*.{ts,tsx,mts,mjs}', '*.{ts,mjs}'])
      .filter(({ file }) => !file.endsWith('.generator.ts'))
      .flatMap(({ file, text }) => packagesIn(text).map((name) => ({ file, name })))
      .filter(({ name }) => !known(name));
    expect(strangers).toEqual([]);
  });

  it('installs nothing that no file names', () => {
    const files = sources(['{apps,libs,tools}/**/*.{ts,tsx,mjs}', '.oxlintrc.json']);
    const text = files.map((each) => each.text).join('\n');
    const named = new Set(text.match(/(?<=['"]|node_modules\/(?:\.bin\/)?)(?:@[\w.-]+\/)?[\w.-]+/gu));
    expect(packages.filter((name) => !name.startsWith('@types/') && !named.has(name))).toEqual([]);
  });

  it('leaves no folder at the top that a newcomer would not expect', () => {
    const folders = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    const known = ['apps', 'libs', 'deploy', 'docs', 'tools', 'node_modules', 'coverage', 'dist'];
    expect(folders.filter((name) => !name.startsWith('.') && !known.includes(name))).toEqual([]);
  });
});

function sources(patterns: string[]): { readonly file: string; readonly text: string }[] {
  const files = globSync(patterns, { cwd: root, exclude: (name) => name === 'dist' || name === 'node_modules' });
  return files.map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));
}

/** What a file imports, without paths of its own, modules of Node, and what Vite makes up. */
function packagesIn(text: string): string[] {
  const imported = text.matchAll(
    /(?:^(?:import|export) (?:[^'"`;=]*? from )?|\b(?:import|require\.resolve)\()'([^'.][^']*)'/gmu,
  );
  return [...imported]
    .map(([, name = '']) => name)
    .flatMap((name) => (isBuiltin(name) || name.startsWith('virtual:') ? [] : [packageOf(name)]));
}

function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Of a package that has nothing but types for another, as `fhir`. */
function typesOf(name: string): string {
  return `@types/${name}`;
}

const nxGraph = z.object({
  graph: z.object({
    nodes: z.record(z.string(), z.object({ name: z.string(), data: z.object({ root: z.string() }) })),
    dependencies: z.record(z.string(), z.array(z.object({ target: z.string() }))),
  }),
});

function graph() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'caregate-graph-'));
  const file = path.join(folder, 'graph.json');
  spawnSync(process.execPath, ['node_modules/nx/dist/bin/nx.js', 'graph', `--file=${file}`], { cwd: root });
  const { graph: found } = nxGraph.parse(JSON.parse(readFileSync(file, 'utf8')));
  rmSync(folder, { recursive: true });
  return found;
}

/** Folders of the projects that its sources name; a generator's name some in what it writes. */
function importedBy(folder: string): string[] {
  const files = readdirSync(path.join(root, folder, 'src'), { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => /\.tsx?$/u.test(file) && !file.endsWith('.generator.ts'));
  const names = sources.flatMap((file) =>
    [...readFileSync(path.join(root, folder, 'src', file), 'utf8').matchAll(/from '(@caregate\/[\w-]+)/gu)].map(
      ([, name = '']) => name,
    ),
  );
  return [...new Set(names)].map((name) => folderOf.get(name) ?? `${name}, which is no project`);
}
