import { z } from 'zod';
import { portNames, type Ports } from './ports.js';
import { readIfThere, writePrivately } from '../folder/state-folder.js';

const port = z.int().min(1).max(65_535);
const content = z.partialRecord(z.enum(portNames), port);

/**
 * Ports as one process tells them to a later one, which may know more names than that. No more than a convenience: what
 * cannot be read is not there.
 */
export const portsFile = {
  read(file: string): Partial<Ports> {
    return content.safeParse(parsed(readIfThere(file))).data ?? {};
  },
  write(file: string, ports: Ports): void {
    writePrivately(file, `${JSON.stringify(ports, null, 2)}\n`);
  },
};

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    // Damaged, so that the schema above refuses it.
    return undefined;
  }
}
