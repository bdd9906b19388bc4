/** The errors of the service model and of the signature check, with the status each is sent with. */
const statuses = {
  ValidationException: 400,
  AccessDeniedException: 403,
  IncompleteSignatureException: 403,
  InvalidSignatureException: 403,
  MissingAuthenticationTokenException: 403,
  UnrecognizedClientException: 403,
  ResourceNotFoundException: 404,
  UnknownOperationException: 404,
  ConflictException: 409,
  ThrottlingException: 429,
  InternalServerException: 500,
} as const;

export type AwsErrorName = keyof typeof statuses;

/** A refusal as AWS words it: the name goes into `x-amzn-errortype`, the message into the body. */
export class AwsError extends Error {
  readonly status: number;

  constructor(
    override readonly name: AwsErrorName,
    message: string,
  ) {
    super(message);
    this.status = statuses[name];
  }
}
