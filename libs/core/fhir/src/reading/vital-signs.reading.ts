import type { VitalSignsRecord } from '../records/vital-signs.record.js';
import type { VitalPiece } from './vital-piece.reading.js';

export interface VitalRow {
  readonly record: VitalSignsRecord;
  readonly pieces: readonly VitalPiece[];
}

/**
 * One row for what belongs together: pieces of one panel or one exported row, else of one patient at one moment.
 * What was measured twice at that moment begins a second row, so that neither value overwrites the other, and so does
 * what was entered in error.
 */
export function vitalRows(pieces: readonly VitalPiece[]): readonly VitalRow[] {
  const panels = panelsOf(pieces);
  const groups = new Map<string, VitalPiece[]>();
  for (const piece of pieces) {
    const { patientId, recordedAt, status } = piece.shared;
    const row = piece.rowId ?? panels.get(piece.entry.id);
    groupFor(groups, `${patientId}|${row ?? recordedAt.getTime()}|${isMistake(status)}`, piece.loinc).push(piece);
  }
  return [...groups.values()].map((group) => ({ record: rowOf(group, panels), pieces: group }));
}

/** The row that each member of a panel is part of, where the one is a mistake if the other is. */
function panelsOf(pieces: readonly VitalPiece[]): ReadonlyMap<string, string | undefined> {
  const statuses = new Map(pieces.map(({ entry, shared }) => [entry.id, shared.status]));
  return new Map(
    pieces.flatMap(({ members, rowId, shared }) =>
      members
        .filter((member) => isMistake(statuses.get(member)) === isMistake(shared.status))
        .map((member): [string, string | undefined] => [member, rowId]),
    ),
  );
}

function isMistake(status: VitalSignsRecord['status'] | undefined): boolean {
  return status === 'entered_in_error';
}

function groupFor(groups: Map<string, VitalPiece[]>, key: string, loinc: string): VitalPiece[] {
  const group = groups.get(key);
  if (group === undefined) {
    const begun: VitalPiece[] = [];
    groups.set(key, begun);
    return begun;
  }
  return group.some((piece) => piece.loinc === loinc) ? groupFor(groups, `${key}|again`, loinc) : group;
}

function rowOf(group: readonly VitalPiece[], panels: ReadonlyMap<string, string | undefined>): VitalSignsRecord {
  const [first] = group;
  if (first === undefined) throw new RangeError('a group begins with a piece');
  const notes = group.map(({ shared }) => shared.notes).filter((note) => note !== null);
  return {
    ...nothingMeasured,
    ...first.shared,
    id: first.rowId ?? panels.get(first.entry.id) ?? first.entry.id,
    status: group.find(({ shared }) => shared.status !== 'final')?.shared.status ?? 'final',
    notes: notes.length === 0 ? null : notes.join('\n'),
    ...Object.assign({}, ...group.map(({ values }) => values)),
  };
}

const nothingMeasured = {
  systolicBp: null,
  diastolicBp: null,
  heartRate: null,
  temperature: null,
  respiratoryRate: null,
  oxygenSaturation: null,
  weight: null,
  height: null,
  bmi: null,
};
