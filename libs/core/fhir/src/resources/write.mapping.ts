import type { Provenance } from 'fhir/r4.js';
import type { WriteRecord } from '../records/write.record.js';
import { compact } from '../terms/compact.js';
import { coded, identifier, reference } from '../terms/elements.js';
import { systems } from '../terms/systems.js';

/** Who wrote a row by a tool, for whom and why. */
export function writeToFhir(record: WriteRecord): Provenance {
  const { onBehalfOf, reason, tool, actorRole } = record;
  return compact<Provenance>({
    resourceType: 'Provenance',
    id: record.id,
    target: [
      reference(record.targetType, record.targetId),
      ...record.besides.map((id) => reference('Observation', id)),
    ],
    recorded: record.recordedAt.toISOString(),
    reason: reason === null ? undefined : [{ text: reason }],
    activity: { ...coded(systems.dataOperation, record.activity.toUpperCase()), ...(tool !== null && { text: tool }) },
    agent: [
      {
        type: coded(systems.provenanceRole, 'author'),
        ...(actorRole !== null && { role: [{ text: actorRole }] }),
        who: { identifier: identifier(systems.subject, record.actorSubject) },
        ...(onBehalfOf !== null && { onBehalfOf: { identifier: identifier(systems.subject, onBehalfOf) } }),
      },
      {
        type: coded(systems.provenanceRole, 'assembler'),
        who: { identifier: identifier(systems.client, record.actorClient) },
      },
    ],
  });
}
