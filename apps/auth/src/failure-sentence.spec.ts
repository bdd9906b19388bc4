import { readFileSync } from 'node:fs';
import { DomainError } from '@caregate/core-errors';
import { z } from 'zod';
import { newClient } from './admin/oauth/oauth-admin.schema.js';
import { failureSentence } from './failure-sentence.js';

describe('a command that failed', () => {
  it.each([
    ['a file that is not there', () => readFileSync('/nowhere/client.json'), '/nowhere/client.json is not there.'],
    ['a file that is a folder', () => readFileSync('/'), 'EISDIR: illegal operation on a directory, read'],
    ['a file that is no JSON', () => JSON.parse('{bad'), expect.stringMatching(/^That is no JSON: [^\n]+$/u)],
    ['an option', () => z.strictObject({ user: z.uuid() }).parse({ user: 'x' }), 'user: Invalid UUID'],
    ['what is not there', () => raise(new DomainError('oauth.grant.unknown')), 'There is no such grant.'],
  ])('says of %s what is wrong with it, in a sentence', (_case, work, sentence) => {
    expect(failureSentence(caught(work))).toEqual(sentence);
  });

  it('names every field that is wrong in a file, a line each', () => {
    const told = failureSentence(caught(() => newClient.parse({ app_id: '?', app_name: 'x', surprise: 1 })));
    expect(told.split('\n')).toEqual([expect.stringMatching(/^app_id: /u), 'Unrecognized key: "surprise"']);
  });
});

function caught(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

function raise(error: Error): never {
  throw error;
}
