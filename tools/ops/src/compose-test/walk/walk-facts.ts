import { z } from 'zod';

const client = z.looseObject({ app_id: z.string(), client_id: z.string(), client_secret: z.string() });

/** What the walk has to know of the deployment. */
export const walkFacts = z.strictObject({
  host: z.string(),
  /** Certificate of whoever signed the edge's, as PEM. */
  authority: z.string(),
  clients: z.array(client),
  /** Where the token of the agent is to be left. */
  agentTokenFile: z.string(),
  studies: z.array(z.strictObject({ patientMrn: z.string(), studyInstanceUid: z.string() })),
});

export type WalkFacts = z.output<typeof walkFacts>;
