import {
  ProtocolError,
  ProtocolErrorCode,
  specTypeSchemas,
  type CompleteRequest,
  type Server,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { Completed, CompletionCatalogue } from '../completion/completion.catalogue.js';
import type { ToolResult } from '../pipeline/call.outcome.js';
import type { PromptCatalogue } from '../prompt/prompt.catalogue.js';
import type { ResourceCatalogue } from '../resource/resource.catalogue.js';
import type { Answers } from './answers.js';
import { knownResult, toolRefusal } from './tool-refusal.js';

export interface Completing {
  readonly prompts: PromptCatalogue;
  readonly resources: ResourceCatalogue;
  readonly completions: CompletionCatalogue<never>;
}

export function serveCompletions(server: Server, completing: Completing, answers: Answers): void {
  server.setRequestHandler(
    'completion/complete',
    { params: specTypeSchemas.CompleteRequestParams },
    async ({ ref, argument }, { mcpReq }) => {
      if (!(await argumentsOf(ref, completing, answers, mcpReq.signal)).includes(argument.name))
        throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'Nothing takes this argument');
      const found = completing.completions.of(argument.name, argument.value);
      if (!('tool' in found)) return { completion: { ...found } };
      const request = { name: found.tool, arguments: { value: argument.value } };
      return { completion: { ...completedBy(knownResult(await answers.complete(request, mcpReq.signal))) } };
    },
  );
}

/** What can be completed there, as far as the caller is shown it. */
async function argumentsOf(
  ref: CompleteRequest['params']['ref'],
  { prompts, resources }: Completing,
  answers: Answers,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const tools = await answers.list(signal);
  if (ref.type === 'ref/prompt')
    return prompts
      .shownWith(tools)
      .flatMap(({ name, arguments: taken }) => (name === ref.name ? Object.keys(taken.shape) : []));
  const view = resources.shownWith(tools).find(({ uriTemplate }) => uriTemplate === ref.uri);
  return [...(view?.uriTemplate.matchAll(/\{(\w+)\}/g) ?? [])].flatMap(([, name]) => name ?? []);
}

const completed = z.object({ values: z.array(z.string()).max(100), has_more: z.boolean() });

/** Who may see nobody is told of nobody; that the question was refused is on the trail. */
function completedBy(result: ToolResult): Completed {
  if (result.isError === true) {
    const { code, error } = toolRefusal(result);
    if (/^(access|token)\./.test(code)) return { values: [], hasMore: false };
    throw error;
  }
  const { values, has_more: hasMore } = completed.parse(result.structuredContent);
  return { values, hasMore };
}
