import { givenConformanceServer, type ConformanceServer } from './fixture/conformance/conformance.server.fixture.js';
import { notScored } from './fixture/conformance/not-scored.fixture.js';
import { runConformance, type ConformanceVerdict } from './fixture/conformance/run-conformance.fixture.js';

const revisions = ['2025-11-25', '2026-07-28'] as const;
/** As many scenarios as each revision requires of a server, plus what is not scored and passes all the same. */
const passing = { '2025-11-25': 30, '2026-07-28': 37 + 1 } as const;

describe('the official conformance suite (feature X04)', () => {
  let server: ConformanceServer;
  let verdicts: ReadonlyMap<string, ConformanceVerdict>;
  beforeAll(async () => {
    server = await givenConformanceServer();
    // Most of their time they wait, so they wait together.
    const run = async (revision: string) => [revision, await runConformance(server.url, revision)] as const;
    verdicts = new Map(await Promise.all(revisions.map(run)));
  }, 120_000);
  afterAll(() => server.close());

  it.each(revisions)('finds nothing that %s requires and the host does not do', (revision) => {
    const verdict = verdicts.get(revision);
    expect(verdict?.exitCode === 0 ? 'all that is scored passes' : verdict?.output).toBe('all that is scored passes');
    expect(verdict?.passed).toHaveLength(passing[revision]);
  });

  it('leaves out what is not scored for a written reason only', () => {
    const failed = new Set([...verdicts.values()].flatMap((verdict) => verdict.failed));
    expect([...failed].sort()).toEqual(Object.keys(notScored).sort());
  });
});
