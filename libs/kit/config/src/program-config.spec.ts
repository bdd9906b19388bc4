import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';

const program = path.resolve(import.meta.dirname, '../dist/program.fixture.js');

function run(env: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program], { env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('the configuration of a program', () => {
  it('is there when all is well', () => {
    expect(run({ PORT: '4000', HOME_URL: 'https://home.example' })).toEqual({
      status: 0,
      stdout: '4000\n',
      stderr: '',
    });
  });

  it('ends it by what is wrong with each variable, and no stack trace', () => {
    const { status, stdout, stderr } = run({ PORT: 'many', HOME_URL: 'home' });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^The configuration is not usable:\n {2}PORT: .+\n {2}HOME_URL: .+\n$/u);
  });
});
