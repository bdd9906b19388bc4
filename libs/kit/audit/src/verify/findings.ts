import { findingSeverities, type Finding, type FindingKind } from './finding.js';

/** Beyond these only the number grows: a trail that was rewritten as a whole must not fill the memory. */
const KEPT_MAX = 1_000;

export class Findings {
  readonly kept: Finding[] = [];
  private count = 0;
  private tamperingCount = 0;

  get omitted(): number {
    return this.count - this.kept.length;
  }

  get tampered(): boolean {
    return this.tamperingCount > 0;
  }

  add(kind: FindingKind, message: string, where: Omit<Finding, 'kind' | 'severity' | 'message'> = {}): void {
    const severity = findingSeverities[kind];
    this.count += 1;
    if (severity === 'tampering') this.tamperingCount += 1;
    if (this.kept.length < KEPT_MAX) this.kept.push({ kind, severity, message, ...where });
  }
}
