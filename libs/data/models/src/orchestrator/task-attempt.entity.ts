import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who had a task when, and how that ended. */
@Entity({ schema: 'orchestrator', name: 'task_attempt' })
export class TaskAttempt {
  @PrimaryColumn({ name: 'attempt_token', type: 'uuid' })
  attemptToken!: string;

  @Column({ name: 'task_id', type: 'uuid' })
  taskId!: string;

  @Column({ name: 'attempt', type: 'integer' })
  attempt!: number;

  @Column({ name: 'agent_id', type: 'text' })
  agentId!: string;

  @Column({ name: 'assigned_at', type: 'timestamp with time zone', default: () => 'now()' })
  assignedAt!: Date;

  @Column({ name: 'ended_at', type: 'timestamp with time zone', nullable: true })
  endedAt!: Date | null;

  @Column({ name: 'outcome', type: 'text', nullable: true })
  outcome!: string | null;
}
