import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Faults } from './limits/faults.js';
import type { TokenBuckets } from './limits/token-buckets.js';
import { findOperation } from './operations/find-operation.js';
import type { House } from './operations/operation.js';
import { verifySignature, type SignatureRules } from './signature/verify-signature.js';
import { AwsError } from './wire/aws-error.js';
import { jsonReply } from './wire/json-reply.js';
import { receive } from './wire/receive.js';
import type { Reply } from './wire/reply.js';

export interface EndpointParts extends House {
  readonly signature: SignatureRules;
  readonly buckets: TokenBuckets;
  readonly faults: Faults;
}

/** Control plane and data plane on one address: the prefix `runtime-` of the host name makes no difference. */
export class Endpoint {
  constructor(private readonly parts: EndpointParts) {}

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/healthz') return void response.end('ok');
    response.setHeader('x-amzn-requestid', randomUUID());
    try {
      await this.perform(request, response);
    } catch (error) {
      refuse(response, error);
    }
  }

  private async perform(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const received = await receive(request);
    await verifySignature(received, this.parts.signature);
    const { operation, labels } = findOperation(received);
    this.parts.buckets.take(operation.name);
    const truncated = await this.parts.faults.play(operation.name);
    const reply = await operation.run(received, labels, this.parts);
    if (truncated) sendHalf(response, reply);
    else send(response, 200, reply);
  }
}

/** What is no AwsError is a fault of this endpoint; nobody is told which. */
function refuse(response: ServerResponse, error: unknown): void {
  const told =
    error instanceof AwsError ? error : new AwsError('InternalServerException', 'An internal error occurred.');
  if (told !== error)
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : 'unknown error'}\n`);
  response.setHeader('x-amzn-errortype', told.name);
  send(response, told.status, jsonReply({ message: told.message }));
}

function send(response: ServerResponse, status: number, { headers, body }: Reply): void {
  response.writeHead(status, { ...headers, 'content-length': body.length });
  response.end(body);
}

/** Promises the whole body, and hangs up after half of it. */
function sendHalf(response: ServerResponse, { headers, body }: Reply): void {
  response.writeHead(200, { ...headers, 'content-length': body.length });
  response.write(body.subarray(0, body.length >> 1), () => response.destroy());
}
