import { isScope, permissions, ruleOf, type Permission, type Scope } from '@caregate/core-permissions';
import { z } from 'zod';

const MEBIBYTE = 1024 * 1024;

/** Held by every role, so that it keeps nobody out. */
const PROTECTS_NOTHING = { permission: 'account:read', scope: 'read:account' } as const;

const variableName = z.string().regex(/^[A-Za-z_]\w{0,63}$/, 'must be the name of a variable');

/** One official stdio server behind the gateway. Only this table says what runs: nothing of a request ever does. */
const proxiedServer = z
  .strictObject({
    /** First segment of its path: `/<name>/mcp`. */
    name: z.string().regex(/^[a-z][a-z\d-]{0,39}$/, 'must be lower-case letters, digits and hyphens'),
    title: z.string().max(100).optional(),
    /** Looked up in PATH, never by a shell; `node` is the Node.js that runs the bridge. */
    command: z.string().min(1),
    args: z.array(z.string()).default([]),
    workingFolder: z.string().optional(),
    /** The whole environment of the process, besides PATH. */
    env: z.record(variableName, z.string()).default({}),
    /** Variables of the bridge (or files, by `X_FILE`) that are handed on; their values are masked in logs. */
    secrets: z.array(variableName).default([]),
    /** Which of CareGate's permissions opens the server. */
    permission: z
      .string()
      .refine(isUsablePermission, 'must be a permission that concerns no patient and that not everybody holds')
      .optional(),
    /** Which scope the token must carry, instead of a permission or besides it. */
    scope: z
      .string()
      .refine(
        (name): name is Scope => isScope(name) && name !== PROTECTS_NOTHING.scope,
        'must be a scope that not everybody holds',
      )
      .optional(),
    /** Resident memory of the whole process group at most; a session over it is ended. */
    memoryBytesMax: z
      .int()
      .min(16 * MEBIBYTE)
      .default(512 * MEBIBYTE),
    /** What a process writes on its standard error may hold anything, so it is dropped unless asked for. */
    logStandardError: z.boolean().default(false),
  })
  .readonly();

export const proxiedServers = z
  .array(proxiedServer)
  .refine(
    (servers) => new Set(servers.map(({ name }) => name)).size === servers.length,
    'must not name a server twice',
  );

export type ProxiedServer = z.output<typeof proxiedServer>;

/** No patient is known of a call to a server that is not ours, so a permission that needs one would never hold. */
function isUsablePermission(name: string): name is Permission {
  return isPermission(name) && name !== PROTECTS_NOTHING.permission && ruleOf(name).subject === 'none';
}

function isPermission(name: string): name is Permission {
  return Object.hasOwn(permissions, name);
}
