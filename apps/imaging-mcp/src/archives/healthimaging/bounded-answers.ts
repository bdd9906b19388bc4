import { Readable } from 'node:stream';
import type { MedicalImagingClient } from '@aws-sdk/client-medical-imaging';
import { bounded, type BodyLimit } from '../bounded-body.js';
import { Silence } from '../silence.js';

/** Their answers come as streams, which whoever reads them bounds. */
const STREAMED = new Set<unknown>(['GetImageFrameCommand', 'GetImageSetMetadataCommand']);

const REFUSED = 300;

/**
 * The SDK reads what is no stream of its own into memory, without asking how much it is, refusals too. Its own time for a
 * body that stops half-way counts for whoever reads slowly as well.
 */
export function boundAnswers(client: MedicalImagingClient, limit: BodyLimit, silenceMilliseconds: number): void {
  client.middlewareStack.add(
    (next, context) => async (given) => {
      const answer = await next(given);
      const response = answer.response as { statusCode?: number; body?: unknown };
      const isStream = STREAMED.has(context['commandName']) && (response.statusCode ?? REFUSED) < REFUSED;
      if (response.body instanceof Readable) {
        const heard = await heardOf(response.body, silenceMilliseconds);
        response.body = Readable.from(isStream ? heard : bounded(heard, limit), { objectMode: false });
      }
      return answer;
    },
    // Behind the one that makes an object of the body.
    { step: 'deserialize', priority: 'low', name: 'boundAnswers' },
  );
}

function heardOf(body: Readable, milliseconds: number): Promise<AsyncGenerator<Uint8Array>> {
  const silence = new Silence(milliseconds);
  silence.signal.addEventListener('abort', () => body.destroy(silence.signal.reason as Error));
  return silence.within(body);
}
