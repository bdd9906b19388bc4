import { agent as agentContract, type Agent } from '@caregate/core-contracts';
import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../api/paths.js';
import { liveKey } from '../live/use-live.js';
import { Chips } from '../parts/chips.js';
import { Copyable } from '../parts/copyable.js';
import { Facts, type Fact } from '../parts/facts.js';
import { Moment } from '../parts/moment.js';
import { RecordDrawer } from '../parts/record-drawer.js';
import { StatusBadge } from '../parts/status-badge.js';

/** What an agent said of itself, and when it was heard of. */
export function AgentDrawer({ id, close }: { readonly id: string | undefined; readonly close: () => void }) {
  return (
    <RecordDrawer
      id={id}
      schema={agentContract}
      path={paths.agents}
      queryKey={liveKey(paths.agents)}
      titleOf={({ name }) => name}
      close={close}
    >
      {(agent) => (
        <>
          <Facts facts={factsOf(agent)} />
          <div className="actions">
            <Button variant="default" size="xs" component={Link} to={`/tasks?agent_id=${agent.agent_id}`}>
              Its tasks
            </Button>
          </div>
        </>
      )}
    </RecordDrawer>
  );
}

function factsOf(agent: Agent): Fact[] {
  return [
    ['Status', <StatusBadge key="status" status={agent.status} />],
    ['Health', <StatusBadge key="health" status={agent.health} />],
    ['Type', agent.type],
    ['Can do', <Chips key="can" names={agent.capabilities} />],
    ['Tasks', `${agent.current_tasks} of ${agent.max_concurrent_tasks}`],
    ['Version', agent.version],
    // As text: an agent may give any address, and nobody should be led there from here.
    ['Endpoint', agent.endpoint_url],
    ['Health check', agent.health_check_url],
    ['Registered', <Moment key="registered" at={agent.registered_at} exact />],
    ['Last heard of', <Moment key="heard" at={agent.last_heartbeat} exact />],
    ['Id', <Copyable key="id" text={agent.agent_id} what="id" />],
  ];
}
