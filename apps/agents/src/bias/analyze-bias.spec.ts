import { analyzeBias } from './analyze-bias.js';

describe('the analysis of bias', () => {
  it('finds nothing in a note that speaks of the person', async () => {
    const text =
      'She is a 54-year-old teacher with type 2 diabetes. Her mother had diabetes too. She says that she just forgot.';
    await expect(analyzeBias(text)).resolves.toMatchObject({ overall_bias_score: 0, alert_level: 'low', findings: [] });
  });

  it('finds the words that worsen care, where they stand, and says what to write instead', async () => {
    const text = 'Known drug-seeking behaviour; patient is noncompliant.';
    const { findings, alert_level } = await analyzeBias(text);
    expect(findings.map(({ quote }) => quote)).toEqual(['drug-seeking', 'noncompliant']);
    expect(findings.map(({ start, end }) => text.slice(start, end))).toEqual(['drug-seeking', 'noncompliant']);
    expect(findings[0]?.suggestions).toEqual(['asks for pain relief']);
    expect(alert_level).toBe('high');
  });

  it('counts a word once that both lists know, as gravely as the graver of them', async () => {
    const { findings } = await analyzeBias('He is an addict.');
    expect(findings).toEqual([expect.objectContaining({ quote: 'addict', bias_type: 'stigma', severity: 'high' })]);
  });

  it('finds inconsiderate words outside the clinic too', async () => {
    const { findings, dominant_bias_types } = await analyzeBias('That was a crazy shift.');
    expect(findings).toEqual([expect.objectContaining({ quote: 'crazy', bias_type: 'equality' })]);
    expect(dominant_bias_types).toEqual(['equality']);
  });

  it('raises the alert with the number and the gravity of findings', async () => {
    const levels = await Promise.all(
      ['He refused lunch.', 'Poor historian.', 'A junkie.', 'A junkie, malingering, a frequent flyer.'].map(
        async (text) => (await analyzeBias(text)).alert_level,
      ),
    );
    expect(levels).toEqual(['low', 'warning', 'high', 'critical']);
  });
});
