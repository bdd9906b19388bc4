import { syntheticStudies } from '@caregate/synthetic';
import type { RunningOrthanc } from '@caregate/edge';
import type { Person } from '../sandbox/people.js';
import type { RunningStack } from '../stack/stack.js';
import { authorize } from './authorize.js';
import { expectThat, type StepLog } from './step.js';

/** A study out of a real archive through the gate: with the right token, without any, and of another patient. */
export async function passTheGate(
  stack: RunningStack,
  orthanc: RunningOrthanc | undefined,
  doctor: Person,
  log: StepLog,
): Promise<void> {
  if (orthanc === undefined) return skip(log);
  const { addresses } = stack;
  const [own, foreign] = await Promise.all([stored(orthanc, 'MRN001'), stored(orthanc, 'MRN002')]);
  await log.run('be refused a study at the PACS gate without a token', async () => {
    const { status } = await fetch(`${addresses.pacs}/instances/${own.id}/file`);
    expectThat(status === 401, `status 401, not ${status}`);
    return `status ${status}`;
  });
  await log.run('get a study through the PACS gate, byte for byte, and no other patient’s', async () => {
    const { accessToken } = await authorize(addresses, doctor, 'read:imaging', addresses.pacs);
    const headers = { authorization: `Bearer ${accessToken}` };
    const file = await fetch(`${addresses.pacs}/instances/${own.id}/file`, { headers });
    const bytes = Buffer.from(await file.arrayBuffer());
    expectThat(file.ok && bytes.equals(own.part10), `the file that was stored, not ${file.status}`);
    const other = await fetch(`${addresses.pacs}/instances/${foreign.id}/file`, { headers });
    expectThat(other.status === 403, `another patient’s is refused with 403, not ${other.status}`);
    return `${bytes.length} bytes; another patient’s: status ${other.status}`;
  });
}

async function skip(log: StepLog): Promise<void> {
  await log.run('SKIPPED: the PACS gate', async () => 'no Orthanc on this machine (Debian: orthanc, orthanc-dicomweb)');
}

async function stored(orthanc: RunningOrthanc, mrn: string) {
  const study = syntheticStudies().find(({ patientMrn, modality }) => patientMrn === mrn && modality === 'CT');
  const part10 = study?.series[0]?.instances[0]?.part10();
  expectThat(part10 !== undefined, `${mrn} has a CT`);
  return { part10, id: await orthanc.store(part10) };
}
