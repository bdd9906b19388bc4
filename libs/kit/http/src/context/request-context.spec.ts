import { currentContext, findContext, runInContext } from './request-context.js';

describe('the context of a request', () => {
  it('is found wherever the work goes on, and by no other work', async () => {
    const ids = await Promise.all(
      ['a', 'b'].map((requestId) =>
        runInContext({ requestId, transport: 'stdio' }, async () => {
          await new Promise((resolve) => setImmediate(resolve));
          return currentContext().requestId;
        }),
      ),
    );
    expect(ids).toEqual(['a', 'b']);
    expect(findContext()).toBeUndefined();
  });

  it('is a fresh internal one in the background', () => {
    expect(currentContext()).toEqual({ requestId: expect.stringMatching(/^[0-9a-f-]{36}$/), transport: 'internal' });
    expect(currentContext().requestId).not.toBe(currentContext().requestId);
  });
});
