import { StartRefused } from '../stack/words/start-refused.error.js';
import { toolArguments } from './tool-arguments.js';
import { openTryClient, type TryListing, type TryTarget, type TryTransport } from './try-client.js';

export interface TryOptions {
  readonly transport: TryTransport;
  /** Absent: the tools are listed. */
  readonly tool?: string | undefined;
  readonly given: readonly string[];
  readonly print: (line: string) => void;
}

/** Lists the tools of the health record or calls one of them; whether it was done. */
export async function tryTools(target: TryTarget, { transport, tool, given, print }: TryOptions): Promise<boolean> {
  const client = await openTryClient(transport, target);
  try {
    const tools = await client.list();
    if (tool === undefined) {
      for (const each of tools) print(lineOf(each));
      return true;
    }
    const listing = tools.find(({ name }) => name === tool);
    if (listing === undefined)
      throw new StartRefused(
        `This client is shown no tool "${tool}".`,
        'npm run ehr -- try lists those that it may call.',
      );
    const answer = await client.call(tool, toolArguments(listing, given));
    for (const { type, text } of answer.content) print(text ?? `(${type})`);
    return answer.isError !== true;
  } finally {
    await client.close();
  }
}

/** What is demanded stands by itself, what may be left out in brackets. */
function lineOf({ name, title = '', inputSchema }: TryListing): string {
  const names = Object.keys(inputSchema.properties);
  const shown = names.map((key) => (inputSchema.required.includes(key) ? key : `[${key}]`));
  return `${name.padEnd(24)} ${title}\n    ${shown.join(' ')}`;
}
