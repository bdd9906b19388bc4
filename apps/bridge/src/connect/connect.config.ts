import { fields } from '@caregate/kit-config';
import { z } from 'zod';

/** What `bridge connect` reads from its environment; options on the command line come before it. */
export const connectConfig = z.object({
  MCP_SERVER_URL: fields.url().optional().describe('Address of the MCP server, when the command line names none'),
  MCP_CLIENT_ID: z
    .string()
    .optional()
    .describe('Client that was registered by hand; without it the bridge registers itself'),
  MCP_CLIENT_SECRET: z.string().optional().describe('Secret of that client, if it has one'),
  MCP_CLIENT_ACCESS_TOKEN: z.string().optional().describe('Token to use as it is, without any sign-in'),
  CLIENT_NAME: z.string().default('CareGate bridge').describe('Name under which the bridge registers itself'),
  BRIDGE_CONFIG_FOLDER: z
    .string()
    .optional()
    .describe('Where sign-ins are kept; otherwise the configuration folder of the user'),
  XDG_CONFIG_HOME: z.string().optional().describe('Configuration folder of the user (XDG Base Directory)'),
  APPDATA: z.string().optional().describe('Configuration folder of the user on Windows'),
});

export type ConnectConfig = z.output<typeof connectConfig>;
