import { AwsError } from '../wire/aws-error.js';

export interface Authorization {
  readonly accessKeyId: string;
  /** `YYYYMMDD` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const pattern =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request,\s*SignedHeaders=([a-z0-9;-]+),\s*Signature=([0-9a-f]{64})$/;

/** The parts of an Authorization header of Signature Version 4. */
export function parseAuthorization(header: string | undefined): Authorization {
  if (header === undefined) throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  const [, accessKeyId, date, region, service, signedHeaders, signature] = pattern.exec(header) ?? [];
  if (!accessKeyId || !date || !region || !service || !signedHeaders || !signature)
    throw new AwsError('IncompleteSignatureException', 'Authorization header is not of Signature Version 4.');
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(';'), signature };
}
