/** Every npm script comes through here: in words that also a Node of 2020 reads, to tell it that it is too old. */
import process from 'node:process';

/** Its npm is the first that installs from our lockfile. */
const MAJOR_MIN = 16;

if (Number(process.versions.node.split('.')[0]) >= MAJOR_MIN) import('./command.mjs');
else {
  process.stderr.write(
    `The commands of CareGate need Node ${MAJOR_MIN} or newer to begin with; this is ${process.versions.node}. Install Node 24 and run the command again.\n`,
  );
  process.exitCode = 1;
}
