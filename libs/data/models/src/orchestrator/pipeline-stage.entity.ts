import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One step of a pipeline; what it is called is data, as five sets of names are in use. */
@Entity({ schema: 'orchestrator', name: 'pipeline_stage' })
export class PipelineStage {
  @PrimaryColumn({ name: 'pipeline_id', type: 'uuid' })
  pipelineId!: string;

  @PrimaryColumn({ name: 'stage', type: 'integer' })
  stage!: number;

  @Column({ name: 'name', type: 'text' })
  name!: string;

  @Column({ name: 'task_type', type: 'text' })
  taskType!: string;

  @Column({ name: 'dependencies', type: 'integer', array: true, default: () => `'{}'` })
  dependencies!: readonly number[];

  @Column({ name: 'pending_dependencies', type: 'integer', default: 0 })
  pendingDependencies!: number;

  @Column({ name: 'status', type: 'text', default: 'pending' })
  status!: 'pending' | 'running' | 'completed' | 'failed' | 'cancelled';

  @Column({ name: 'task_id', type: 'uuid', nullable: true })
  taskId!: string | null;

  @Column({ name: 'started_at', type: 'timestamp with time zone', nullable: true })
  startedAt!: Date | null;

  @Column({ name: 'completed_at', type: 'timestamp with time zone', nullable: true })
  completedAt!: Date | null;
}
