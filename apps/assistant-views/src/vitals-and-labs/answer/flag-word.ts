const words: Readonly<Record<string, string>> = {
  L: 'low',
  H: 'high',
  LL: 'critically low',
  HH: 'critically high',
  A: 'abnormal',
};

/** What a flag says; `undefined` for results that are normal or were not judged. */
export function flagWord(flag: string | undefined): string | undefined {
  return flag === undefined || flag === '' || flag === 'N' ? undefined : (words[flag] ?? `flagged ${flag}`);
}
