import { agentList, agentStatus } from '@caregate/core-contracts';
import { paths } from '../api/paths.js';
import { LIVE_LIMIT, useLive } from '../live/use-live.js';
import { Moment } from '../parts/moment.js';
import { NumberedPager } from '../parts/numbered-pager.js';
import { RecordList } from '../parts/record-list.js';
import { StatusBadge } from '../parts/status-badge.js';
import { useAddress } from '../parts/use-address.js';
import { useShown } from '../parts/use-shown.js';
import { AgentDrawer } from './agent-drawer.js';
import { choicesOf } from '../parts/choices.js';
import { LivePage } from './live-page.js';
import { RecordName } from './record-name.js';

const filters = [
  { name: 'status', label: 'Status', choices: choicesOf(agentStatus.options) },
  {
    name: 'sort',
    label: 'Order',
    choices: [
      { value: '', label: 'As registered' },
      { value: 'name', label: 'Name' },
      { value: '-last_heartbeat', label: 'Last heard of' },
    ],
  },
];

export function AgentsPage() {
  const { said, page, change, turnTo } = useAddress(['status', 'sort']);
  const { query, mark } = useLive(agentList, paths.agents, { ...said, page });
  const { shown, addressOf, close } = useShown('/agents');
  return (
    <LivePage
      title="Agents"
      about="Programs that take up work here, and whether they are heard of."
      {...{ mark, filters, said, change }}
    >
      <RecordList
        label="Agents"
        query={query}
        items={({ agents }) => agents}
        keyOf={({ agent_id: id }) => id}
        empty={said.status === '' ? 'No agent has registered yet.' : 'No agent has this status.'}
        hint="An agent is here as soon as it is registered, connected or not."
        columns={[
          {
            header: 'Agent',
            cell: ({ name, agent_id: id }) => <RecordName name={name} id={id} to={addressOf(id)} />,
          },
          { header: 'Type', cell: ({ type }) => type },
          { header: 'Status', cell: ({ status }) => <StatusBadge status={status} /> },
          { header: 'Health', cell: ({ health }) => <StatusBadge status={health} /> },
          { header: 'Tasks', cell: ({ current_tasks: now, max_concurrent_tasks: most }) => `${now} of ${most}` },
          { header: 'Last heard of', cell: ({ last_heartbeat: at }) => <Moment at={at} /> },
        ]}
      />
      <NumberedPager page={page} limit={LIVE_LIMIT} total={query.data?.pagination.total} turnTo={turnTo} />
      <AgentDrawer id={shown} close={close} />
    </LivePage>
  );
}
