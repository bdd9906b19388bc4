export interface ApiErrorFacts {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly requestId?: string | undefined;
  /** How long the service asks to be left alone (RFC 9110 §10.2.3). */
  readonly retryAfterSeconds?: number | undefined;
  /** Which parts of the request do not hold, and why. */
  readonly issues?: readonly { readonly path: string; readonly message: string }[] | undefined;
}

/** What a service answered instead of what was asked for; the sentence is fit to be shown. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly requestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly issues: NonNullable<ApiErrorFacts['issues']>;

  constructor({ status, code, message, requestId, retryAfterSeconds, issues = [] }: ApiErrorFacts) {
    super(message);
    this.status = status;
    this.code = code;
    this.requestId = requestId;
    this.retryAfterSeconds = retryAfterSeconds;
    this.issues = issues;
  }
}
