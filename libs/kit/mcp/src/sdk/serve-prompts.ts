import { ProtocolError, ProtocolErrorCode, specTypeSchemas, type Server } from '@modelcontextprotocol/server';
import type { PromptCatalogue } from '../prompt/prompt.catalogue.js';
import type { PromptTemplate } from '../prompt/prompt.template.js';
import { ArgumentsInvalid } from '../tool/arguments-invalid.error.js';
import type { Answers } from './answers.js';

export function servePrompts(server: Server, catalogue: PromptCatalogue, answers: Answers): void {
  const shown = async (signal: AbortSignal) => catalogue.shownWith(await answers.list(signal));
  server.setRequestHandler('prompts/list', async (_request, { mcpReq }) => ({
    prompts: (await shown(mcpReq.signal)).map(listed),
  }));
  server.setRequestHandler(
    'prompts/get',
    { params: specTypeSchemas.GetPromptRequestParams },
    async (params, { mcpReq }) => {
      const prompt = (await shown(mcpReq.signal)).find(({ name }) => name === params.name);
      if (prompt === undefined) throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'Unknown prompt');
      return { description: prompt.description, messages: [messageOf(prompt, params.arguments ?? {})] };
    },
  );
}

function listed({ name, title, description, arguments: given }: PromptTemplate) {
  const described = Object.entries(given.shape).map(([argument, schema]) => ({
    name: argument,
    description: schema.description ?? '',
    required: schema.type !== 'optional',
  }));
  return { name, title, description, arguments: described };
}

function messageOf(prompt: PromptTemplate, given: Readonly<Record<string, string>>) {
  const parsed = prompt.arguments.safeParse(given);
  if (parsed.success)
    return { role: 'user' as const, content: { type: 'text' as const, text: prompt.text(parsed.data) } };
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, new ArgumentsInvalid(parsed.error.issues).publicMessage);
}
