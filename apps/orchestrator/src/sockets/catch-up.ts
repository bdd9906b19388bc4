import type { Logger } from '@caregate/kit-http';
import { pipelineNews, stageNews } from '../pipelines/pipeline-news.js';
import type { PipelineRow, StageRow } from '../pipelines/pipeline-row.js';
import { taskNews } from '../tasks/task-news.js';
import type { TaskRow } from '../tasks/task-row.js';
import type { News } from '../work/work.js';
import type { Works } from '../work/works.js';
import type { OpenRecords } from './open-records.js';

export interface CatchUpParts {
  readonly works: Pick<Works, 'rows'>;
  readonly open: OpenRecords;
  /** To those who are connected here. */
  readonly tell: (news: readonly News[]) => void;
  readonly logger: Pick<Logger, 'warn'>;
}

interface Pair extends Pick<PipelineRow, 'pipeline_id' | 'created_by' | 'status'> {
  readonly stage: number;
  readonly stage_status: StageRow['status'];
}

const BATCH = 500;

/**
 * News is lost when the instance that made it dies before it has told it, or when what carries it is away. So of whatever
 * watchers here were told the beginning, and then nothing for a while, the row is looked at, and what it says is told.
 */
export class CatchUp {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;

  constructor(private readonly parts: CatchUpParts) {}

  start(everyMilliseconds: number): void {
    this.timer = setInterval(() => {
      this.looking ??= this.look(2 * everyMilliseconds)
        .catch((err: unknown) => this.parts.logger.warn({ err }, 'watchers wait for news that they may have missed'))
        .finally(() => (this.looking = undefined));
    }, everyMilliseconds);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  async look(silentMilliseconds: number): Promise<void> {
    await this.tasks(this.parts.open.silent('task', silentMilliseconds, BATCH));
    await this.pipelines(this.parts.open.silent('pipeline', silentMilliseconds, BATCH));
  }

  private async tasks(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const { works, open, tell } = this.parts;
    const rows = await works.rows<TaskRow>(
      `select task_id, pipeline_id, stage, status, attempt, assigned_agent_id, created_by
         from orchestrator.task where task_id = any($1)`,
      [ids],
    );
    tell(rows.filter(({ task_id, status }) => open.isNews(task_id, 'itself', status)).map(taskNews));
  }

  private async pipelines(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const { works, open, tell } = this.parts;
    const pairs = await works.rows<Pair>(
      `select p.pipeline_id, p.created_by, p.status, s.stage, s.status as stage_status
         from orchestrator.pipeline p join orchestrator.pipeline_stage s using (pipeline_id)
        where p.pipeline_id = any($1) order by p.pipeline_id, s.stage`,
      [ids],
    );
    for (const pair of pairs)
      if (open.isNews(pair.pipeline_id, pair.stage, pair.stage_status))
        tell(stageNews(pair, pair.stage, pair.stage_status));
    // Those that have ended are forgotten once their end is told.
    for (const pair of pairs)
      if (open.isNews(pair.pipeline_id, 'itself', pair.status)) tell(pipelineNews(pair, pair.status));
  }
}
