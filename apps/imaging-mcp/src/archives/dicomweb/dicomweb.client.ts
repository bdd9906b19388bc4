import { DomainError, type ErrorCode } from '@caregate/core-errors';
import { defaultLimits, type ArchiveLimits } from '../archive-limits.js';
import type { ArchiveMetrics } from '../archive-metrics.port.js';
import { boundedBody, type BodyLimit } from '../bounded-body.js';
import { retried, type RetryRule } from '../retried.js';
import { Silence } from '../silence.js';

export interface DicomWebOptions {
  /** Root of the service, such as `http://orthanc:8042/dicom-web`. */
  readonly url: string;
  /** The whole header, as it is sent. */
  readonly authorization: string | undefined;
}

export interface DicomWebQuestion {
  readonly operation: string;
  /** Below the root; whatever came from outside is encoded by `encodeURIComponent`. */
  readonly path: string;
  readonly query?: URLSearchParams;
  readonly accept: string;
  /** `imaging.study.too_large` beyond the limit of headers unless it is a frame that is asked for. */
  readonly isFrame?: boolean;
  /** Instead of these, for what is known to be smaller. */
  readonly limit?: BodyLimit;
}

export interface DicomWebAnswer {
  readonly contentType: string;
  readonly body: Buffer;
}

export interface OpenAnswer {
  readonly contentType: string;
  readonly chunks: AsyncGenerator<Uint8Array>;
}

const PAUSE_MILLISECONDS = 100;
/** Too many at once, and what proxies answer for an archive that is starting or overloaded. */
const PASSING = new Set([429, 502, 503, 504]);

const CODES: Readonly<Record<number, ErrorCode>> = {
  400: 'imaging.request.refused',
  401: 'imaging.archive.unauthorized',
  403: 'imaging.archive.unauthorized',
  404: 'imaging.resource.not_found',
  406: 'imaging.frame.undecodable',
  410: 'imaging.resource.not_found',
  415: 'imaging.frame.undecodable',
  429: 'imaging.archive.throttled',
};

/** QIDO-RS and WADO-RS (PS3.18) over plain HTTP. */
export class DicomWebClient {
  private readonly root: string;

  constructor(
    private readonly options: DicomWebOptions,
    private readonly metrics: Pick<ArchiveMetrics, 'callFinished'>,
    private readonly limits: ArchiveLimits = defaultLimits,
  ) {
    this.root = options.url.replace(/\/$/, '');
  }

  ask(question: DicomWebQuestion): Promise<DicomWebAnswer> {
    return this.told(question.operation, () => this.fetched(question));
  }

  /** The answer as it comes in; whoever asks for it reads it or ends it. */
  open(question: DicomWebQuestion): Promise<OpenAnswer> {
    return this.told(question.operation, () => this.opened(question));
  }

  private async told<T>(operation: string, work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    const finished = (outcome: 'success' | 'failure', retries: number): void => {
      const seconds = (performance.now() - started) / 1000;
      this.metrics.callFinished({ archive: 'dicomweb', operation, outcome, seconds, retries });
    };
    let attempts = 0;
    try {
      const { value, retries } = await retried(() => {
        attempts += 1;
        return work();
      }, this.rule);
      finished('success', retries);
      return value;
    } catch (error) {
      finished('failure', attempts - 1);
      if (error instanceof DomainError) throw error;
      throw new DomainError('imaging.archive.unavailable', { cause: error });
    }
  }

  /** Every question here only reads, so that it may be asked again. */
  private get rule(): RetryRule {
    const { attemptsMax } = this.limits;
    return { attemptsMax, pauseMilliseconds: PAUSE_MILLISECONDS, isPassing };
  }

  private async fetched(question: DicomWebQuestion): Promise<DicomWebAnswer> {
    const { contentType, chunks } = await this.opened(question);
    return { contentType, body: await boundedBody(chunks, this.limitOf(question)) };
  }

  private limitOf({ isFrame, limit }: DicomWebQuestion): BodyLimit {
    const { frameBytesMax, metadataBytesMax, wholeMilliseconds: millisecondsMax } = this.limits;
    if (limit !== undefined) return { millisecondsMax, ...limit };
    if (isFrame === true) return { bytesMax: frameBytesMax, code: 'imaging.frame.too_large', millisecondsMax };
    return { bytesMax: metadataBytesMax, code: 'imaging.study.too_large', millisecondsMax };
  }

  private async opened({ path, query, accept }: DicomWebQuestion): Promise<OpenAnswer> {
    const { authorization } = this.options;
    const silence = new Silence(this.limits.timeoutMilliseconds);
    try {
      const response = await fetch(`${this.root}${path}${query === undefined ? '' : `?${query}`}`, {
        headers: { accept, ...(authorization !== undefined && { authorization }) },
        // A redirect would carry the service's credentials elsewhere.
        redirect: 'error',
        signal: silence.signal,
      });
      if (!response.ok) throw await refusalOf(response);
      const chunks = await silence.within(response.body ?? undefined);
      return { contentType: response.headers.get('content-type') ?? '', chunks };
    } catch (error) {
      silence.over();
      throw error;
    }
  }
}

async function refusalOf(response: Response): Promise<DomainError> {
  await response.body?.cancel();
  const code = CODES[response.status] ?? 'imaging.archive.unavailable';
  const patience = Number(response.headers.get('retry-after') ?? 0);
  return new DomainError(code, { detail: { status: response.status, patience } });
}

/** What the archive did not answer at all is worth another attempt, unless it was the time that ran out. */
function isPassing(error: unknown): boolean | number {
  if (!(error instanceof DomainError)) return !isTimeout(error);
  const { status, patience } = error.detail;
  if (typeof status !== 'number' || !PASSING.has(status)) return false;
  return typeof patience === 'number' && patience > 0 ? patience * 1000 : true;
}

function isTimeout(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'TimeoutError';
}
