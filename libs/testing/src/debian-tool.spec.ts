import { debianTool } from './debian-tool.js';

describe('a program that a spec runs for real', () => {
  it('is found on the PATH, as an absolute path', () => {
    expect(debianTool('sh', { environment: { PATH: '/nowhere:/bin' } })).toBe('/bin/sh');
  });

  it('is absent where the PATH names no such program', () => {
    expect(debianTool('no-such-program', { environment: { PATH: '/bin' } })).toBeUndefined();
  });

  it('may not be absent where the run says that it has to be there', () => {
    const environment = { PATH: '/bin', CAREGATE_REQUIRE_TOOLS: '1' };
    expect(() => debianTool('no-such-program', { environment })).toThrow('No no-such-program');
  });
});
