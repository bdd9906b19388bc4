import { Readable } from 'node:stream';
import type { MedicalImagingClient } from '@aws-sdk/client-medical-imaging';
import { bounded, type BodyLimit } from '../bounded-body.js';

/** Their answers come as streams, which whoever reads them bounds. */
const STREAMED = new Set<unknown>(['GetImageFrameCommand', 'GetImageSetMetadataCommand']);

const REFUSED = 300;

/** The SDK reads what is no stream of its own into memory, without asking how much it is, refusals too. */
export function boundAnswers(client: MedicalImagingClient, limit: BodyLimit): void {
  client.middlewareStack.add(
    (next, context) => async (given) => {
      const answer = await next(given);
      const response = answer.response as { statusCode?: number; body?: unknown };
      const isStream = STREAMED.has(context['commandName']) && (response.statusCode ?? REFUSED) < REFUSED;
      if (!isStream && response.body instanceof Readable)
        response.body = Readable.from(bounded(response.body, limit), { objectMode: false });
      return answer;
    },
    // Behind the one that makes an object of the body.
    { step: 'deserialize', priority: 'low', name: 'boundAnswers' },
  );
}
