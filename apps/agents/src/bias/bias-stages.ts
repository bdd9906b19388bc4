import { hash } from 'node:crypto';
import { NotRetryable, type TaskHandler } from '@caregate/kit-agent';
import { z } from 'zod';
import { analyzeBias } from './analyze-bias.js';
import { contentOf, resultOf } from './stage-parameters.js';

const analysis = z.looseObject({
  overall_bias_score: z.number(),
  alert_level: z.string(),
  findings: z.array(z.looseObject({ start: z.int(), end: z.int(), quote: z.string(), severity: z.string() })),
  recommendations: z.array(z.string()),
});
const standardized = z.looseObject({ score_per_mille: z.int(), findings: analysis.shape.findings });

/** Pipeline set B for a text: taken in, cleaned, examined, brought into a common form, checked and reported. */
export const biasStages = {
  data_ingestion: (parameters) => {
    const content = contentOf(parameters);
    return { content, characters: content.length, sha256: hash('sha256', content, 'hex') };
  },
  preprocessing: (parameters) => {
    const content = contentOf(parameters).normalize('NFC').replace(/\s+/gu, ' ').trim();
    const sentences = [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(content)].length;
    return { content, sentences, words: content.split(' ').length };
  },
  bias_detection: (parameters, { progress }) => {
    progress(0.1);
    return analyzeBias(contentOf(parameters));
  },
  standardization: (parameters) => {
    const { overall_bias_score, findings } = resultOf(parameters, 'bias_detection', analysis);
    return { score_per_mille: Math.round(overall_bias_score * 1000), findings };
  },
  validation: (parameters) => {
    const content = contentOf(parameters);
    const { findings, score_per_mille } = resultOf(parameters, 'standardization', standardized);
    const wrong = findings.filter(({ start, end, quote }) => content.slice(start, end) !== quote).length;
    if (wrong > 0) throw new NotRetryable(`${wrong} findings do not point at their words.`);
    return { valid: true, checked: findings.length, score_per_mille };
  },
  output_generation: (parameters) => {
    const { overall_bias_score, alert_level, findings, recommendations } = resultOf(
      parameters,
      'bias_detection',
      analysis,
    );
    return { overall_bias_score, alert_level, findings, recommendations, finding_count: findings.length };
  },
} as const satisfies Record<string, TaskHandler>;
