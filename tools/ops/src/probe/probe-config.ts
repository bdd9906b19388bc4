import { fields } from '@caregate/kit-config';
import { z } from 'zod';

const target = z.string().transform((text, context) => {
  const [, name = '', address = ''] = /^([a-z][a-z0-9-]*)=(.+)$/.exec(text) ?? [];
  if (name !== '' && URL.canParse(address)) return [name, new URL(address)] as const;
  context.issues.push({ code: 'custom', message: 'must look like auth=http://auth:8080/ready', input: text });
  return z.NEVER;
});

/** Everything that the probe reads from its environment. */
export const probeConfig = z.object({
  HOST: fields.host('127.0.0.1').describe('Address to listen on'),
  PORT: fields.port(9108).describe('Port of /metrics'),
  PROBE_TARGETS: fields.list().pipe(z.array(target).min(1)).describe('Apps to look at, as name=address, by commas'),
  PROBE_EDGE: fields.url().optional().describe('Public address whose certificate is looked at'),
});

export type ProbeConfig = z.output<typeof probeConfig>;
