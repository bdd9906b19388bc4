import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** What the machine offers; given by the specs of this file only. */
export interface ToolOffer {
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** Debian keeps servers where an ordinary user's PATH does not look. */
const SERVER_FOLDERS = ['/usr/sbin', '/sbin', '/usr/local/sbin'];

/**
 * The absolute path of a program that a spec runs for real (nginx, Caddy, Orthanc, Chromium, promtool). Without it the
 * answer is `undefined` and a loud sentence, or an error where CAREGATE_REQUIRE_TOOLS=1 forbids to go on without.
 */
export function debianTool(program: string, offer: ToolOffer = {}): string | undefined {
  // oxlint-disable-next-line node/no-process-env -- specs have no configuration; two variables say what there is
  const { environment = process.env } = offer;
  const { PATH = '', CAREGATE_REQUIRE_TOOLS: required } = environment;
  const folders = [...PATH.split(path.delimiter), ...(PATH === '' ? [] : SERVER_FOLDERS)];
  return folders.map((folder) => path.join(folder, program)).find(isProgram) ?? absent(program, required === '1');
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return path.isAbsolute(file);
  } catch {
    // Not there, or not ours to run: the next folder may have it.
    return false;
  }
}

function absent(program: string, required: boolean): undefined {
  const sentence = `No ${program}: it is not on the PATH.`;
  if (required) throw new Error(sentence);
  process.stderr.write(`\n*** ${sentence} The specs that need it prove nothing in this run. ***\n`);
  return undefined;
}
