import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeEnd } from './describe-end.js';

describe('the end of a part that nobody stopped', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'caregate-end-'))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const ended = (...lines: string[]) => {
    const log = path.join(folder, 'server.log');
    writeFileSync(log, `${lines.join('\n')}\n`);
    return { what: 'PostgreSQL ended by itself', log };
  };

  it.each([
    'PANIC:  could not write to file "pg_wal/xlogtemp.31": No space left on device',
    'PANIC:  could not write to file "pg_wal/xlogtemp.31": Disk quota exceeded',
  ])('is laid to a full disk where its log says "%s"', (line) => {
    const part = ended('LOG:  checkpoint starting: time', line, 'LOG:  shutting down');
    const { sentence, wayOut } = describeEnd(part);
    expect(sentence).toContain(`The disk that holds ${part.log} is full, and so PostgreSQL ended by itself.`);
    expect(wayOut).toContain('Free some space');
  });

  it('names the log of the part where nobody knows why', () => {
    const part = ended('LOG:  server process (PID 9) was terminated by signal 9: Killed');
    const { sentence, wayOut } = describeEnd(part);
    expect(sentence).toBe('PostgreSQL ended by itself. Everything else is being stopped.');
    expect(wayOut).toContain(`Its log is ${part.log}.`);
  });

  it('is told also where no log was left', () => {
    expect(describeEnd({ what: 'auth ended by itself', log: path.join(folder, 'none.log') }).sentence).toContain(
      'auth',
    );
  });
});
