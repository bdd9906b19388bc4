import type { PipelineChanges } from '../pipelines/pipeline-changes.js';
import { Together } from '../work/together.js';
import type { Works } from '../work/works.js';
import { assignIn, type Assigning } from './task-assignment.js';
import { completeIn, type CompletedRow, type Completion } from './task-completion.js';
import { createTasksIn, type CreatedRow, type Creation } from './task-creation.js';
import { reportIn, type ProgressReport } from './task-progress.js';
import type { TaskRow } from './task-row.js';

/** What happens to every task, and so to many at the same time: each kind of change shares its transactions. */
export class TaskBatches {
  private readonly creations: Together<Creation, CreatedRow>;
  private readonly assignments: Together<Assigning, TaskRow | undefined>;
  private readonly reports: Together<ProgressReport, void>;
  private readonly completions: Together<Completion, CompletedRow>;

  constructor(works: Works, pipelines: PipelineChanges, leaseSeconds: number) {
    this.creations = new Together((items) => works.run((work) => createTasksIn(work, items)));
    this.assignments = new Together((items) =>
      works.run(async (work) =>
        (await assignIn(work, items, leaseSeconds)).map((value) => ({ status: 'fulfilled', value })),
      ),
    );
    // One batch after the other, so that what an agent reports last is what stays, and what watchers hear last.
    this.reports = new Together((items) => works.run((work) => reportIn(work, items, leaseSeconds)), {
      itemsMax: 100,
      runsMax: 1,
    });
    this.completions = new Together((items) => works.run((work) => completeIn(work, items, pipelines)));
  }

  /** Of a task that waits for no other and belongs to no pipeline. */
  create(creation: Creation): Promise<CreatedRow> {
    return this.creations.add(creation);
  }

  assign(assigning: Assigning): Promise<TaskRow | undefined> {
    return this.assignments.add(assigning);
  }

  report(report: ProgressReport): Promise<void> {
    return this.reports.add(report);
  }

  complete(completion: Completion): Promise<CompletedRow> {
    return this.completions.add(completion);
  }
}
