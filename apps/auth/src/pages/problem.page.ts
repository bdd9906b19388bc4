import type { Problem } from '@caregate/core-contracts';
import type { Pages } from './pages.js';

/** A problem for people: what happened, and what to quote when asking for help. */
export function problemPage(pages: Pages): (problem: Problem) => string {
  return ({ title, detail, code, requestId }) => pages.render('message', title, { message: detail, code, requestId });
}
