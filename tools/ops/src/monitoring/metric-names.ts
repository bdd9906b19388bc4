import { Metrics } from '@caregate/kit-http';
import { declaredMetrics } from './declared-metrics.js';

const HISTOGRAM_SUFFIXES = ['_bucket', '_sum', '_count'];

/** What programs of others export that deploy/compose runs; `up` is Prometheus' own. */
const foreign = [
  'up',
  // prometheus/node_exporter, collectors filesystem and meminfo
  'node_filesystem_avail_bytes',
  'node_filesystem_size_bytes',
  'node_memory_MemAvailable_bytes',
  'node_memory_MemTotal_bytes',
  // oliver006/redis_exporter
  'redis_up',
  'redis_memory_used_bytes',
  'redis_memory_max_bytes',
];

/** Each series that an app can export: as their sources declare them, and what every process tells of itself. */
export async function exportedNames(): Promise<ReadonlySet<string>> {
  const declared = declaredMetrics().flatMap(({ name, kind }) => seriesOf(name, kind));
  const own = await new Metrics({ service: 'spec', version: '1' }).print();
  const typed = [...own.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', kind = '']) => seriesOf(name, kind));
  return new Set([...declared, ...typed, ...foreign]);
}

function seriesOf(name: string, kind: string): string[] {
  return kind === 'histogram' ? HISTOGRAM_SUFFIXES.map((suffix) => name + suffix) : [name];
}

/** Names of series in an expression of PromQL: neither functions, nor labels, nor what stands in quotation marks. */
export function namesIn(expression: string): string[] {
  const bare = expression
    .replace(/"[^"]*"/g, '')
    .replace(/\{[^}]*\}/g, '')
    .replace(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, '')
    .replace(/\[[^\]]*\]/g, '');
  return [...bare.matchAll(/(?<![\w$])([a-z_][a-zA-Z0-9_]*)(?!\w*\s*\()/g)]
    .map(([, name = '']) => name)
    .filter((name) => !['and', 'or', 'unless', 'offset', 'bool'].includes(name));
}
