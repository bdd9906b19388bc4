import { pipelineList } from '@caregate/core-contracts';
import { paths } from '../api/paths.js';
import { LiveMark } from '../live/live-mark.js';
import { useLive } from '../live/use-live.js';
import { Moment } from '../parts/moment.js';
import { PageHeading } from '../parts/page-heading.js';
import { RecordList } from '../parts/record-list.js';
import { StatusBadge } from '../parts/status-badge.js';

export function PipelinesPage() {
  const { query, mark } = useLive(pipelineList, paths.pipelines);
  return (
    <>
      <PageHeading title="Pipelines" action={<LiveMark state={mark} />}>
        Work in stages, and which of them are done.
      </PageHeading>
      <RecordList
        label="Pipelines"
        query={query}
        items={({ pipelines }) => pipelines}
        keyOf={({ pipeline_id: id }) => id}
        empty="No pipeline has been started yet."
        hint="A pipeline is here as soon as somebody creates it."
        columns={[
          {
            header: 'Pipeline',
            cell: ({ name, pipeline_id: id }) => (
              <>
                <div className="name">{name}</div>
                <div className="mono quiet">{id}</div>
              </>
            ),
          },
          { header: 'Status', cell: ({ status }) => <StatusBadge status={status} /> },
          { header: 'Stages', cell: ({ stages }) => <Stages stages={stages} /> },
          { header: 'Created', cell: ({ created_at: at }) => <Moment at={at} /> },
          { header: 'Completed', cell: ({ completed_at: at }) => <Moment at={at} /> },
        ]}
      />
    </>
  );
}

interface Stage {
  readonly stage: number;
  readonly name: string;
  readonly status: string;
}

function Stages({ stages }: { readonly stages: readonly Stage[] }) {
  const done = stages.filter(({ status }) => status === 'completed').length;
  const current = stages.find(({ status }) => status === 'running' || status === 'failed');
  return (
    <>
      <ol className="stages" aria-hidden="true">
        {stages.map(({ stage, status }) => (
          <li key={stage} data-status={status} />
        ))}
      </ol>
      <div className="quiet">
        {done} of {stages.length}
        {current === undefined ? '' : `, ${current.name} ${current.status}`}
      </div>
    </>
  );
}
