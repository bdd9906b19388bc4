import { agentList } from '@caregate/core-contracts';
import { paths } from '../api/paths.js';
import { LiveMark } from '../live/live-mark.js';
import { useLive } from '../live/use-live.js';
import { Moment } from '../parts/moment.js';
import { PageHeading } from '../parts/page-heading.js';
import { RecordList } from '../parts/record-list.js';
import { StatusBadge } from '../parts/status-badge.js';

export function AgentsPage() {
  const { query, mark } = useLive(agentList, paths.agents);
  return (
    <>
      <PageHeading title="Agents" action={<LiveMark state={mark} />}>
        Programs that take up work here, and whether they are heard of.
      </PageHeading>
      <RecordList
        label="Agents"
        query={query}
        items={({ agents }) => agents}
        keyOf={({ agent_id: id }) => id}
        empty="No agent has registered yet."
        hint="An agent is here as soon as it is registered, connected or not."
        columns={[
          {
            header: 'Agent',
            cell: ({ name, agent_id: id }) => (
              <>
                <div className="name">{name}</div>
                <div className="mono quiet">{id}</div>
              </>
            ),
          },
          { header: 'Type', cell: ({ type }) => type },
          { header: 'Status', cell: ({ status }) => <StatusBadge status={status} /> },
          { header: 'Health', cell: ({ health }) => <StatusBadge status={health} /> },
          { header: 'Tasks', cell: ({ current_tasks: now, max_concurrent_tasks: most }) => `${now} of ${most}` },
          { header: 'Last heard of', cell: ({ last_heartbeat: at }) => <Moment at={at} /> },
        ]}
      />
    </>
  );
}
