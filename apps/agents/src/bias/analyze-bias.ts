import { equalityFindings } from './equality-findings.js';
import type { Finding } from './finding.js';
import type { Severity } from './stigma-terms.js';
import { stigmaFindings } from './stigma-findings.js';

export type AlertLevel = 'low' | 'warning' | 'high' | 'critical';

export interface BiasAnalysis {
  /** 0: nothing found; towards 1 with each finding, and faster with grave ones. */
  readonly overall_bias_score: number;
  readonly alert_level: AlertLevel;
  readonly findings: readonly Finding[];
  readonly dominant_bias_types: readonly string[];
  readonly recommendations: readonly string[];
}

const WEIGHTS: Readonly<Record<Severity, number>> = { low: 0.15, medium: 0.35, high: 0.8 };
const BOUNDS: readonly (readonly [number, AlertLevel])[] = [
  [0.75, 'critical'],
  [0.5, 'high'],
  [0.25, 'warning'],
];

/** Words that carry bias. It reads words, not meaning: a prejudice without such a word goes unnoticed. */
export async function analyzeBias(text: string): Promise<BiasAnalysis> {
  const findings = withoutOverlaps([...stigmaFindings(text), ...(await equalityFindings(text))]);
  const score = scoreOf(findings);
  return {
    overall_bias_score: score,
    alert_level: BOUNDS.find(([least]) => score >= least)?.[1] ?? 'low',
    findings,
    dominant_bias_types: dominantOf(findings),
    recommendations: [...new Set(findings.map(recommendationOf))],
  };
}

function scoreOf(findings: readonly Finding[]): number {
  const weight = findings.reduce((sum, { severity }) => sum + WEIGHTS[severity], 0);
  return Math.round((1 - Math.exp(-weight)) * 1000) / 1000;
}

/** Both lists know some words; the graver finding stays. */
function withoutOverlaps(findings: readonly Finding[]): Finding[] {
  const graver = findings.toSorted((a, b) => WEIGHTS[b.severity] - WEIGHTS[a.severity] || a.start - b.start);
  const kept: Finding[] = [];
  for (const finding of graver)
    if (!kept.some(({ start, end }) => finding.start < end && start < finding.end)) kept.push(finding);
  return kept.toSorted((a, b) => a.start - b.start);
}

function dominantOf(findings: readonly Finding[]): string[] {
  const counts = new Map<string, number>();
  for (const { bias_type } of findings) counts.set(bias_type, (counts.get(bias_type) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return [...counts].filter(([, count]) => count === most).map(([type]) => type);
}

function recommendationOf({ quote, suggestions }: Finding): string {
  return suggestions.length === 0
    ? `Consider leaving out “${quote}”.`
    : `Instead of “${quote}” consider “${suggestions.slice(0, 3).join('”, “')}”.`;
}
