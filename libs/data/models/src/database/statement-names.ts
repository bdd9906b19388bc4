import { LRUCache } from 'lru-cache';

/** How often a statement is asked before it is prepared; drivers of other languages begin at as many. */
const ASKED_MIN = 5;

/** Each is a plan in the memory of the connection's process. */
const NAMES_MAX = 100;

/** Texts that are put together from what somebody asks for come and go, and are not counted forever. */
const COUNTED_MAX = 500;

/** A migration that adds a column changes what these answer, which a prepared statement must not (SQLSTATE 0A000). */
const OF_ALL_COLUMNS = /\b(?:select|returning)\s+\*|\.\*/iu;

/** Which statements of a connection are prepared: those that come again. */
export class StatementNames {
  private readonly names = new Map<string, string>();
  private readonly asked = new LRUCache<string, number>({ max: COUNTED_MAX });
  private given = 0;

  /** `undefined` for a statement that is to be parsed and planned by itself. */
  nameOf(text: string): string | undefined {
    const known = this.names.get(text);
    if (known !== undefined || this.names.size >= NAMES_MAX) return known;
    const times = (this.asked.get(text) ?? 0) + 1;
    this.asked.set(text, times);
    if (times !== ASKED_MIN || OF_ALL_COLUMNS.test(text)) return undefined;
    const name = `caregate_${(this.given += 1)}`;
    this.names.set(text, name);
    return name;
  }

  /** It gets another name when it comes again. */
  forget(text: string): void {
    this.names.delete(text);
    this.asked.delete(text);
  }
}
