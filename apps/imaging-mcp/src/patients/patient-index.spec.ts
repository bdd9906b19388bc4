import { PatientIndex } from './patient-index.js';

function given(patients: Readonly<Record<string, string>>) {
  const questions: (readonly string[])[] = [];
  const index = new PatientIndex(async (mrns) => {
    questions.push(mrns);
    return new Map(Object.entries(patients).filter(([mrn]) => mrns.includes(mrn)));
  });
  return { index, questions };
}

describe('the patients behind DICOM Patient IDs', () => {
  it('are told of a whole page by one question, which names each number once', async () => {
    const { index, questions } = given({ MRN001: 'john', MRN002: 'jane' });
    const ids = await index.idsOf(['MRN001', undefined, ' mrn002 ', 'MRN001', 'MRN009', '']);
    expect(ids).toEqual(['john', undefined, 'jane', 'john', undefined, undefined]);
    expect(questions).toEqual([['MRN001', 'MRN002', 'MRN009']]);
  });

  it('are not asked for again, but for numbers that nobody had', async () => {
    const { index, questions } = given({ MRN001: 'john' });
    await index.idsOf(['MRN001', 'MRN009']);
    expect([await index.idOf('MRN001'), await index.idOf('MRN009')]).toEqual(['john', undefined]);
    expect(questions).toEqual([['MRN001', 'MRN009'], ['MRN009']]);
  });
});
