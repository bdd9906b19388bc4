import { PatientNumbersRepository, RelationsRepository } from '@caregate/data-models';
import { Authorizer, CachedRelations } from '@caregate/kit-access';
import type { Foundation } from '../../app/foundation.js';
import { OrthancClient } from './orthanc-client.js';
import { PacsGate } from './pacs-gate.js';
import { StudyLookup } from './study-lookup.js';
import { StudyTally } from './study-tally.js';

export interface BuiltPacsGate {
  readonly gate: PacsGate;
  readonly studies: StudyTally;
  /** By which the archive knows the gate. */
  readonly authorization: string;
  stop(): Promise<void>;
}

/** `undefined` where no archive is configured; a route that asks for the gate then keeps the app from starting. */
export async function buildPacsGate(foundation: Foundation): Promise<BuiltPacsGate | undefined> {
  const { config, dataSource, messaging, trail, clock } = foundation;
  if (config.orthanc === undefined) return undefined;
  const relations = await CachedRelations.start({ repository: new RelationsRepository(dataSource), messaging });
  const orthanc = new OrthancClient(config.orthanc);
  const studies = new StudyTally(trail);
  const gate = new PacsGate({
    authorizer: new Authorizer({ relations, clock }),
    studies: new StudyLookup({ orthanc, patients: new PatientNumbersRepository(dataSource) }),
    tally: studies,
    trail,
    authorization: orthanc.authorization,
  });
  return { gate, studies, authorization: orthanc.authorization, stop: () => relations.stop() };
}
