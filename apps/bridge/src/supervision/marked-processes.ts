import { MARK } from './mark.js';
import { processTable, variablesOf, type ProcessEntry } from './process-table.js';

/** A process that something behind the gateway has started, by the mark that it inherited. */
export interface MarkedProcess extends ProcessEntry {
  readonly mark: string;
}

let coming: Promise<readonly MarkedProcess[]> | undefined;

/**
 * All that carry a mark. Whoever asks within the same turn of the event loop shares the look that follows: one costs two
 * files of each process of the machine, and when the gateway stops every session asks.
 */
export function markedProcesses(): Promise<readonly MarkedProcess[]> {
  coming ??= new Promise((resolve) =>
    setImmediate(() => {
      coming = undefined;
      resolve(look());
    }),
  );
  return coming;
}

function look(): readonly MarkedProcess[] {
  return processTable().flatMap((entry) => {
    const mark = variablesOf(entry.id).find((variable) => variable.startsWith(MARK));
    return mark === undefined ? [] : { ...entry, mark };
  });
}
