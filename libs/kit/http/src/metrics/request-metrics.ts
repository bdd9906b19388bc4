import type { Metrics } from './metrics.js';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Bounds what is held where nobody scrapes. */
const UNCOUNTED_MAX = 500;

export interface EndedRequest {
  readonly method: string;
  /** Template, never the address that was asked for: ids in it would make a series each, and name patients. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

interface Series extends Omit<EndedRequest, 'seconds'> {
  readonly uncounted: number[];
}

/**
 * Rate, errors and duration of an app's requests. A request only leaves its duration behind; hundreds of them are
 * counted in one go or when somebody looks, which costs each a tenth of counting it at once.
 */
export class RequestMetrics {
  private readonly durations;
  private readonly requests;
  private readonly errors;
  private readonly series = new Map<string, Series>();

  constructor(metrics: Metrics, openRequests: () => number) {
    metrics.gauge({ name: 'http_requests_in_flight', help: 'Requests being answered now.' }, (gauge) =>
      gauge.set(openRequests()),
    );
    this.requests = metrics.counter({
      name: 'http_requests_total',
      help: 'Requests answered.',
      labels: ['method', 'route', 'status'],
    });
    this.durations = metrics.histogram(
      {
        name: 'http_request_duration_seconds',
        help: 'Time from the head of the request to the end of the answer.',
        labels: ['route', 'status_class'],
      },
      SECONDS,
    );
    this.errors = metrics.counter({
      name: 'errors_total',
      help: 'Errors answered, by their code in the catalogue.',
      labels: ['code'],
    });
    metrics.beforePrint(() => this.series.forEach((series) => this.count(series)));
  }

  ended({ method, route, status, seconds }: EndedRequest): void {
    const key = `${status} ${method} ${route}`;
    let series = this.series.get(key);
    if (series === undefined) {
      series = { method, route, status, uncounted: [] };
      this.series.set(key, series);
    }
    series.uncounted.push(seconds);
    if (series.uncounted.length >= UNCOUNTED_MAX) this.count(series);
  }

  failed(code: string): void {
    this.errors.inc({ code });
  }

  private count({ method, route, status, uncounted }: Series): void {
    const child = this.durations.labels({ route, status_class: `${Math.floor(status / 100)}xx` });
    for (const seconds of uncounted) child.observe(seconds);
    this.requests.inc({ method, route, status: String(status) }, uncounted.length);
    uncounted.length = 0;
  }
}
