import type { ToolAnswer } from '../../host/tool-answer.js';
import { askFor } from './ask-for.js';

const now = new Date('2026-05-31T12:00:00Z');
const wish = { mrn: 'MRN001', subject: 'vitals', period: '3m' } as const;

/** A host that answers with these pages, one after the other. */
function givenHost(answers: readonly (ToolAnswer | Error)[]) {
  const asked: [string, Readonly<Record<string, unknown>>][] = [];
  const call = async (name: string, given: Readonly<Record<string, unknown>>) => {
    asked.push([name, given]);
    const answer = answers[Math.min(asked.length, answers.length) - 1];
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error('Nothing was foreseen.');
    return answer;
  };
  return { call, asked };
}

function page(heartRate: number, more: object = {}): ToolAnswer {
  const entry = { recorded_date: '2026-05-01T00:00:00Z', heart_rate: heartRate };
  return { content: [], structuredContent: { status: 'success', mrn: 'MRN001', vital_signs: [entry], ...more } };
}

describe('asking the server for a period (feature X10)', () => {
  it('names its first day, which a shorter month may not have', async () => {
    const { call, asked } = givenHost([page(70)]);
    await askFor(call, wish, now);
    await askFor(call, { ...wish, subject: 'labs', period: 'all' }, now);
    expect(asked).toEqual([
      ['get_vital_signs', { mrn: 'MRN001', limit: 100, from: '2026-02-28' }],
      ['get_lab_results', { mrn: 'MRN001', limit: 100 }],
    ]);
  });

  it('reads on until there is no more', async () => {
    const { call, asked } = givenHost([page(70, { next_cursor: 'next', message: 'There is more.' }), page(75)]);
    const outcome = await askFor(call, wish, now);
    expect(asked.map(([, { cursor }]) => cursor)).toEqual([undefined, 'next']);
    expect(outcome).toMatchObject({ kind: 'answer', answer: { note: undefined, series: [{ readings: [{}, {}] }] } });
  });

  it('stops in time, and then says that there is more', async () => {
    const { call, asked } = givenHost([page(70, { next_cursor: 'next', message: 'There is more.' })]);
    expect(await askFor(call, wish, now)).toMatchObject({
      kind: 'answer',
      answer: { note: expect.stringContaining('There is more') },
    });
    expect(asked).toHaveLength(5);
  });

  it.each([
    ['the words of the server', '{"status":"error","message":"Not your patient."}', 'Not your patient.'],
    ['the words of a host', 'The person said no.', 'The person said no.'],
    ['words of its own for a failure without any', '', 'The server could not answer.'],
  ])('fails with %s', async (_case, text, message) => {
    const { call } = givenHost([{ content: [{ type: 'text', text }], isError: true }]);
    expect(await askFor(call, wish, now)).toEqual({ kind: 'failure', message });
  });

  it('fails when the host carries no question', async () => {
    const { call } = givenHost([new Error('refused')]);
    expect(await askFor(call, wish, now)).toMatchObject({ kind: 'failure' });
  });
});
