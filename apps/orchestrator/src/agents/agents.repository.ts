import type { AgentQuery, DiscoveryQuery } from '@caregate/core-contracts';
import { DomainError } from '@caregate/core-errors';
import type { DataSource } from 'typeorm';
import { healthOf, type AgentRow } from './agent-row.js';

const SELECT = `select a.*, (select count(*) from orchestrator.task t
  where t.assigned_agent_id = a.agent_id and t.status in ('assigned', 'running')) as current_tasks
  from orchestrator.agent a`;

/** What a caller may sort by, as SQL of ours; ids make the order total. */
const ORDERS: Readonly<Record<NonNullable<AgentQuery['sort']>, string>> = {
  registered_at: 'a.registered_at',
  '-registered_at': 'a.registered_at desc',
  name: 'a.name',
  '-name': 'a.name desc',
  last_heartbeat: 'a.last_heartbeat nulls last',
  '-last_heartbeat': 'a.last_heartbeat desc nulls last',
};

export class AgentsRepository {
  constructor(private readonly dataSource: DataSource) {}

  async byTokenHash(hash: Buffer): Promise<{ agentId: string; tokenHash: Buffer; registeredAt: Date } | undefined> {
    const [row] = await this.dataSource.query<{ agentId: string; tokenHash: Buffer; registeredAt: Date }[]>(
      `select agent_id as "agentId", token_hash as "tokenHash", registered_at as "registeredAt"
         from orchestrator.agent where token_hash = $1`,
      [hash],
    );
    return row;
  }

  async get(agentId: string): Promise<AgentRow> {
    const [row] = await this.dataSource.query<AgentRow[]>(`${SELECT} where a.agent_id = $1`, [agentId]);
    if (row === undefined) throw new DomainError('agent.not_found');
    return row;
  }

  async list({ status, type, capability, limit, offset, sort = 'registered_at' }: AgentQuery) {
    const where = `($1::text is null or a.status = $1) and ($2::text is null or a.type = $2)
      and ($3::text is null or a.capabilities @> array[$3::text])`;
    const values = [status ?? null, type ?? null, capability ?? null];
    const [counted] = await this.dataSource.query<{ total: number }[]>(
      `select count(*) as total from orchestrator.agent a where ${where}`,
      values,
    );
    const rows = await this.dataSource.query<AgentRow[]>(
      `${SELECT} where ${where} order by ${ORDERS[sort]}, a.agent_id limit $4 offset $5`,
      [...values, limit, offset],
    );
    return { rows, total: counted?.total ?? 0 };
  }

  /** Those that could take work: asked for by what they can do. */
  async discover({ capability, health }: DiscoveryQuery): Promise<AgentRow[]> {
    const { rows } = await this.list({ capability, limit: 1_000, offset: 0 });
    return rows.filter((row) => (health === undefined ? row.status !== 'inactive' : healthOf(row) === health));
  }
}
