import type { DataSource, Logger } from 'typeorm';

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** What a piece of work sends to the database, so that a peer can send the same. */
export async function recordStatements(dataSource: DataSource, work: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = [];
  const before = dataSource.logger;
  dataSource.logger = recorderInto(statements);
  try {
    await work();
  } finally {
    dataSource.logger = before;
  }
  return statements;
}

function recorderInto(statements: Statement[]): Logger {
  const nothing = () => undefined;
  return {
    logQuery: (text, values: unknown[] = []) => void statements.push({ text, values }),
    logQueryError: nothing,
    logQuerySlow: nothing,
    logSchemaBuild: nothing,
    logMigration: nothing,
    log: nothing,
  };
}
