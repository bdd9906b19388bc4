import { z } from 'zod';
import { freePorts, portNames, refuseBusyPorts, type Ports } from './ports.js';
import { readIfThere, writePrivately, type StateFolder } from './state-folder.js';

const port = z.int().min(1).max(65_535);
const portsFile = z.record(z.enum(portNames), port);

/** Free ports, the same as last time as long as nobody else has them: what was told to clients stays true. */
export async function rememberedPorts(folder: StateFolder): Promise<Ports> {
  const file = folder.file('ports.json');
  const last = portsFile.safeParse(parsed(readIfThere(file)));
  if (last.success && (await areFree(last.data))) return last.data;
  const ports = await freePorts();
  writePrivately(file, `${JSON.stringify(ports, null, 2)}\n`);
  return ports;
}

function areFree(ports: Ports): Promise<boolean> {
  return refuseBusyPorts(ports).then(
    () => true,
    () => false,
  );
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    // No more than a convenience: what cannot be read is made anew.
    return undefined;
  }
}
