import { Column, CreateDateColumn, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/** A program that takes tasks. Its token is kept as a hash only. */
@Entity({ schema: 'orchestrator', name: 'agent' })
export class Agent {
  @PrimaryColumn({ name: 'agent_id', type: 'text' })
  agentId!: string;

  @Column({ name: 'name', type: 'text' })
  name!: string;

  @Column({ name: 'type', type: 'text' })
  type!: string;

  @Column({ name: 'capabilities', type: 'text', array: true })
  capabilities!: readonly string[];

  @Column({ name: 'version', type: 'text', nullable: true })
  version!: string | null;

  @Column({ name: 'endpoint_url', type: 'text', nullable: true })
  endpointUrl!: string | null;

  @Column({ name: 'health_check_url', type: 'text', nullable: true })
  healthCheckUrl!: string | null;

  @Column({ name: 'metadata', type: 'jsonb', default: {} })
  metadata!: Record<string, unknown>;

  @Column({ name: 'status', type: 'text', default: 'inactive' })
  status!: 'active' | 'inactive' | 'busy' | 'error';

  @Column({ name: 'tasks_max', type: 'integer', default: 1 })
  tasksMax!: number;

  @Column({ name: 'token_hash', type: 'bytea' })
  tokenHash!: Buffer;

  @Column({ name: 'registered_by', type: 'text' })
  registeredBy!: string;

  @CreateDateColumn({ name: 'registered_at', type: 'timestamp with time zone', default: () => 'now()' })
  registeredAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamp with time zone', default: () => 'now()' })
  updatedAt!: Date;

  @Column({ name: 'last_heartbeat', type: 'timestamp with time zone', nullable: true })
  lastHeartbeat!: Date | null;

  /** Set while a task that was sent to it was not acknowledged in time. */
  @Column({ name: 'suspect_since', type: 'timestamp with time zone', nullable: true })
  suspectSince!: Date | null;
}
