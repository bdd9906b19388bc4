import { z } from 'zod';
import type { ProvenanceRecord } from '../records/provenance.record.js';
import { systems } from '../terms/systems.js';
import { codeIn, momentOf } from './elements.js';
import { nameOf } from './name-of.js';
import type { Entry, References } from './references.js';
import { slices } from './slices.js';
import { needed } from './unreadable.js';

const provenanceSlice = z.looseObject({
  target: z.array(slices.reference).min(1),
  recorded: z.string(),
  agent: z.array(z.looseObject({ type: slices.concept.optional(), who: slices.reference })),
});

export function readProvenance(entry: Entry, references: References): ProvenanceRecord {
  const provenance = provenanceSlice.parse(entry.resource);
  const agent = (role: string) =>
    provenance.agent.find(({ type }) => codeIn(type, systems.provenanceRole) === role)?.who;
  const target = needed(references.targetOf(provenance.target[0]?.reference), 'target');
  const author = agent('author');
  return {
    id: entry.id,
    targetType: target.type,
    targetId: target.id,
    recordedAt: needed(momentOf(provenance.recorded), 'recorded'),
    authorName: nameOf(author, entry, references),
    authorSubject: author?.identifier?.value ?? null,
    clientId: agent('assembler')?.identifier?.value ?? null,
  };
}
