import type { Metrics } from './metrics.js';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export interface EndedRequest {
  readonly method: string;
  /** Template, never the address that was asked for: ids in it would make a series each, and name patients. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** Rate, errors and duration of an app's requests. */
export class RequestMetrics {
  private readonly durations;
  private readonly requests;
  private readonly errors;

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
  }

  ended({ method, route, status, seconds }: EndedRequest): void {
    this.requests.inc({ method, route, status: String(status) });
    this.durations.observe({ route, status_class: `${Math.floor(status / 100)}xx` }, seconds);
  }

  failed(code: string): void {
    this.errors.inc({ code });
  }
}
