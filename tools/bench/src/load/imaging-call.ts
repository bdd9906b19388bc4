import { authorize, type RunningStack } from '@caregate/dev';
import { z } from 'zod';
import { modernCall } from './mcp-request.js';

const answered = z.looseObject({ result: z.looseObject({ structuredContent: z.record(z.string(), z.unknown()) }) });

export interface ImagingCaller {
  readonly url: string;
  /** Headers and body of one call, as a load sends it. */
  request(tool: string, input: object): { headers: Record<string, string>; body: string };
  call(tool: string, input: object): Promise<Record<string, unknown>>;
}

/** A doctor's assistant at the imaging server of the stack. */
export async function imagingCaller({ addresses, people }: RunningStack): Promise<ImagingCaller> {
  const doctor = people.find(({ role }) => role === 'doctor');
  if (doctor === undefined) throw new Error('The sandbox has no doctor.');
  const { accessToken } = await authorize(addresses, doctor, 'read:imaging', addresses.imagingMcp);
  const url = addresses.imagingMcp;
  const request = (tool: string, input: object) => {
    const { headers, body } = modernCall(tool, input);
    return { headers: { ...headers, authorization: `Bearer ${accessToken}` }, body };
  };
  return {
    url,
    request,
    call: async (tool, input) => {
      const response = await fetch(url, { method: 'POST', ...request(tool, input) });
      const text = await response.text();
      const json: unknown = JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? text);
      const parsed = answered.safeParse(json);
      if (!parsed.success) throw new Error(`${tool} answered ${response.status}`);
      return parsed.data.result.structuredContent;
    },
  };
}
