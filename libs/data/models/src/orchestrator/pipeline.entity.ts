import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** Stages that lead from an input to an output. */
@Entity({ schema: 'orchestrator', name: 'pipeline' })
export class Pipeline {
  @PrimaryColumn({ name: 'pipeline_id', type: 'uuid', default: () => 'uuidv7()' })
  pipelineId!: string;

  @Column({ name: 'name', type: 'text' })
  name!: string;

  @Column({ name: 'description', type: 'text', nullable: true })
  description!: string | null;

  @Column({ name: 'template', type: 'text', nullable: true })
  template!: string | null;

  /** `automatic`: a stage starts as soon as those before it are done; `manual`: when it is executed. */
  @Column({ name: 'execution_mode', type: 'text', default: 'automatic' })
  executionMode!: 'automatic' | 'manual';

  @Column({ name: 'status', type: 'text', default: 'created' })
  status!: 'created' | 'running' | 'completed' | 'failed' | 'cancelled';

  @Column({ name: 'input_data', type: 'jsonb', default: {} })
  inputData!: Record<string, unknown>;

  @Column({ name: 'output_data', type: 'jsonb', nullable: true })
  outputData!: unknown;

  @Column({ name: 'metadata', type: 'jsonb', default: {} })
  metadata!: Record<string, unknown>;

  @Column({ name: 'tags', type: 'text', array: true, default: () => `'{}'` })
  tags!: readonly string[];

  @Column({ name: 'created_by', type: 'text' })
  createdBy!: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamp with time zone', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'started_at', type: 'timestamp with time zone', nullable: true })
  startedAt!: Date | null;

  @Column({ name: 'completed_at', type: 'timestamp with time zone', nullable: true })
  completedAt!: Date | null;
}
