import { execFile } from 'node:child_process';
import path from 'node:path';
import { authEnvironment } from '@caregate/dev';
import type { SpecStack } from './stack.js';

const entry = path.resolve(import.meta.dirname, '../../../auth/dist/audit.main.js');

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What those who answer for the audit trail run in a deployment, here against the stack. */
export function auditCommand(stack: SpecStack, ...words: string[]): Promise<Ended> {
  const env = authEnvironment(stack.installation);
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [entry, ...words], { env }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}
