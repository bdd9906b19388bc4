export type Severity = 'low' | 'medium' | 'high';

export interface StigmaTerm {
  readonly pattern: string;
  readonly instead: string;
  readonly severity: Severity;
}

/**
 * Words of clinical notes that are shown to worsen care for those of whom they are used, with what to say instead.
 * Addiction: NIDA, "Words Matter: Preferred Language for Talking About Addiction" (https://nida.nih.gov/research-topics/
 * addiction-science/words-matter-preferred-language-talking-about-addiction). Doubt and blame: Goddu et al., J Gen
 * Intern Med 2018;33:685 (https://doi.org/10.1007/s11606-017-4289-2); Park et al., JAMA Netw Open 2021;4:e2117052
 * (https://doi.org/10.1001/jamanetworkopen.2021.17052).
 */
export const stigmaTerms: readonly StigmaTerm[] = [
  { pattern: 'addicts?', instead: 'person with a substance use disorder', severity: 'high' },
  { pattern: 'junk(?:ie|y)s?', instead: 'person who uses drugs', severity: 'high' },
  { pattern: '(?:drug|substance) abusers?', instead: 'person with a substance use disorder', severity: 'high' },
  { pattern: '(?:drug|substance|alcohol) abuse', instead: 'substance use', severity: 'medium' },
  { pattern: 'alcoholics?', instead: 'person with alcohol use disorder', severity: 'medium' },
  { pattern: 'drunks?', instead: 'person who drinks heavily', severity: 'high' },
  { pattern: 'dirty (?:urine|drug screen|test)', instead: 'tested positive', severity: 'medium' },
  { pattern: 'clean (?:urine|drug screen|test)', instead: 'tested negative', severity: 'low' },
  { pattern: '(?:drug|narcotic)[- ]seeking', instead: 'asks for pain relief', severity: 'high' },
  { pattern: 'frequent[- ]fl(?:y|i)ers?', instead: 'person who attends often', severity: 'high' },
  { pattern: 'non-?complian(?:t|ce)', instead: 'not taking it as prescribed, and why', severity: 'medium' },
  { pattern: 'non-?adheren(?:t|ce)', instead: 'not taking it as prescribed, and why', severity: 'low' },
  { pattern: 'difficult patient', instead: 'what was said or done', severity: 'high' },
  { pattern: 'poor historian', instead: 'history could not be obtained', severity: 'medium' },
  { pattern: 'malinger(?:s|ing|er|ers)', instead: 'findings do not explain the symptoms', severity: 'high' },
  { pattern: '(?:claims|alleges|insists) (?:that |to |s?he )', instead: 'says', severity: 'low' },
  { pattern: 'refuse[sd]?', instead: 'declines', severity: 'low' },
  { pattern: 'failed (?:treatment|therapy)', instead: 'treatment did not help', severity: 'low' },
  { pattern: 'sicklers?', instead: 'person with sickle cell disease', severity: 'high' },
  { pattern: '(?:a |the )schizophrenics?', instead: 'person with schizophrenia', severity: 'medium' },
];
