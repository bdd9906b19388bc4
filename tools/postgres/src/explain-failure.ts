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
    reason: 'shared-memory',
    says: /shared memory segment .*(?:no space left|cannot allocate)/i,
    sentence: 'The system gives the database too little shared memory.',
    wayOut: 'Let /dev/shm have 64 MB at least (in a container --shm-size) and start again.',
  },
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

/** `output` is what initdb, pg_ctl and the server log said. */
export function explainFailure(step: string, output: string): PostgresStartFailed {
  const known = explanations.find(({ says }) => says.test(output));
  if (known) return new PostgresStartFailed(known.reason, known.sentence, known.wayOut);
  return new PostgresStartFailed(
    'unknown',
    `${step} failed: ${reasonIn(output)}`,
    'The server log in the data folder may say more.',
  );
}

/** The first line that says what is wrong, for what follows is what came of it; else the last. */
function reasonIn(output: string): string {
  const lines = output.trim().split(/\r?\n/);
  const reason = lines.find((line) => /FATAL|PANIC|ERROR|error:/.test(line)) ?? lines.at(-1);
  return reason?.trim().slice(-600) || 'it said nothing';
}
