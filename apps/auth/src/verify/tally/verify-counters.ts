import type { Metrics } from '@caregate/kit-http';

/** Plain numbers, since the hot path counts thousands of times a second; a scrape reads them. */
export class VerifyCounters {
  allowed = 0;
  refused = 0;
  failed = 0;

  expose(metrics: Metrics): void {
    metrics.gauge(
      { name: 'forward_auth_answers', help: 'Answers of /verify since the start, by outcome.', labels: ['outcome'] },
      (gauge) => {
        gauge.set({ outcome: 'allowed' }, this.allowed);
        gauge.set({ outcome: 'refused' }, this.refused);
        gauge.set({ outcome: 'failed' }, this.failed);
      },
    );
  }
}
