import { PostgresStartFailed, type StartFailure } from './postgres-start-failed.js';

interface Explanation {
  readonly reason: StartFailure;
  readonly says: RegExp;
  readonly sentence: string;
  readonly wayOut: string;
}

/** In order: a full disk also makes later steps fail, so the deepest cause stands first. */
const explanations: readonly Explanation[] = [
  {
    reason: 'disk-full',
    says: /no space left on device|disk quota exceeded|check free disk space/i,
    sentence: 'The disk that holds the database is full.',
    wayOut: 'Free some space there (a new database takes about 50 MB) and start again; nothing has been lost.',
  },
  {
    reason: 'port-busy',
    says: /could not bind|address already in use/i,
    sentence: 'Another program already listens on the port of the database.',
    wayOut: 'Stop that program, or choose another port for the database.',
  },
  {
    reason: 'not-permitted',
    says: /permission denied|EACCES|EPERM|EROFS|wrong ownership|has invalid permissions/i,
    sentence: 'The database server may not use its data folder or its own program files.',
    wayOut:
      'Start as the user who owns the data folder, and see that it can be written to. As root the server runs as "nobody", so every folder above the data folder and above node_modules must let others pass (chmod o+x).',
  },
];

/** `output` is what initdb, pg_ctl and the server log said; its end is kept, because there the reason stands. */
export function explainFailure(step: string, output: string): PostgresStartFailed {
  const known = explanations.find(({ says }) => says.test(output));
  if (known) return new PostgresStartFailed(known.reason, known.sentence, known.wayOut);
  return new PostgresStartFailed(
    'unknown',
    `${step} failed: ${output.trim().slice(-600) || 'it said nothing'}`,
    'The server log in the data folder may say more.',
  );
}
