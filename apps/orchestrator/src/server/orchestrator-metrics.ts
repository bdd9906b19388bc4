import type { Metrics } from '@caregate/kit-http';
import type { OrchestratorCore } from './orchestrator-core.js';

interface Counts {
  readonly name: string;
  readonly status: string;
  readonly count: number;
}

const REFRESH_MILLISECONDS = 10_000;

/** What Prometheus is told of this app, besides what every app tells. Rows are counted at most every ten seconds. */
export function orchestratorMetrics(metrics: Metrics, { doors, local, watch }: OrchestratorCore): void {
  const agents = metrics.gauge({ name: 'agents', help: 'Registered agents by state.', labels: ['status'] });
  const tasks = metrics.gauge({ name: 'tasks', help: 'Tasks of the last day by state.', labels: ['status'] });
  const pipelines = metrics.gauge({
    name: 'pipelines',
    help: 'Pipelines of the last day by state.',
    labels: ['status'],
  });
  const seconds = metrics.gauge({
    name: 'task_duration_seconds_mean',
    help: 'From creation to result, mean of the tasks completed in the last five minutes.',
  });
  metrics.gauge({ name: 'agents_connected', help: 'Agents whose connection ends in this process.' }, (gauge) =>
    gauge.set(local.size),
  );
  metrics.gauge({ name: 'orchestrator_sockets_open', help: 'Connections to the WebSocket port.' }, (gauge) =>
    gauge.set(watch.size),
  );
  const gauges = { agent: agents, task: tasks, pipeline: pipelines };
  let countedAt = Number.NEGATIVE_INFINITY;
  metrics.beforePrint(() => {
    if (performance.now() - countedAt < REFRESH_MILLISECONDS) return;
    countedAt = performance.now();
    void count().catch(() => (countedAt = Number.NEGATIVE_INFINITY));
  });
  const count = async () => {
    const rows = await doors.dataSource.query<Counts[]>(COUNTS);
    for (const gauge of Object.values(gauges)) gauge.reset();
    for (const { name, status, count: amount } of rows)
      if (name === 'seconds') seconds.set(amount);
      else gauges[name as keyof typeof gauges].set({ status }, amount);
  };
}

const COUNTS = `
  select 'agent' as name, status, count(*)::float8 as count from orchestrator.agent group by status
  union all
  select 'task', status, count(*)::float8 from orchestrator.task where created_at > now() - interval '1 day' group by status
  union all
  select 'pipeline', status, count(*)::float8 from orchestrator.pipeline
   where created_at > now() - interval '1 day' group by status
  union all
  select 'seconds', '', coalesce(avg(extract(epoch from completed_at - created_at)), 0)::float8 from orchestrator.task
   where status = 'completed' and completed_at > now() - interval '5 minutes'`;
