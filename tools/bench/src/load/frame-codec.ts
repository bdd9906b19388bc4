import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { z } from 'zod';
import { loadOf, type Load } from './percentile.js';

const measured = z.object({ milliseconds: z.array(z.number()), seconds: z.number() });

export interface FrameCodec {
  /** Renders the frame over and over, so many at a time. */
  measure(seconds: number, lanes: number): Promise<Load>;
  stop(): Promise<void>;
}

/** The bare codecs in a process of their own, as ours has one. */
export async function frameCodec(file: string, side: number): Promise<FrameCodec> {
  const child = fork(path.resolve(import.meta.dirname, '../peers/frame.peer.js'), [file, String(side)]);
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the peer ended with ${code}`)));
  await Promise.race([once(child, 'message'), ended]);
  return {
    measure: async (seconds, lanes) => {
      child.send({ seconds, lanes });
      const [answer] = await Promise.race([once(child, 'message'), ended]);
      const done = measured.parse(answer);
      return loadOf(done.milliseconds, done.seconds, 0);
    },
    stop: async () => {
      const gone = ended.catch(() => undefined);
      child.disconnect();
      await gone;
    },
  };
}
