import { biasStages } from './bias-stages.js';

const context = {
  taskId: 'task',
  taskType: 'bias_detection',
  attempt: 1,
  deadline: undefined,
  signal: new AbortController().signal,
  progress: () => undefined,
};

describe('the stages of the bias detector', () => {
  it('examine the text of a task of its own, outside any pipeline', async () => {
    const { findings } = await biasStages.bias_detection({ content: 'The patient is an addict.' }, context);
    expect(findings).toContainEqual(expect.objectContaining({ quote: 'addict' }));
  });

  it('examine the text as the stage before has left it', async () => {
    const stages = { preprocessing: { content: 'An addict came.' } };
    const parameters = { input: { content: 'Nothing to see.' }, stages };
    expect((await biasStages.bias_detection(parameters, context)).findings).toHaveLength(1);
  });

  it('refuse for good a task that has no text', async () => {
    await expect(async () => biasStages.bias_detection({ note: 'none' }, context)).rejects.toThrow('content');
  });
});
