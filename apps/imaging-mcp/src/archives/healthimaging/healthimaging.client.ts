import { MedicalImagingClient, type MedicalImagingClientConfig } from '@aws-sdk/client-medical-imaging';
import { defaultLimits } from '../archive-limits.js';
import { boundAnswers } from './bounded-answers.js';

export interface HealthImagingOptions {
  readonly region: string;
  /** Another address than that of AWS. */
  readonly endpoint?: string | undefined;
  readonly profile?: string | undefined;
  /** Before the credential chain of the SDK: environment, shared files, container and instance role. */
  readonly credentials?: MedicalImagingClientConfig['credentials'];
  readonly attemptsMax?: number;
  readonly timeoutMilliseconds?: number;
  readonly wholeMilliseconds?: number;
}

const CONNECT_MILLISECONDS = 2_000;
/** The SDK's own 50 would hold frames back that the service would give in parallel. */
const SOCKETS_MAX = 100;
/** Of answers that are no frame and no headers: pages of at most 50 entries. */
const ANSWER_BYTES_MAX = 8 * 1024 * 1024;

/** One client for the life of the process: its connections are kept open, and its rate adapts to throttling. */
export function healthImagingClient(options: HealthImagingOptions): MedicalImagingClient {
  const settings = { ...defaultLimits, ...options };
  const { region, endpoint, profile, credentials, attemptsMax, timeoutMilliseconds } = settings;
  const client = new MedicalImagingClient({
    region,
    // Exponential back-off with full jitter, and a token bucket that opens again slowly after throttling.
    retryMode: 'adaptive',
    maxAttempts: attemptsMax,
    requestHandler: {
      connectionTimeout: CONNECT_MILLISECONDS,
      requestTimeout: timeoutMilliseconds,
      // Without this the handler writes a warning to the console and goes on waiting.
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: true, maxSockets: SOCKETS_MAX },
      httpsAgent: { keepAlive: true, maxSockets: SOCKETS_MAX },
    },
    // The service's host prefix `runtime-` does not exist in front of any other address.
    ...(endpoint !== undefined && { endpoint, disableHostPrefix: true }),
    ...(profile !== undefined && { profile }),
    ...(credentials !== undefined && { credentials }),
  });
  const millisecondsMax = settings.wholeMilliseconds;
  const limit = { bytesMax: ANSWER_BYTES_MAX, code: 'imaging.archive.unavailable', millisecondsMax } as const;
  boundAnswers(client, limit, timeoutMilliseconds);
  return client;
}
