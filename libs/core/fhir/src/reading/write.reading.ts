import { z } from 'zod';
import type { WriteRecord } from '../records/write.record.js';
import { systems } from '../terms/systems.js';
import { codeIn, momentOf, textOf } from './elements.js';
import type { Entry, References } from './references.js';
import { slices } from './slices.js';
import { needed } from './unreadable.js';

const activities: Readonly<Record<string, WriteRecord['activity']>> = {
  CREATE: 'create',
  UPDATE: 'update',
  NULLIFY: 'nullify',
};

const writeSlice = z.looseObject({
  target: z.array(slices.reference).min(1),
  recorded: z.string(),
  activity: slices.concept,
  reason: slices.concepts,
  agent: z.array(
    z.looseObject({
      type: slices.concept.optional(),
      role: slices.concepts,
      who: slices.reference,
      onBehalfOf: slices.reference.optional(),
    }),
  ),
});

/** Whether a Provenance tells of one write and by whom, as that table needs it; of others less is kept. */
export function isWrite({ resource }: Entry): boolean {
  const { data } = writeSlice.safeParse(resource);
  return (
    data !== undefined &&
    activityOf(data) !== undefined &&
    ['author', 'assembler'].every((role) => agentOf(data, role)?.who.identifier?.value !== undefined)
  );
}

export function readWrite(entry: Entry, references: References): WriteRecord {
  const write = writeSlice.parse(entry.resource);
  const [target, ...besides] = write.target.map(({ reference }) => references.targetOf(reference));
  const { type, id } = needed(target ?? null, 'target');
  const author = agentOf(write, 'author');
  return {
    id: entry.id,
    targetType: type,
    targetId: id,
    besides: besides.flatMap((each) => (each?.type === 'Observation' ? [each.id] : [])),
    activity: needed(activityOf(write) ?? null, 'activity'),
    tool: write.activity.text ?? null,
    reason: textOf(write.reason?.[0]),
    actorSubject: needed(author?.who.identifier?.value ?? null, 'agent'),
    actorRole: textOf(author?.role?.[0]),
    actorClient: needed(agentOf(write, 'assembler')?.who.identifier?.value ?? null, 'agent'),
    onBehalfOf: author?.onBehalfOf?.identifier?.value ?? null,
    recordedAt: needed(momentOf(write.recorded), 'recorded'),
  };
}

type Write = z.output<typeof writeSlice>;

function activityOf({ activity }: Write): WriteRecord['activity'] | undefined {
  return activities[codeIn(activity, systems.dataOperation) ?? ''];
}

function agentOf({ agent }: Write, role: string): Write['agent'][number] | undefined {
  return agent.find(({ type }) => codeIn(type, systems.provenanceRole) === role);
}
