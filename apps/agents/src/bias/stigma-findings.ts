import type { Finding } from './finding.js';
import { stigmaTerms } from './stigma-terms.js';

const matchers = stigmaTerms.map((term) => ({ ...term, matcher: new RegExp(`\\b(?:${term.pattern})\\b`, 'giu') }));

export function stigmaFindings(text: string): Finding[] {
  return matchers.flatMap(({ matcher, instead, severity, pattern }) =>
    [...text.matchAll(matcher)].map(({ 0: quote, index }) => ({
      rule: `stigma:${pattern}`,
      bias_type: 'stigma' as const,
      severity,
      start: index,
      end: index + quote.length,
      quote,
      suggestions: [instead],
    })),
  );
}
