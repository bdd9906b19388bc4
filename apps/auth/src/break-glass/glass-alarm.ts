import type { Logger, Metrics } from '@caregate/kit-http';

export interface GlassNews {
  readonly event: 'opened' | 'ended' | 'refused' | 'justified' | 'unjustified';
  /** Ids only: reasons and notes are about patients, and stay where they were written. */
  readonly relationId?: string;
  readonly subject: string;
  readonly withinADay?: number;
  readonly minutes?: number;
}

const WARNINGS: Readonly<Partial<Record<GlassNews['event'], string>>> = {
  opened: 'the glass was broken: emergency access to the record of a patient',
  refused: 'the glass was to be broken once more, by somebody who has done so too often within a day',
  unjustified: 'an emergency access was found unjustified by a second person',
};

/** Tells at once whoever watches the log and the metrics; the trail has it already by then. */
export class GlassAlarm {
  private readonly count: (event: GlassNews['event']) => void;

  constructor(
    private readonly logger: Pick<Logger, 'warn'>,
    metrics: Pick<Metrics, 'counter'>,
  ) {
    const counter = metrics.counter({
      name: 'break_glass_total',
      help: 'Emergency accesses opened, ended early, refused because of their number, and what reviews found',
      labels: ['event'],
    });
    for (const event of ['opened', 'ended', 'refused', 'justified', 'unjustified']) counter.inc({ event }, 0);
    this.count = (event) => counter.inc({ event });
  }

  raise(news: GlassNews): void {
    this.count(news.event);
    const warning = WARNINGS[news.event];
    if (warning !== undefined) this.logger.warn({ alert: 'break-glass', ...news }, warning);
  }
}
