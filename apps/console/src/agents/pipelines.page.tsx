import { pipelineList, pipelineStatus } from '@caregate/core-contracts';
import { paths } from '../api/paths.js';
import { LIVE_LIMIT, useLive } from '../live/use-live.js';
import { Moment } from '../parts/moment.js';
import { NumberedPager } from '../parts/numbered-pager.js';
import { RecordList } from '../parts/record-list.js';
import { StatusBadge } from '../parts/status-badge.js';
import { useAddress } from '../parts/use-address.js';
import { useShown } from '../parts/use-shown.js';
import { choicesOf } from '../parts/choices.js';
import { LivePage } from './live-page.js';
import { PipelineDrawer } from './pipeline-drawer.js';
import { PipelineStages } from './pipeline-stages.js';
import { RecordName } from './record-name.js';

const filters = [{ name: 'status', label: 'Status', choices: choicesOf(pipelineStatus.options) }];

export function PipelinesPage() {
  const { said, page, change, turnTo } = useAddress(['status']);
  const { query, mark } = useLive(pipelineList, paths.pipelines, { ...said, page });
  const { shown, addressOf, close } = useShown('/pipelines');
  return (
    <LivePage
      title="Pipelines"
      about="Work in stages, and which of them are done."
      {...{ mark, filters, said, change }}
    >
      <RecordList
        label="Pipelines"
        query={query}
        items={({ pipelines }) => pipelines}
        keyOf={({ pipeline_id: id }) => id}
        empty={said.status === '' ? 'No pipeline has been started yet.' : 'No pipeline has this status.'}
        hint="A pipeline is here as soon as somebody creates it."
        columns={[
          {
            header: 'Pipeline',
            cell: ({ name, pipeline_id: id }) => <RecordName name={name} id={id} to={addressOf(id)} />,
          },
          { header: 'Status', cell: ({ status }) => <StatusBadge status={status} /> },
          { header: 'Stages', cell: ({ stages }) => <PipelineStages stages={stages} /> },
          { header: 'Created', cell: ({ created_at: at }) => <Moment at={at} /> },
          { header: 'Completed', cell: ({ completed_at: at }) => <Moment at={at} /> },
        ]}
      />
      <NumberedPager page={page} limit={LIVE_LIMIT} total={query.data?.pagination.total} turnTo={turnTo} />
      <PipelineDrawer id={shown} close={close} />
    </LivePage>
  );
}
