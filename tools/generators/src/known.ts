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
  return foldersIn('apps')
    .map((app) => path.basename(app))
    .filter((app) => moduleOf(app) !== undefined);
}

/** The file of the one module that an app has. */
export function moduleOf(app: string): string | undefined {
  return [`apps/${app}/src`, ...foldersIn(`apps/${app}/src`)].flatMap((folder) => filesIn(folder, '.module.ts')).at(0);
}

/** The schemas that have tables already. */
export function schemaNames(): readonly string[] {
  return foldersIn('libs/data/models/src')
    .filter((folder) => filesIn(folder, '.entity.ts').length > 0)
    .map((folder) => path.basename(folder));
}

function foldersIn(folder: string): readonly string[] {
  const absolute = path.join(root, folder);
  if (!existsSync(absolute)) return [];
  const entries = readdirSync(absolute, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${folder}/${name}`);
}

function filesIn(folder: string, ending: string): readonly string[] {
  const absolute = path.join(root, folder);
  const names = existsSync(absolute) ? readdirSync(absolute) : [];
  return names.filter((name) => name.endsWith(ending)).map((name) => `${folder}/${name}`);
}
