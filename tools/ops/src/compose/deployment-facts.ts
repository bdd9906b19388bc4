import { z } from 'zod';

/** What only the operator knows. None of it is secret but the secret of the client at the identity provider. */
export const deploymentFacts = z.strictObject({
  /** Under which the world finds it, as `care.example.org`. */
  host: z.hostname(),
  identityProvider: z.strictObject({
    title: z.string().min(1).max(60).default('Sign in'),
    issuer: z.url({ protocol: /^https$/ }),
    clientId: z.string().min(1),
    clientSecret: z.string().min(1),
  }),
  administrator: z.strictObject({
    /** The `sub` that the identity provider gives this person. */
    subject: z.string().min(1),
    name: z.string().min(1).max(200),
    email: z.email(),
  }),
});

export type DeploymentFacts = z.output<typeof deploymentFacts>;
