import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repository } from '../repository.js';

export interface DeclaredMetric {
  /** With its prefix, as Prometheus sees it. */
  readonly name: string;
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
  /** The project that declares it, like `apps/auth`. */
  readonly project: string;
}

const DECLARATION = /\.(counter|gauge|histogram)(?:<[^>]*>)?\(\s*\{([^}]*)\}/g;
const NAME = /\bname: '([a-z_]+)'/;
const HELP = /\bhelp: '([^']*)'/;
const LABELS = /\blabels: \[([^\]]*)\]/;

/** Each metric of ours, as the sources declare it; in the order of names. */
export function declaredMetrics(): readonly DeclaredMetric[] {
  return ['apps', 'libs/kit', 'tools/ops']
    .flatMap((folder) => sourcesBelow(folder).flatMap((file) => declaredIn(file)))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'en'));
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(path.join(repository, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll(path.sep, '/')}`)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !/\/(dist|node_modules)\//.test(file));
}

function declaredIn(file: string): DeclaredMetric[] {
  const declarations = readFileSync(path.join(repository, file), 'utf8').matchAll(DECLARATION);
  return [...declarations].flatMap(([, kind, options = '']) => {
    const name = NAME.exec(options)?.[1];
    if (name === undefined) return [];
    return {
      name: `caregate_${name}`,
      kind: kind as DeclaredMetric['kind'], // -- what the pattern admits
      help: HELP.exec(options)?.[1] ?? '',
      labels: [...(LABELS.exec(options)?.[1] ?? '').matchAll(/'([^']+)'/g)].map(([, label = '']) => label),
      project: file.slice(0, file.indexOf('/src/')),
    };
  });
}
