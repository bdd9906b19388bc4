import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { NotRetryable, type AgentOptions, type TaskContext } from '@caregate/kit-agent';

const guide = path.resolve(import.meta.dirname, '../../../docs/guides/write-an-agent.md');

/** Runs the first example of the guide as it stands, with a runtime that only keeps what it was given. */
async function exampleOfTheGuide(): Promise<AgentOptions> {
  const [, code = ''] = /```ts\n(.*?)```/su.exec(await readFile(guide, 'utf8')) ?? [];
  const given: AgentOptions[] = [];
  class Runtime {
    constructor(options: AgentOptions) {
      given.push(options);
    }
    start(): void {}
  }
  // The words of the guide are what is tested.
  const body = code.replace(/^import .*$/mu, '');
  new Function('AgentRuntime', 'NotRetryable', 'token', body)(Runtime, NotRetryable, 'token');
  const [options] = given;
  if (options === undefined) throw new Error('The guide makes no agent.');
  return options;
}

describe('the guide to writing an agent', () => {
  it('shows an agent that counts words, and refuses for good what is no text', async () => {
    const { agentId, handlers } = await exampleOfTheGuide();
    const context: TaskContext = {
      taskId: 'task',
      taskType: 'word_count',
      attempt: 1,
      deadline: undefined,
      signal: new AbortController().signal,
      progress: () => undefined,
    };
    expect(agentId).toBe('word-counter-1');
    expect(handlers['word_count']?.({ content: 'one two  three' }, context)).toEqual({ words: 3 });
    expect(() => handlers['word_count']?.({ content: 3 }, context)).toThrow(NotRetryable);
  });
});
