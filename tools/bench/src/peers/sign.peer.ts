import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { SignJWT } from 'jose';
import { listen } from './listen.js';

/** What nobody who signs tokens can leave out: one RS256 signature for each request, of claims like ours. */
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    void new SignJWT({ scope: 'read:patients', client_id: 'peer', role: 'doctor', subject_kind: 'client' })
      .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: 'peer' })
      .setIssuer('http://peer.example')
      .setSubject('peer')
      .setAudience('http://peer.example/mcp')
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(privateKey)
      .then((token) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ token })));
  });
});

listen(server);
