import { text } from 'node:stream/consumers';
import { exportClinic } from '../load/export-clinic.js';
import { importClinic } from '../load/import-clinic.js';

const USAGE = 'Usage: record export <database url> > record.json, or: record import <database url> < record.json';

/** The export script of the health record, and its way back. Answers the exit status. */
export async function recordCommand(args: readonly string[], io: CommandStreams): Promise<number> {
  const [action, url] = args;
  if (url === undefined || (action !== 'export' && action !== 'import')) {
    io.error.write(`${USAGE}\n`);
    return 2;
  }
  try {
    if (action === 'export') io.output.write(await exportClinic(url));
    else await importClinic(url, await text(io.input));
    return 0;
  } catch (error) {
    io.error.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

interface CommandStreams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly error: NodeJS.WritableStream;
}
