import { certificateExpiry } from '../probe/certificate-expiry.js';
import { failure, ok, warning, type Finding } from './finding.js';

const DAY_MILLISECONDS = 86_400_000;
/** ACME clients renew a month before the end; later than this something is wrong with that. */
const WARNING_DAYS = 21;
const FAILURE_DAYS = 3;

export interface CertificateQuestion {
  readonly url: URL;
  readonly now?: Date;
}

/** How long the certificate still holds that an edge shows, trusted or not. */
export async function checkCertificate({ url, now = new Date() }: CertificateQuestion): Promise<Finding> {
  const until = await certificateExpiry(url);
  if (until === undefined)
    return failure(
      'certificate',
      `${url.host} shows no certificate.`,
      'See whether the edge runs and its port 443 is open.',
    );
  const days = Math.floor((until.getTime() - now.getTime()) / DAY_MILLISECONDS);
  const sentence = `The certificate of ${url.host} holds for ${days} more days, until ${until.toISOString().slice(0, 10)}.`;
  if (days >= WARNING_DAYS) return ok('certificate', sentence);
  const wayOut =
    "Look into the edge's log for ACME: port 80 or 443 must be reachable from outside, and the DNS name must point here.";
  return days < FAILURE_DAYS ? failure('certificate', sentence, wayOut) : warning('certificate', sentence, wayOut);
}
