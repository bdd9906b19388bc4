import { Metrics } from './metrics.js';
import { RequestMetrics } from './request-metrics.js';

describe('the metrics of requests', () => {
  it.each([1, 499, 500, 1234])(
    'count all of %i requests exactly once, however often somebody looks',
    async (requests) => {
      const metrics = new Metrics({ service: 'ward', version: '1', processMetrics: false });
      const counted = new RequestMetrics(metrics, () => 0);
      for (let n = 0; n < requests; n++) counted.ended({ method: 'GET', route: '/open', status: 200, seconds: 0.5 });
      await metrics.print();
      const text = await metrics.print();
      expect(text).toContain(
        `caregate_http_requests_total{method="GET",route="/open",status="200",service="ward"} ${requests}\n`,
      );
      expect(text).toContain(`duration_seconds_count{service="ward",route="/open",status_class="2xx"} ${requests}\n`);
      expect(text).toContain(`_bucket{le="0.25",service="ward",route="/open",status_class="2xx"} 0\n`);
      expect(text).toContain(`_bucket{le="0.5",service="ward",route="/open",status_class="2xx"} ${requests}\n`);
    },
  );
});
