import { Entity, PrimaryColumn } from 'typeorm';

/** A task that waits for another. */
@Entity({ schema: 'orchestrator', name: 'task_dependency' })
export class TaskDependency {
  @PrimaryColumn({ name: 'task_id', type: 'uuid' })
  taskId!: string;

  @PrimaryColumn({ name: 'depends_on', type: 'uuid' })
  dependsOn!: string;
}
