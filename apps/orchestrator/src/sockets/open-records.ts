import type { News } from '../work/work.js';

type Kind = 'task' | 'pipeline';
type Part = 'itself' | number;

interface OpenRecord {
  readonly kind: Kind;
  /** What was told last: of the record itself, and of the stages of a pipeline. */
  readonly states: Map<Part, string>;
  heardAt: number;
}

/** Enough for what is under way at one time; what is forgotten is only not looked after. */
const RECORDS_MAX = 10_000;
const ENDED = new Set(['completed', 'failed', 'cancelled', 'timeout']);

/** Tasks and pipelines of which this process has told watchers something, but not yet the end. */
export class OpenRecords {
  private readonly records = new Map<string, OpenRecord>();

  constructor(private readonly clock: () => number = () => performance.now()) {}

  /** To be called with whatever is told. */
  told({ event, payload }: News): void {
    if (event === 'task:status') this.begin('task', payload.taskId, payload.status);
    if (event === 'pipeline:status') this.begin('pipeline', payload.pipelineId, payload.status);
    // What comes after the end begins nothing anew.
    if (event === 'progress:update') this.goOn(payload.taskId, 'itself', payload.status);
    if (event === 'pipeline:stage') this.goOn(payload.pipelineId, payload.stage, payload.status);
  }

  /** Somebody begins to watch, and may have read how it stands. */
  watched(kind: Kind, id: string, status: string): void {
    if (!this.records.has(id)) this.begin(kind, id, status);
  }

  /** Of which nothing was heard for so long; each of them is named again only after as long. */
  silent(kind: Kind, milliseconds: number, countMax: number): string[] {
    const now = this.clock();
    const ids: string[] = [];
    for (const [id, record] of this.records) {
      if (ids.length === countMax || now - record.heardAt < milliseconds) break;
      if (record.kind === kind) ids.push(id);
    }
    for (const id of ids) this.heard(id, now);
    return ids;
  }

  /** Whether watchers know of another state than this one. */
  isNews(id: string, part: Part, status: string): boolean {
    const record = this.records.get(id);
    return record !== undefined && (record.states.get(part) ?? 'pending') !== status;
  }

  private begin(kind: Kind, id: string, status: string): void {
    if (ENDED.has(status)) return void this.records.delete(id);
    if (!this.records.has(id)) this.records.set(id, { kind, states: new Map(), heardAt: 0 });
    this.goOn(id, 'itself', status);
    const [oldest] = this.records.keys();
    if (this.records.size > RECORDS_MAX && oldest !== undefined) this.records.delete(oldest);
  }

  private goOn(id: string, part: Part, status: string): void {
    this.records.get(id)?.states.set(part, status);
    this.heard(id, this.clock());
  }

  /** The map is in the order in which they were heard of. */
  private heard(id: string, now: number): void {
    const record = this.records.get(id);
    if (record === undefined) return;
    record.heardAt = now;
    this.records.delete(id);
    this.records.set(id, record);
  }
}
