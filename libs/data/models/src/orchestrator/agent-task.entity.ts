import { Column, CreateDateColumn, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/** A piece of work for an agent: the record of it, whatever a queue holds. */
@Entity({ schema: 'orchestrator', name: 'task' })
export class AgentTask {
  @PrimaryColumn({ name: 'task_id', type: 'uuid', default: () => 'uuidv7()' })
  taskId!: string;

  @Column({ name: 'pipeline_id', type: 'uuid', nullable: true })
  pipelineId!: string | null;

  @Column({ name: 'stage', type: 'integer', nullable: true })
  stage!: number | null;

  /** The capability that an agent needs for it. */
  @Column({ name: 'task_type', type: 'text' })
  taskType!: string;

  @Column({ name: 'parameters', type: 'jsonb', default: {} })
  parameters!: Record<string, unknown>;

  @Column({ name: 'priority', type: 'integer', default: 5 })
  priority!: number;

  @Column({ name: 'deadline', type: 'timestamp with time zone', nullable: true })
  deadline!: Date | null;

  @Column({ name: 'status', type: 'text' })
  status!: 'pending' | 'queued' | 'assigned' | 'running' | 'completed' | 'failed' | 'cancelled' | 'timeout';

  @Column({ name: 'pending_dependencies', type: 'integer', default: 0 })
  pendingDependencies!: number;

  /** Counts up with every time that it is queued; names the ticket. */
  @Column({ name: 'attempt', type: 'integer', default: 1 })
  attempt!: number;

  @Column({ name: 'retry_count', type: 'integer', default: 0 })
  retryCount!: number;

  /** Of these, those after an agent was lost. */
  @Column({ name: 'lost_count', type: 'integer', default: 0 })
  lostCount!: number;

  @Column({ name: 'max_retries', type: 'integer', default: 3 })
  maxRetries!: number;

  /** `RetryPolicy` of the contracts; null where it is tried again as usual. */
  @Column({ name: 'retry', type: 'jsonb', nullable: true })
  retry!: unknown;

  @Column({ name: 'assigned_agent_id', type: 'text', nullable: true })
  assignedAgentId!: string | null;

  /** Fences: only who shows it may deliver a result. */
  @Column({ name: 'attempt_token', type: 'uuid', nullable: true })
  attemptToken!: string | null;

  @Column({ name: 'assigned_at', type: 'timestamp with time zone', nullable: true })
  assignedAt!: Date | null;

  @Column({ name: 'lease_expires_at', type: 'timestamp with time zone', nullable: true })
  leaseExpiresAt!: Date | null;

  /** Given by name to an agent that was not connected; it gets it when it comes. */
  @Column({ name: 'undelivered', type: 'boolean', default: false })
  undelivered!: boolean;

  @Column({ name: 'progress', type: 'real', default: 0 })
  progress!: number;

  @Column({ name: 'result', type: 'jsonb', nullable: true })
  result!: unknown;

  @Column({ name: 'error', type: 'text', nullable: true })
  error!: string | null;

  /** When its ticket is due, and when the sweeper last looked after that. */
  @Column({ name: 'due_at', type: 'timestamp with time zone', default: () => 'now()' })
  dueAt!: Date;

  @Column({ name: 'ticketed_at', type: 'timestamp with time zone', nullable: true })
  ticketedAt!: Date | null;

  @Column({ name: 'created_by', type: 'text' })
  createdBy!: string;

  @Column({ name: 'idempotency_key', type: 'text', nullable: true })
  idempotencyKey!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamp with time zone', default: () => 'now()' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamp with time zone', default: () => 'now()' })
  updatedAt!: Date;

  @Column({ name: 'started_at', type: 'timestamp with time zone', nullable: true })
  startedAt!: Date | null;

  @Column({ name: 'completed_at', type: 'timestamp with time zone', nullable: true })
  completedAt!: Date | null;
}
