import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');

/** `name` if it is one of those; what is generated for anything else would compile nowhere. */
export function known<Name extends string>(what: string, name: string, names: readonly Name[]): Name {
  const found = names.find((each) => each === name);
  if (found !== undefined) return found;
  throw new Error(`"${name}" is no ${what}. There are: ${names.join(', ')}.`);
}

/** The apps whose routes are Nest's. */
export function appNames(): readonly string[] {
  const hasModule = (app: string) =>
    [`${app}/src`, ...foldersIn(`${app}/src`)].some((folder) => holds(folder, '.module.ts'));
  return foldersIn('apps')
    .filter(hasModule)
    .map((app) => path.basename(app));
}

/** The schemas that have tables already. */
export function schemaNames(): readonly string[] {
  return foldersIn('libs/data/models/src')
    .filter((folder) => holds(folder, '.entity.ts'))
    .map((folder) => path.basename(folder));
}

function foldersIn(folder: string): readonly string[] {
  const absolute = path.join(root, folder);
  if (!existsSync(absolute)) return [];
  const entries = readdirSync(absolute, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${folder}/${name}`);
}

function holds(folder: string, ending: string): boolean {
  return (
    existsSync(path.join(root, folder)) && readdirSync(path.join(root, folder)).some((name) => name.endsWith(ending))
  );
}
