import { formatReport } from './format-report.js';
import type { VerifyReport } from './verify-report.js';

const intact: VerifyReport = {
  ok: true,
  rows: 1_200,
  shards: 2,
  anchors: 7,
  lastAnchorAt: '2026-11-21T09:00:00.000Z',
  unanchoredRows: 3,
  findings: [],
  findingsOmitted: 0,
  seconds: 0.04,
};

describe('a report on the terminal', () => {
  it('says in one line that all is well, and what was looked at', () => {
    expect(formatReport(intact)).toBe(
      [
        'The audit trail is intact.',
        '1200 rows in 2 chains, 7 anchors, 0.0 s.',
        'Last anchor 2026-11-21T09:00:00.000Z; 3 rows since then.',
      ].join('\n'),
    );
  });

  it('names every finding with its place', () => {
    const text = formatReport({
      ...intact,
      ok: false,
      findings: [
        { kind: 'row-missing', severity: 'tampering', message: 'Rows are missing: 3.', shard: 0, seq: 4, toSeq: 6 },
        { kind: 'row-changed', severity: 'tampering', message: 'Changed.', shard: 1, seq: 2, id: 'id-1' },
        { kind: 'clock-backwards', severity: 'warning', message: 'Back.', anchor: 5 },
      ],
      findingsOmitted: 12,
    });
    expect(text.split('\n')).toEqual([
      'THE AUDIT TRAIL HAS BEEN TAMPERED WITH.',
      '1200 rows in 2 chains, 7 anchors, 0.0 s.',
      'Last anchor 2026-11-21T09:00:00.000Z; 3 rows since then.',
      '✗ row-missing (chain 0, rows 4 to 6): Rows are missing: 3.',
      '✗ row-changed (chain 1, row 2, id-1): Changed.',
      '! clock-backwards (anchor 5): Back.',
      '… and 12 more.',
    ]);
  });

  it('does not pretend that there are anchors', () => {
    const { lastAnchorAt, ...without } = intact;
    expect(lastAnchorAt).toEqual(expect.any(String));
    expect(formatReport({ ...without, anchors: 0 })).toContain('Nothing is anchored yet.');
  });
});
