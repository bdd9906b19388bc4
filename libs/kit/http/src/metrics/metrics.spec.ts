import { Counter, Registry } from 'prom-client';
import { Metrics } from './metrics.js';

const options = { service: 'ward', version: '1.2.3' };

describe('the metrics of an app', () => {
  it('take what other kits count, under one prefix', async () => {
    const metrics = new Metrics({ ...options, processMetrics: false });
    metrics.counter({ name: 'tool_calls_total', help: 'Calls.', labels: ['tool'] }).inc({ tool: 'get_patient' });
    metrics.histogram({ name: 'tool_seconds', help: 'Time.' }, [1, 2]).observe(1.5);
    let sockets = 3;
    metrics.gauge({ name: 'open_sockets', help: 'Sockets.' }, (gauge) => gauge.set(sockets));
    sockets = 4;
    const text = await metrics.print();
    expect(text).toContain('caregate_tool_calls_total{tool="get_patient",service="ward"} 1');
    expect(text).toContain('caregate_tool_seconds_bucket{le="2",service="ward"} 1');
    expect(text).toContain('caregate_open_sockets{service="ward"} 4');
  });

  it('take metrics that a library made itself', async () => {
    const metrics = new Metrics({ ...options, processMetrics: false });
    metrics.register(new Counter({ name: 'caregate_other_total', help: 'Other.', registers: [new Registry()] }));
    expect(await metrics.print()).toContain('caregate_other_total');
  });

  it('are not shared by two apps of one process', async () => {
    const [a, b] = [
      new Metrics({ ...options, processMetrics: false }),
      new Metrics({ ...options, processMetrics: false }),
    ];
    a.counter({ name: 'x_total', help: 'X.' }).inc();
    b.counter({ name: 'x_total', help: 'X.' });
    expect(await b.print()).toContain('caregate_x_total{service="ward"} 0');
  });

  it('tell of the process as well', async () => {
    const text = await new Metrics(options).print();
    expect(text).toMatch(/caregate_process_resident_memory_bytes\{service="ward"\} \d+/);
    expect(text).toMatch(/caregate_nodejs_eventloop_lag_seconds/);
  });
});
