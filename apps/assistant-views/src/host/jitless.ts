import { config } from 'zod';

/** Compiled schemas need `unsafe-eval`, which the policy of MCP Apps hosts does not give: even the probe is reported. */
config({ jitless: true });
