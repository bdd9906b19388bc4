import { freePorts, refuseBusyPorts, type Ports } from './ports.js';
import { portsFile } from './ports-file.js';
import type { StateFolder } from '../folder/state-folder.js';

/** Free ports, the same as last time as long as nobody else has them: what was told to clients stays true. */
export async function rememberedPorts(folder: StateFolder): Promise<Ports> {
  const file = folder.file('ports.json');
  const last = portsFile.read(file);
  const kept = (await areFree(last)) ? last : {};
  const ports = { ...(await freePorts()), ...kept };
  portsFile.write(file, ports);
  return ports;
}

function areFree(ports: Partial<Ports>): Promise<boolean> {
  return refuseBusyPorts(ports).then(
    () => true,
    () => false,
  );
}
