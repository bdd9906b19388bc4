import type { Provenance, ProvenanceAgent } from 'fhir/r4.js';
import type { ProvenanceRecord } from '../records/provenance.record.js';
import type { VitalSignsRecord } from '../records/vital-signs.record.js';
import { compact } from '../terms/compact.js';
import { coded, identifier, reference, unknownElement } from '../terms/elements.js';
import { systems } from '../terms/systems.js';
import { vitalMemberIds } from './vital-signs.mapping.js';

/** One row of vital signs is several Observations, and whoever wrote it wrote them all. */
export function provenanceToFhir(record: ProvenanceRecord, row: VitalSignsRecord | undefined): Provenance {
  const others = row === undefined || record.targetType !== 'Observation' ? [] : vitalMemberIds(row);
  return compact<Provenance>({
    resourceType: 'Provenance',
    id: record.id,
    target: [reference(record.targetType, record.targetId), ...others.map((id) => reference('Observation', id))],
    recorded: record.recordedAt.toISOString(),
    agent: [author(record), ...assembler(record)],
  });
}

/** An author is always named, if only as unknown: Provenance.agent.who is required. */
function author({ authorName, authorSubject }: ProvenanceRecord): ProvenanceAgent {
  const who = {
    ...(authorSubject !== null && { identifier: identifier(systems.subject, authorSubject) }),
    ...(authorName !== null && { display: authorName }),
  };
  return {
    type: coded(systems.provenanceRole, 'author'),
    who: Object.keys(who).length === 0 ? unknownElement() : who,
  };
}

function assembler({ clientId }: ProvenanceRecord): ProvenanceAgent[] {
  if (clientId === null) return [];
  return [
    {
      type: coded(systems.provenanceRole, 'assembler'),
      who: { identifier: identifier(systems.client, clientId) },
    },
  ];
}
