import { usualPorts, type Ports } from './ports.js';
import { portsFile } from './ports-file.js';
import type { StateFolder } from '../folder/state-folder.js';

/** Where the stack of this folder listens, as it wrote down when it started. */
export function runningPorts(folder: StateFolder): Ports {
  return { ...usualPorts, ...portsFile.read(folder.file('running-ports.json')) };
}
