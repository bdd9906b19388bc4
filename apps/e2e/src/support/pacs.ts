import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  edgeRoutes,
  renderCaddy,
  renderNginx,
  renderTraefikDynamic,
  startCaddy,
  startEdge,
  startNginx,
  startOrthanc,
  startTraefikShim,
  type EdgeTarget,
  type RunningOrthanc,
} from '@caregate/edge';
import { syntheticStudies } from '@caregate/synthetic';
import { debianTool, freePort, listen } from '@caregate/testing';
import { recordRooms, specStack, type SpecStack } from './stack.js';

/** Each edge, and the program of the machine that it is; ours need none. */
export const edges = [
  { name: 'nginx', program: 'nginx' },
  { name: 'caddy', program: 'caddy' },
  { name: 'Traefik shim', program: undefined },
  { name: 'development edge', program: undefined },
] as const;
export type EdgeName = (typeof edges)[number]['name'];

/** One file of the archive, and how requests name it. */
export interface StoredInstance {
  readonly part10: Buffer;
  readonly orthancId: string;
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly sopInstanceUid: string;
}

export interface Pacs {
  readonly stack: SpecStack;
  readonly orthanc: RunningOrthanc;
  readonly resource: string;
  /** By MRN. */
  readonly instances: Readonly<Record<string, StoredInstance>>;
  /** By edge; those whose program is missing are absent. */
  readonly edges: Readonly<Partial<Record<EdgeName, string>>>;
  /** What the last request to the service beside the archive came with. */
  lastHeaders(): IncomingHttpHeaders;
  stop(): Promise<void>;
}

/** A real archive behind real edges, in front of the stack; `program` is Orthanc. */
export async function startPacs(program: string): Promise<Pacs> {
  const folder = mkdtempSync(path.join(tmpdir(), 'caregate-pacs-'));
  const undo: (() => Promise<unknown>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
  const orthanc = await startOrthanc({ folder: path.join(folder, 'orthanc'), port: await freePort(), program });
  undo.push(() => orthanc.stop());
  const stack = await specStack({ pacs: orthanc, rooms: [...recordRooms, 'imaging-mcp', 'edge'] });
  undo.push(() => stack.end());
  const instances = Object.fromEntries(await Promise.all(['MRN001', 'MRN002'].map((mrn) => storeFirst(orthanc, mrn))));
  const echo = await startEcho();
  undo.push(() => echo.stop());
  const started = await startEdges({ stack, folder, archive: orthanc.url, echo: echo.url, undo });
  return {
    stack,
    orthanc,
    resource: stack.addresses.pacs,
    instances,
    edges: started,
    lastHeaders: () => echo.lastHeaders(),
    stop: async () => {
      for (let work = undo.pop(); work !== undefined; work = undo.pop()) await work();
    },
  };
}

async function storeFirst(orthanc: RunningOrthanc, mrn: string): Promise<[string, StoredInstance]> {
  const study = syntheticStudies().find(({ patientMrn, modality }) => patientMrn === mrn && modality === 'CT');
  const [series] = study?.series ?? [];
  const [instance] = series?.instances ?? [];
  if (study === undefined || series === undefined || instance === undefined) throw new Error(`no study of ${mrn}`);
  const part10 = instance.part10();
  const { studyInstanceUid } = study;
  const { seriesInstanceUid } = series;
  const { sopInstanceUid } = instance;
  const orthancId = await orthanc.store(part10);
  return [mrn, { part10, orthancId, studyInstanceUid, seriesInstanceUid, sopInstanceUid }];
}

interface EdgePlaces {
  readonly stack: SpecStack;
  readonly folder: string;
  readonly archive: string;
  readonly echo: string;
  readonly undo: (() => Promise<unknown>)[];
}

async function startEdges({ stack, folder, archive, echo, undo }: EdgePlaces): Promise<Pacs['edges']> {
  const { addresses } = stack;
  const upstreams = {
    auth: addresses.auth,
    ehr: addresses.ehr,
    imaging: echo,
    orchestrator: echo,
    'agent-socket': echo,
    bridge: echo,
    orthanc: archive,
    console: echo,
  };
  const places = Object.fromEntries(Object.entries(upstreams).map(([name, url]) => [name, new URL(url).host]));
  const target = async (): Promise<EdgeTarget> => ({
    port: await freePort(),
    verify: new URL(addresses.verify).host,
    upstreams: places as EdgeTarget['upstreams'],
  });
  const found: Partial<Record<EdgeName, string>> = {};
  const nginx = debianTool('nginx');
  if (nginx !== undefined) {
    const place = await target();
    const url = `http://127.0.0.1:${place.port}`;
    const configuration = renderNginx(edgeRoutes, place);
    const running = await startNginx({ program: nginx, folder: path.join(folder, 'nginx'), configuration, url });
    undo.push(() => running.stop());
    found.nginx = url;
  }
  const caddy = debianTool('caddy');
  if (caddy !== undefined) {
    const place = await target();
    const url = `http://127.0.0.1:${place.port}`;
    const configuration = renderCaddy(edgeRoutes, place);
    const running = await startCaddy({ program: caddy, folder: path.join(folder, 'caddy'), configuration, url });
    undo.push(() => running.stop());
    found.caddy = url;
  }
  const traefik = await startTraefikShim(renderTraefikDynamic(edgeRoutes, await target()));
  undo.push(() => traefik.stop());
  const edge = await startEdge({ port: 0, verifyUrl: addresses.verify, upstreams });
  undo.push(() => edge.close());
  return { ...found, 'Traefik shim': traefik.url, 'development edge': edge.url };
}

async function startEcho() {
  let last: IncomingHttpHeaders = {};
  const server = createServer((message, response) => {
    last = message.headers;
    response.end('{}');
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    lastHeaders: () => last,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
