import { createDataSource, migrate } from '@caregate/data-models';
import { loadBulk } from '@caregate/synthetic';
import { testDatabase, type TestDatabase } from '@caregate/testing';
import { recordQuestions } from './record-questions.js';
import { recordStatements } from './record-statements.js';

/** Orders, a series of a value, vital signs, a series of those, a name. */
const KINDS = 5;

describe('questions to the health record', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase({ migrate });
    await loadBulk(database.superuserUrl, { patients: 100, observationsPerPatient: 100 });
  });
  afterAll(() => database.drop());

  it('are answered with rows, by one statement each that a peer can send too', async () => {
    const dataSource = createDataSource({ url: database.superuserUrl, applicationName: 'spec', poolSize: 1 });
    await dataSource.initialize();
    try {
      const questions = await recordQuestions(dataSource, 20);
      const answers = await Promise.all(questions.map((question) => question()));
      const isFilled = (answer: unknown) => (Array.isArray(answer) ? answer.length > 0 : answer !== undefined);
      const filled = Array.from({ length: KINDS }, (_none, kind) =>
        answers.some((answer, index) => index % KINDS === kind && isFilled(answer)),
      );
      expect(filled).toEqual(Array.from({ length: KINDS }, () => true));
      for (const question of questions) {
        const [first, ...more] = await recordStatements(dataSource, question);
        expect(more).toEqual([]);
        await expect(dataSource.query(first?.text ?? '', [...(first?.values ?? [])])).resolves.toEqual(
          expect.any(Array),
        );
      }
    } finally {
      await dataSource.destroy();
    }
  });
});
