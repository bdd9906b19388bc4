import { explainFailure } from './explain-failure.js';
import { loadBinaries } from './binaries.js';

describe('the explanation of a failed start', () => {
  it.each([
    ['initdb: error: could not write to file "pg_wal/xlogtemp.31": No space left on device', 'disk-full'],
    ['FATAL: could not create lock file "postmaster.pid": No space left on device\ncould not bind', 'disk-full'],
    [
      'FATAL:  could not extend file "base/1/2691": wrote only 4096 of 8192 bytes\nHINT:  Check free disk space.',
      'disk-full',
    ],
    ['ENOSPC: no space left on device, write', 'disk-full'],
    ['LOG:  could not bind IPv4 address "127.0.0.1": Address already in use', 'port-busy'],
    ['initdb: error: could not change permissions of directory "/x": Permission denied', 'not-permitted'],
    ['spawn /opt/initdb EACCES', 'not-permitted'],
    [
      'FATAL:  could not resize shared memory segment "/PostgreSQL.1" to 1048576 bytes: No space left on device',
      'shared-memory',
    ],
    ['FATAL:  data directory "/x" has wrong ownership', 'not-permitted'],
  ])('finds the cause in "%s"', (output, reason) => {
    expect(explainFailure('Starting the database', output)).toMatchObject({ reason, wayOut: expect.any(String) });
  });

  it('repeats of what it cannot explain the one line that has the reason', () => {
    const output = `creating configuration files ... ok
running bootstrap script ... 2026-11-23 06:54:50.225 UTC [29193] FATAL:  could not write to file "x": File too large
child process exited with exit code 1
initdb: removing data directory "/x"`;
    expect(explainFailure('Creating the database', output).message).toBe(
      'Creating the database failed: running bootstrap script ... 2026-11-23 06:54:50.225 UTC [29193] FATAL:  could not write to file "x": File too large',
    );
    expect(explainFailure('Creating the database', ' \n').message).toBe(
      'Creating the database failed: it said nothing',
    );
  });

  it('repeats what it cannot explain', () => {
    expect(explainFailure('Starting the database', 'PANIC: sunspots').message).toBe(
      'Starting the database failed: PANIC: sunspots',
    );
  });
});

describe('a platform without binaries', () => {
  it('is told how to go on', async () => {
    await expect(loadBinaries('plan9', 'mips')).rejects.toMatchObject({
      reason: 'platform',
      wayOut: expect.stringContaining('DATABASE_URL'),
    });
  });
});
