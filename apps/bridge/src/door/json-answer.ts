import { LineBuffer } from '@caregate/kit-mcp';
import { isJSONRPCResponse, parseJSONRPCMessage, type JSONRPCMessage } from '@modelcontextprotocol/server';

/**
 * What a stream answers, as plain JSON, for clients that accept no `text/event-stream`. What else the server says
 * meanwhile has no place in it. Without any answer the stream was ended with the session.
 */
export async function jsonAnswer(answer: Response): Promise<Response> {
  if (answer.headers.get('content-type') !== 'text/event-stream' || answer.body === null) return answer;
  const answers = await answersIn(answer.body);
  const headers = new Headers(answer.headers);
  headers.set('content-type', 'application/json');
  headers.delete('x-accel-buffering');
  return new Response(JSON.stringify(answers.length === 1 ? answers[0] : answers), { status: answer.status, headers });
}

/** The SDK writes each event as one line of data. What else is told meanwhile may be a lot, and is not kept. */
async function answersIn(events: ReadableStream<Uint8Array>): Promise<readonly JSONRPCMessage[]> {
  const buffer = new LineBuffer(Infinity);
  const answers: JSONRPCMessage[] = [];
  for await (const chunk of events)
    for (const line of buffer.lines(Buffer.from(chunk))) {
      const data = line.toString('utf8');
      if (!data.startsWith(DATA)) continue;
      const message = parseJSONRPCMessage(JSON.parse(data.slice(DATA.length - 1)));
      if (isJSONRPCResponse(message)) answers.push(message);
    }
  return answers;
}

const DATA = 'data: {';
