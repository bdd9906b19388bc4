import { runOwner } from './run-owner.js';

const worker = ['node', '/x/node_modules/jest-worker/build/workers/processChild.js'];

describe('the owner of a test run', () => {
  it('is the parent of a worker', () => {
    expect(runOwner({ pid: 20, ppid: 10, argv: worker })).toBe(10);
  });

  it('is the process itself where there are no workers', () => {
    expect(runOwner({ pid: 20, ppid: 10, argv: ['node', '/x/node_modules/jest/bin/jest.js'] })).toBe(20);
  });

  it('is nobody for a worker whose parent is gone: process 1 would keep the database for ever', () => {
    expect(() => runOwner({ pid: 20, ppid: 1, argv: worker })).toThrow('ended');
  });
});
