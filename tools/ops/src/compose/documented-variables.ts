import { readFileSync } from 'node:fs';
import path from 'node:path';
import { repository } from '../repository.js';

export interface DocumentedVariable {
  readonly name: string;
  readonly required: boolean;
}

/** The variables of each app as `docs/reference/config.md` has them, which is printed from the apps' own schemas. */
export function documentedVariables(): ReadonlyMap<string, readonly DocumentedVariable[]> {
  const page = readFileSync(path.join(repository, 'docs/reference/config.md'), 'utf8');
  const chapters = page.split(/^## /m).slice(1);
  return new Map(chapters.map((chapter) => [chapter.split('\n', 1)[0]?.trim() ?? '', variablesIn(chapter)]));
}

function variablesIn(chapter: string): DocumentedVariable[] {
  return [...chapter.matchAll(/^\| `([A-Z][A-Z0-9_]*)` +\|([^|]*)\|/gm)].map(([, name = '', required = '']) => ({
    name,
    required: required.trim() === 'yes',
  }));
}
