import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry, type Metric } from 'prom-client';

export interface MetricOptions<L extends string> {
  /** Without the prefix `caregate_`, which every name gets. */
  readonly name: string;
  readonly help: string;
  /** Few and bounded: a label whose values come from requests fills the memory of the scraper. */
  readonly labels?: readonly L[];
}

export interface MetricsOptions {
  readonly service: string;
  readonly version: string;
  /** Memory, event loop and garbage collection of the process; off where several apps share one, as in specs. */
  readonly processMetrics?: boolean;
}

const PREFIX = 'caregate_';

/** What one app tells Prometheus. Other kits register theirs through it, so that all share one registry and prefix. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly listeners: (() => void)[] = [];

  constructor({ service, version, processMetrics = true }: MetricsOptions) {
    this.registry.setDefaultLabels({ service });
    if (processMetrics) collectDefaultMetrics({ register: this.registry, prefix: PREFIX });
    this.gauge({ name: 'build_info', help: 'Always 1; the label is the running version.', labels: ['version'] }).set(
      { version },
      1,
    );
  }

  counter<L extends string = never>(options: MetricOptions<L>): Counter<L> {
    return new Counter(this.configurationOf(options));
  }

  /** `collect` is asked at each scrape, for values that are cheaper to read than to follow. */
  gauge<L extends string = never>(options: MetricOptions<L>, collect?: (gauge: Gauge<L>) => void): Gauge<L> {
    const configuration = this.configurationOf(options);
    if (collect === undefined) return new Gauge(configuration);
    const gauge: Gauge<L> = new Gauge({ ...configuration, collect: () => collect(gauge) });
    return gauge;
  }

  histogram<L extends string = never>(options: MetricOptions<L>, bucketsSeconds?: readonly number[]): Histogram<L> {
    const configuration = this.configurationOf(options);
    return new Histogram(
      bucketsSeconds === undefined ? configuration : { ...configuration, buckets: [...bucketsSeconds] },
    );
  }

  /** For what other libraries have made; its name must carry the prefix already. */
  register(metric: Metric): void {
    this.registry.registerMetric(metric);
  }

  /** For who counts in heaps: the last moment to put them in. */
  beforePrint(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** The text of a scrape. */
  print(): Promise<string> {
    for (const listener of this.listeners) listener();
    return this.registry.metrics();
  }

  private configurationOf<L extends string>({ name, help, labels = [] }: MetricOptions<L>) {
    return { name: `${PREFIX}${name}`, help, labelNames: [...labels], registers: [this.registry] };
  }
}
