/**
 * Revisions of MCP that a session may speak: those that know sessions. What is spoken is agreed between client and
 * server; the bridge only refuses a header that names none of them. 2026-07-28 has no sessions (SEP-2567), so a client
 * that offers it is told so and comes back with `initialize`.
 */
export const protocolVersions = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'] as const;
