import { DomainError, type ErrorCode } from '@caregate/core-errors';
import type { ArchiveMetrics } from '../archive-metrics.port.js';

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
}

export interface DicomWebAnswer {
  readonly contentType: string;
  readonly body: Buffer;
}

const TIMEOUT_MILLISECONDS = 15_000;

const CODES: Readonly<Record<number, ErrorCode>> = {
  400: 'imaging.request.refused',
  401: 'imaging.archive.unauthorized',
  403: 'imaging.archive.unauthorized',
  404: 'imaging.resource.not_found',
  406: 'imaging.frame.undecodable',
  415: 'imaging.frame.undecodable',
  429: 'imaging.archive.throttled',
};

/** QIDO-RS and WADO-RS (PS3.18) over plain HTTP. */
export class DicomWebClient {
  private readonly root: string;

  constructor(
    private readonly options: DicomWebOptions,
    private readonly metrics: Pick<ArchiveMetrics, 'callFinished'>,
  ) {
    this.root = options.url.replace(/\/$/, '');
  }

  async ask(question: DicomWebQuestion): Promise<DicomWebAnswer> {
    const started = performance.now();
    const finished = (outcome: 'success' | 'failure'): void => {
      const seconds = (performance.now() - started) / 1000;
      this.metrics.callFinished({ archive: 'dicomweb', operation: question.operation, outcome, seconds, retries: 0 });
    };
    try {
      const answer = await this.fetched(question);
      finished('success');
      return answer;
    } catch (error) {
      finished('failure');
      if (error instanceof DomainError) throw error;
      throw new DomainError('imaging.archive.unavailable', { cause: error });
    }
  }

  private async fetched({ path, query, accept }: DicomWebQuestion): Promise<DicomWebAnswer> {
    const { authorization } = this.options;
    const response = await fetch(`${this.root}${path}${query === undefined ? '' : `?${query}`}`, {
      headers: { accept, ...(authorization !== undefined && { authorization }) },
      // A redirect would carry the service's credentials elsewhere.
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    const body = Buffer.from(await response.arrayBuffer());
    if (response.ok) return { contentType: response.headers.get('content-type') ?? '', body };
    const code = CODES[response.status] ?? 'imaging.archive.unavailable';
    throw new DomainError(code, { detail: { status: response.status } });
  }
}
