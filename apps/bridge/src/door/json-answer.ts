import { isJSONRPCResponse, parseJSONRPCMessage, type JSONRPCMessage } from '@modelcontextprotocol/server';

/**
 * What a stream answers, as plain JSON, for clients that accept no `text/event-stream`. What else the server says
 * meanwhile has no place in it. Without any answer the stream was ended with the session.
 */
export async function jsonAnswer(answer: Response): Promise<Response> {
  if (answer.headers.get('content-type') !== 'text/event-stream') return answer;
  const answers = messagesIn(await answer.text()).filter((message) => isJSONRPCResponse(message));
  const headers = new Headers(answer.headers);
  headers.set('content-type', 'application/json');
  for (const name of ['connection', 'x-accel-buffering']) headers.delete(name);
  return new Response(JSON.stringify(answers.length === 1 ? answers[0] : answers), { status: answer.status, headers });
}

/** The SDK writes each event as one line of data. */
function messagesIn(text: string): readonly JSONRPCMessage[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => parseJSONRPCMessage(JSON.parse(line.slice('data: '.length))));
}
