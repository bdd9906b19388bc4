import { createServer, type Server } from 'node:http';
import { syntheticStudies, type SyntheticStudy } from '@caregate/synthetic';
import { Archive } from './archive/archive.js';
import { datastores } from './archive/datastores.js';
import { fillerStudies, type Filler } from './archive/filler-studies.js';
import { importStudies, type States } from './archive/import-studies.js';
import { KeptInstances } from './archive/kept-instances.js';
import { PreparedInstances } from './archive/prepared-instances.js';
import { Endpoint } from './endpoint.js';
import { Faults, type Fault } from './limits/faults.js';
import { TokenBuckets, type Rate } from './limits/token-buckets.js';
import type { OperationName } from './operations/operation.js';
import { prepareInBackground } from './prepare-in-background.js';
import { PageTokens } from './search/page-tokens.js';
import type { Credentials } from './signature/credentials.js';

export interface HealthImagingOptions {
  /** A free one by default. */
  readonly port?: number;
  readonly credentials: Credentials;
  readonly region?: string;
  readonly studies?: readonly SyntheticStudy[];
  readonly filler?: Filler;
  readonly states?: States;
  readonly rates?: Partial<Readonly<Record<OperationName, Rate>>>;
  readonly faults?: readonly Fault[];
  /** Where pictures outlive this process; those of the seed that are not there yet are made in the background. */
  readonly picturesFolder?: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface RunningHealthImaging {
  readonly url: string;
  /** Of the data store that is active. */
  readonly datastoreId: string;
  inject(fault: Fault): void;
  close(): Promise<void>;
}

/** An AWS HealthImaging endpoint on this machine: the official SDK works against it unchanged. */
export async function startHealthImaging(options: HealthImagingOptions): Promise<RunningHealthImaging> {
  const { credentials, region = 'us-east-1', port = 0, now = Date.now, picturesFolder } = options;
  const kept = picturesFolder === undefined ? undefined : new KeptInstances(picturesFolder);
  const stores = datastores(region);
  const faults = new Faults(options.faults);
  const endpoint = new Endpoint({
    archive: new Archive(stores, setsOf(options), new PreparedInstances(kept)),
    pages: new PageTokens(now),
    signature: { credentials, region, now },
    buckets: new TokenBuckets(now, options.rates),
    faults,
  });
  const server = createServer((request, response) => void endpoint.answer(request, response));
  const url = await listening(server, port);
  const stopPreparing = kept === undefined ? () => undefined : prepareInBackground(kept);
  return {
    url,
    datastoreId: stores[0].datastoreId,
    inject: (fault) => faults.inject(fault),
    close: async () => {
      stopPreparing();
      await closed(server);
    },
  };
}

function setsOf({ studies = syntheticStudies(), filler, states }: HealthImagingOptions) {
  return [
    ...importStudies(studies, { states, corrected: true }),
    ...importStudies(filler === undefined ? [] : fillerStudies(filler), { corrected: false }),
  ];
}

async function listening(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : port}`;
}

async function closed(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
