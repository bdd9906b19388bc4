import { socketAnswer, type ServerEvent } from '@caregate/core-contracts';
import { io, type Socket } from 'socket.io-client';
import { paths } from '../api/paths.js';

export interface Listener {
  /** What to hear of: rooms of the orchestrator's `subscribe`. */
  readonly rooms: readonly string[];
  /** From now on all news come; what happened before is to be asked for. */
  readonly heard: () => void;
  /** Nothing comes at the moment. */
  readonly lost: () => void;
  /** Something changed. */
  readonly told: () => void;
}

const ANSWER_MILLISECONDS = 5_000;
/** Socket.IO tries again by itself after a broken connection, but not after one that was refused or ended. */
const AGAIN_MILLISECONDS = 3_000;
const AGAIN_MILLISECONDS_MAX = 15_000;

const events = [
  'agent:status',
  'task:status',
  'progress:update',
  'pipeline:status',
  'pipeline:stage',
] as const satisfies readonly ServerEvent[];

/** Hears the orchestrator's news until it is told to stop. The edge makes a token of the session cookie. */
export function listenToNews({ rooms, heard, lost, told }: Listener): () => void {
  const socket = io({
    path: paths.news,
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: AGAIN_MILLISECONDS / 3,
    reconnectionDelayMax: AGAIN_MILLISECONDS_MAX,
  });
  let again: ReturnType<typeof setTimeout> | undefined;
  const connectAgain = () => {
    lost();
    if (socket.active) return;
    clearTimeout(again);
    again = setTimeout(() => socket.connect(), AGAIN_MILLISECONDS);
  };
  socket.on('connect', () => void subscribe(socket, rooms).then((isHeard) => (isHeard ? heard() : lost())));
  socket.on('disconnect', connectAgain);
  socket.on('connect_error', connectAgain);
  for (const event of events) socket.on(event, told);
  return () => {
    clearTimeout(again);
    socket.off();
    socket.disconnect();
  };
}

async function subscribe(socket: Socket, rooms: readonly string[]): Promise<boolean> {
  try {
    const answer: unknown = await socket.timeout(ANSWER_MILLISECONDS).emitWithAck('subscribe', { rooms });
    return socketAnswer.parse(answer).ok;
  } catch {
    // Neither an answer in time nor one that was agreed: asking over HTTP goes on.
    return false;
  }
}
