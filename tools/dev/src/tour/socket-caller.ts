import { once } from 'node:events';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { toolAnswer, type ToolAnswer, type ToolCaller } from './tool-answer.js';

const frame = z.looseObject({
  id: z.number().optional(),
  result: z.unknown().optional(),
  error: z.looseObject({ message: z.string() }).optional(),
});

export interface SocketCaller extends ToolCaller {
  /** Settles when the server ends the connection. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

/** Plain JSON-RPC frames without a handshake, as the clients of the older EHR server send them. */
export async function socketCaller(url: string, token: string): Promise<SocketCaller> {
  const socket = new WebSocket(url, { headers: { authorization: `Bearer ${token}` } });
  await once(socket, 'open');
  const waiting = new Map<number, { resolve: (answer: ToolAnswer) => void; reject: (error: Error) => void }>();
  const closed = once(socket, 'close').then(([code, reason]) => ({ code: Number(code), reason: String(reason) }));
  void closed.then(({ code, reason }) => {
    for (const { reject } of waiting.values()) reject(new Error(`socket closed: ${code} ${reason}`));
  });
  socket.on('message', (data) => {
    const { id = -1, result, error } = frame.parse(JSON.parse(String(data)));
    const call = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) call?.resolve(toolAnswer.parse(result));
    else call?.reject(new Error(error.message));
  });
  let id = 0;
  return {
    name: 'plain frames over WebSocket',
    closed,
    call: (name, input) =>
      new Promise((resolve, reject) => {
        if (socket.readyState !== WebSocket.OPEN) return reject(new Error('socket closed'));
        waiting.set((id += 1), { resolve, reject });
        socket.send(JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: input } }));
      }),
    close: async () => {
      if (socket.readyState === WebSocket.CLOSED) return;
      socket.close();
      await closed;
    },
  };
}
