import { createHash, timingSafeEqual } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { AwsError } from '../wire/aws-error.js';
import type { Received } from '../wire/received.js';
import type { Credentials } from './credentials.js';
import { parseAuthorization, type Authorization } from './parse-authorization.js';

const SERVICE = 'medical-imaging';
const SKEW_MILLISECONDS_MAX = 5 * 60_000;
const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

export interface SignatureRules {
  readonly credentials: Credentials;
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Signs the request again with the key it claims to be signed with, and refuses it where the signatures differ. */
export async function verifySignature(request: Received, rules: SignatureRules): Promise<void> {
  const claimed = parseAuthorization(request.headers['authorization']);
  refuseUnknownKey(request, claimed, rules);
  refuseOtherScope(claimed, rules);
  const signedAt = refuseSkew(request, claimed, rules);
  refuseOtherBody(request);
  const expected = await signatureOf(request, claimed, rules, signedAt);
  if (!timingSafeEqual(Buffer.from(expected, 'hex'), Buffer.from(claimed.signature, 'hex')))
    throw new AwsError('InvalidSignatureException', MISMATCH);
}

/** Temporary keys go with their token, and lasting ones with none. */
function refuseUnknownKey(
  { headers }: Received,
  { accessKeyId }: Authorization,
  { credentials }: SignatureRules,
): void {
  const isKnown = headers['x-amz-security-token'] === credentials.sessionToken;
  if (isKnown && accessKeyId === credentials.accessKeyId) return;
  throw new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.');
}

function refuseOtherScope({ region, service, signedHeaders }: Authorization, rules: SignatureRules): void {
  if (region !== rules.region || service !== SERVICE)
    throw new AwsError('InvalidSignatureException', 'Credential should be scoped to a valid region and service.');
  // A signature that leaves the host out could be played against another endpoint.
  if (!signedHeaders.includes('host') || !signedHeaders.includes('x-amz-date'))
    throw new AwsError('InvalidSignatureException', "'host' and 'x-amz-date' must be signed headers.");
}

function refuseSkew({ headers }: Received, { date }: Authorization, { now }: SignatureRules): Date {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(headers['x-amz-date'] ?? '') ?? [];
  const signedAt = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  const skew = Math.abs(now() - signedAt.getTime());
  if (!(skew <= SKEW_MILLISECONDS_MAX) || date !== `${year}${month}${day}`)
    throw new AwsError(
      'InvalidSignatureException',
      `Signature expired or not yet current: ${headers['x-amz-date'] ?? 'no date'}`,
    );
  return signedAt;
}

/** The signature covers a digest that the client sends; without this check the body could be exchanged. */
function refuseOtherBody({ headers, body }: Received): void {
  const claimed = headers['x-amz-content-sha256'];
  if (claimed === undefined || claimed === createHash('sha256').update(body).digest('hex')) return;
  throw new AwsError('InvalidSignatureException', "The provided 'x-amz-content-sha256' does not match the body.");
}

async function signatureOf(request: Received, claimed: Authorization, rules: SignatureRules, signingDate: Date) {
  const { accessKeyId, secretAccessKey } = rules.credentials;
  const names = new Set(claimed.signedHeaders);
  const signer = new SignatureV4({
    // The token is a header like others here; the signer would put it in a second time.
    credentials: { accessKeyId, secretAccessKey },
    region: rules.region,
    service: SERVICE,
    sha256: Sha256,
    applyChecksum: false,
  });
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => names.has(name)));
  const { method, body } = request;
  const signed = await signer.sign(
    { method, protocol: 'http:', hostname: '', path: request.path, query: queryOf(request), headers, body },
    { signingDate, signableHeaders: names },
  );
  return parseAuthorization(signed.headers['authorization']).signature;
}

function queryOf({ query }: Received): Record<string, string[]> {
  return Object.fromEntries([...query.keys()].map((name) => [name, query.getAll(name)]));
}
