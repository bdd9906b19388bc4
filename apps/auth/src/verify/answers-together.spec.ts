import type { ServerResponse } from 'node:http';
import { AnswersTogether } from './answers-together.js';

/** A response that notes what is done to it. */
function noted(notes: string[], name: string): ServerResponse {
  const response = {
    writeHead: (status: number, headers: readonly string[]) => {
      if (headers.includes('bad')) throw new Error('ERR_INVALID_CHAR');
      notes.push(`${name} ${status}`);
    },
    end: () => notes.push(`${name} left`),
  };
  return response as unknown as ServerResponse;
}

it('answers leave after whatever was asked in the same turn is judged, in the order of the questions', async () => {
  const notes: string[] = [];
  const answers = new AnswersTogether();
  answers.send(noted(notes, 'first'), 200, []);
  answers.send(noted(notes, 'second'), 200, []);
  expect(notes).toEqual(['first 200', 'second 200']);
  await new Promise(setImmediate);
  expect(notes.slice(2)).toEqual(['first left', 'second left']);
  answers.send(noted(notes, 'third'), 200, []);
  await new Promise(setImmediate);
  expect(notes.slice(4)).toEqual(['third 200', 'third left']);
});

it('an answer that cannot be written holds up nobody else', async () => {
  const notes: string[] = [];
  const answers = new AnswersTogether();
  answers.send(noted(notes, 'first'), 200, []);
  expect(() => answers.send(noted(notes, 'second'), 200, ['X-Bad', 'bad'])).toThrow('ERR_INVALID_CHAR');
  await new Promise(setImmediate);
  expect(notes).toEqual(['first 200', 'first left']);
});
