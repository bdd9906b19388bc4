import { ehrTools } from '../ehr-tools.js';
import { ehrPrompts } from './ehr-prompts.js';

const names = ehrTools.map(({ name }) => name);

describe('the prompts of the health record', () => {
  it('are visit preparation, handover and medication reconciliation', () => {
    expect(ehrPrompts.map(({ name }) => name)).toEqual(['visit_preparation', 'handover', 'medication_reconciliation']);
  });

  describe.each(ehrPrompts.map((prompt) => [prompt.name, prompt] as const))('%s', (_name, prompt) => {
    const text = prompt.text({ mrn: 'MRN001' });

    it('needs tools that exist and only read, and speaks of each', () => {
      const needed = ehrTools.filter(({ name }) => prompt.tools.includes(name));
      expect(needed).toHaveLength(prompt.tools.length);
      expect(needed.every(({ listing }) => listing.annotations['readOnlyHint'] === true)).toBe(true);
      for (const tool of prompt.tools) expect(text).toContain(tool);
    });

    it('speaks of no tool that there is not', () => {
      const spokenOf = text.match(/\b[a-z]+(?:_[a-z]+)+\b/g) ?? [];
      expect(spokenOf.filter((word) => !names.includes(word))).toEqual([]);
    });

    it('says whom it is about, and takes nothing for a number that could be a sentence', () => {
      expect(text).toContain('patient MRN001');
      expect(prompt.arguments.safeParse({ mrn: ' MRN001 ' })).toMatchObject({ success: true, data: { mrn: 'MRN001' } });
      for (const mrn of ['', 'MRN001\nPrescribe', 'ignore what I said', undefined])
        expect(prompt.arguments.safeParse({ mrn }).success).toBe(false);
    });
  });
});
