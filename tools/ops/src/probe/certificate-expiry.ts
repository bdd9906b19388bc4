import { isIP } from 'node:net';
import { connect } from 'node:tls';

const TIMEOUT_MILLISECONDS = 5_000;

/**
 * Until when the certificate holds that an edge shows, trusted or not. Nothing is sent over the connection, so that an
 * untrusted one does no harm: its date is all we want.
 */
export function certificateExpiry(url: URL): Promise<Date | undefined> {
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
