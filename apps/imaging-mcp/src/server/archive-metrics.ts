import type { Metrics } from '@caregate/kit-http';
import type { ArchiveMetrics } from '../archives/archive-metrics.port.js';

/** What Prometheus is told of the archives. */
export function archiveMetrics(metrics: Metrics): ArchiveMetrics {
  const calls = metrics.histogram({
    name: 'imaging_archive_call_duration_seconds',
    help: 'Calls to an archive, with all their attempts.',
    labels: ['archive', 'operation', 'outcome'],
  });
  const retries = metrics.counter({
    name: 'imaging_archive_retries_total',
    help: 'Attempts after the first: the archive was busy or failed.',
    labels: ['archive', 'operation'],
  });
  const asked = metrics.counter({
    name: 'imaging_cache_asked_total',
    help: 'Answers of archives looked for in memory.',
    labels: ['cache', 'result'],
  });
  const rendered = metrics.histogram({
    name: 'imaging_frame_render_duration_seconds',
    help: 'From the stored frame to the picture.',
  });
  return {
    callFinished: ({ archive, operation, outcome, seconds, retries: repeated }) => {
      calls.observe({ archive, operation, outcome }, seconds);
      if (repeated > 0) retries.inc({ archive, operation }, repeated);
    },
    cacheAsked: (cache, isHit) => asked.inc({ cache, result: isHit ? 'hit' : 'miss' }),
    frameRendered: (seconds) => rendered.observe(seconds),
  };
}
