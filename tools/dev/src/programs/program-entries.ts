/** Compiled files that the local stack starts, from the folder of the whole. */
export const programEntries = [
  'apps/agents/dist/bias-detector.main.js',
  'apps/auth/dist/admin.main.js',
  'apps/auth/dist/main.js',
  'apps/bridge/dist/main.js',
  'apps/ehr-mcp/dist/main.js',
  'apps/imaging-mcp/dist/main.js',
  'apps/orchestrator/dist/main.js',
  'tools/dev/dist/sandbox.main.js',
  'tools/edge/dist/edge.main.js',
] as const;

export type ProgramEntry = (typeof programEntries)[number];
