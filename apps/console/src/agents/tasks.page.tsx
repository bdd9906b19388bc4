import { taskList, taskQuery, taskStatus } from '@caregate/core-contracts';
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
import { RecordName } from './record-name.js';
import { TaskDrawer } from './task-drawer.js';
import { TaskProgress } from './task-progress.js';

const filters = [
  { name: 'status', label: 'Status', choices: choicesOf(taskStatus.options) },
  { name: 'agent_id', label: 'Agent id', schema: taskQuery.shape.agent_id },
  { name: 'pipeline_id', label: 'Pipeline id', schema: taskQuery.shape.pipeline_id },
];

export function TasksPage() {
  const { said, page, change, turnTo } = useAddress(['status', 'agent_id', 'pipeline_id']);
  const { query, mark } = useLive(taskList, paths.tasks, { ...said, page });
  const { shown, addressOf, close } = useShown('/tasks');
  const isFiltered = Object.values(said).some((value) => value !== '');
  return (
    <LivePage title="Tasks" about="Work given to agents, and how far it is." {...{ mark, filters, said, change }}>
      <RecordList
        label="Tasks"
        query={query}
        items={({ tasks }) => tasks}
        keyOf={({ task_id: id }) => id}
        empty={isFiltered ? 'No task matches these filters.' : 'No task has been created yet.'}
        hint="A task is here as soon as somebody, or a pipeline, creates it."
        columns={[
          {
            header: 'Task',
            cell: ({ task_type: type, task_id: id }) => <RecordName name={type} id={id} to={addressOf(id)} />,
          },
          { header: 'Status', cell: ({ status }) => <StatusBadge status={status} /> },
          { header: 'Progress', cell: (task) => <TaskProgress task={task} /> },
          { header: 'Agent', cell: ({ assigned_agent_id: id }) => <span className="mono">{id ?? '–'}</span> },
          { header: 'Attempts', cell: ({ retry_count: retries }) => retries + 1 },
          { header: 'Created', cell: ({ created_at: at }) => <Moment at={at} /> },
        ]}
      />
      <NumberedPager page={page} limit={LIVE_LIMIT} total={query.data?.pagination.total} turnTo={turnTo} />
      <TaskDrawer id={shown} close={close} />
    </LivePage>
  );
}
