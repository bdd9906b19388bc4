import type { Rule } from './ast.js';

/** The compiler also obeys `/// @ts-ignore` and the last line of a comment of several. */
const SUPPRESSION =
  /^\s*(?:eslint|oxlint)-disable(?:-next-line|-line)?\b|^[\s/*]*@ts-(?:ignore|expect-error|nocheck)\b/m;
const REASON = /\s--\s.*\p{L}{3}|@ts-expect-error\s+\p{L}+\s+\p{L}+/u;

/** Whoever switches a rule off tells the next reader why. */
export const suppressionHasReason: Rule = {
  meta: {
    type: 'problem',
    docs: { description: 'a lint or type suppression carries its reason' },
    schema: [],
    messages: { bare: 'Say why the rule does not hold here: `-- reason` after its name.' },
  },
  create: (context) => ({
    'Program:exit'() {
      for (const comment of context.sourceCode.getAllComments())
        if (SUPPRESSION.test(comment.value) && !REASON.test(comment.value))
          context.report({ node: comment, messageId: 'bare' });
    },
  }),
};
