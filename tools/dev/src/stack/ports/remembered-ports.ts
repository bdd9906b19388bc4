import { freePorts, refuseBusyPorts, type Ports } from './ports.js';
import { portsFile } from './ports-file.js';
import type { StateFolder } from '../folder/state-folder.js';

/** Free ports, the same as last time as long as nobody else has them: what was told to clients stays true. */
export async function rememberedPorts(folder: StateFolder): Promise<Ports> {
  const file = folder.file('ports.json');
  const last = portsFile.read(file);
  if (last !== undefined && (await areFree(last))) return last;
  const ports = await freePorts();
  portsFile.write(file, ports);
  return ports;
}

function areFree(ports: Ports): Promise<boolean> {
  return refuseBusyPorts(ports).then(
    () => true,
    () => false,
  );
}
