import { spawn } from 'node:child_process';
import path from 'node:path';
import type { RunningProcess } from './running-process.js';

/** What a watchdog is told: whose death stops which server. */
export interface Watch {
  readonly owner: RunningProcess;
  /** The watch ends when this file no longer holds the token: the owner stopped the server itself, or another took over. */
  readonly claimFile: string;
  readonly token: string;
  /** Where the server writes its process number on the first line. */
  readonly pidFile: string;
  /** Part of the server's command line that no other process has. */
  readonly command: string;
  /** Deleted after the server has stopped; for servers of specs. */
  readonly removeFolder?: string;
  /** Needed on Windows only. */
  readonly pgCtl?: string;
}

/** Starts the watchdog before the server, so that no moment is unwatched. */
export function startWatchdog(watch: Watch): void {
  const program = path.join(import.meta.dirname, `watchdog.main${path.extname(import.meta.filename)}`);
  const watchdog = spawn(process.execPath, [program, JSON.stringify(watch)], {
    cwd: path.parse(program).root,
    detached: true,
    stdio: 'ignore',
    windowsHide: true,
  });
  watchdog.unref();
}
