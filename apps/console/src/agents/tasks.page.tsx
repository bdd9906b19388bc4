import { taskList } from '@caregate/core-contracts';
import { Progress } from '@mantine/core';
import { paths } from '../api/paths.js';
import { LiveMark } from '../live/live-mark.js';
import { useLive } from '../live/use-live.js';
import { Moment } from '../parts/moment.js';
import { PageHeading } from '../parts/page-heading.js';
import { RecordList } from '../parts/record-list.js';
import { StatusBadge } from '../parts/status-badge.js';

export function TasksPage() {
  const { query, mark } = useLive(taskList, paths.tasks);
  return (
    <>
      <PageHeading title="Tasks" action={<LiveMark state={mark} />}>
        Work given to agents, and how far it is.
      </PageHeading>
      <RecordList
        label="Tasks"
        query={query}
        items={({ tasks }) => tasks}
        keyOf={({ task_id: id }) => id}
        empty="No task has been created yet."
        hint="A task is here as soon as somebody, or a pipeline, creates it."
        columns={[
          {
            header: 'Task',
            cell: ({ task_type: type, task_id: id }) => (
              <>
                <div className="name">{type}</div>
                <div className="mono quiet">{id}</div>
              </>
            ),
          },
          { header: 'Status', cell: ({ status }) => <StatusBadge status={status} /> },
          {
            header: 'Progress',
            cell: ({ progress, status, task_id: id }) => (
              <Progress
                className="bar"
                value={progress * 100}
                color={colourOf(status)}
                aria-label={`Progress of ${id}`}
                miw={90}
              />
            ),
          },
          { header: 'Agent', cell: ({ assigned_agent_id: id }) => <span className="mono">{id ?? '–'}</span> },
          { header: 'Attempts', cell: ({ retry_count: retries }) => retries + 1 },
          { header: 'Created', cell: ({ created_at: at }) => <Moment at={at} /> },
        ]}
      />
    </>
  );
}

function colourOf(status: string): string {
  if (status === 'completed') return 'var(--done)';
  return status === 'failed' || status === 'timeout' ? 'var(--failed)' : 'var(--accent)';
}
