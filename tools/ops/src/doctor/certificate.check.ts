import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { failure, ok, warning, type Finding } from './finding.js';

const DAY_MILLISECONDS = 86_400_000;
/** ACME clients renew a month before the end; later than this something is wrong with that. */
const WARNING_DAYS = 21;
const FAILURE_DAYS = 3;
const TIMEOUT_MILLISECONDS = 5_000;

export interface CertificateQuestion {
  readonly url: URL;
  readonly now?: Date;
}

/** How long the certificate still holds that an edge shows, trusted or not. */
export async function checkCertificate({ url, now = new Date() }: CertificateQuestion): Promise<Finding> {
  const until = await expiryOf(url);
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

/** Nothing is sent over the connection, so that an untrusted certificate does no harm: its date is all we want. */
function expiryOf(url: URL): Promise<Date | undefined> {
  const port = url.port === '' ? 443 : Number(url.port);
  // RFC 6066 §3: an address is no server name.
  const name = isIP(url.hostname) === 0 ? { servername: url.hostname } : {};
  return new Promise((resolve) => {
    const socket = connect({ host: url.hostname, port, ...name, rejectUnauthorized: false });
    const end = (answer: Date | undefined) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(TIMEOUT_MILLISECONDS, () => end(undefined));
    socket.once('error', () => end(undefined));
    socket.once('secureConnect', () => end(new Date(socket.getPeerCertificate().valid_to)));
  });
}
