import type { EntityManager } from 'typeorm';
import { expectVersion } from '../writes/expect-version.js';
import { bodyMassIndex } from './body-mass-index.js';
import { lockRecording, type LockedRecording } from './lock-recording.js';
import { measurements, refuseImplausible, type Measurements } from './measurements.js';
import type { RecordingName } from './recording-name.js';

const names = Object.keys(measurements) as (keyof Measurements)[];

const correct = `
  UPDATE ehr.vital_sign SET ${names.map((name, index) => `${name} = $${index + 3}`).join(', ')}, bmi = $2,
    status = 'corrected', version = version + 1
  WHERE id = $1`;

export interface Correction {
  readonly patientId: string;
  readonly recording: RecordingName;
  readonly values: Measurements;
  /** The one that was read, where somebody says so. */
  readonly version: number | undefined;
}

/** Writes measurements over those of one recording, which keeps its time and who measured; answers what it said before. */
export async function correctRecording(
  manager: EntityManager,
  { patientId, recording, values, version }: Correction,
): Promise<LockedRecording> {
  const found = await lockRecording(manager, patientId, recording);
  expectVersion(found.version, version);
  const whole = { ...measuredIn(found.before), ...values };
  refuseImplausible(whole);
  const bmi = isOfBody(values) ? bodyMassIndex(whole.weight, whole.height) : found.before['bmi'];
  await manager.query(correct, [found.id, bmi, ...names.map((name) => whole[name])]);
  return found;
}

/** An index that was imported without weight and height is nobody's to change who corrects something else. */
function isOfBody({ weight, height }: Measurements): boolean {
  return weight !== undefined || height !== undefined;
}

function measuredIn(row: LockedRecording['before']): Measurements {
  return Object.fromEntries(names.flatMap((name) => (typeof row[name] === 'number' ? [[name, row[name]]] : [])));
}
