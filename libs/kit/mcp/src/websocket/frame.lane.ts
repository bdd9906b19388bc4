import { ProtocolErrorCode } from '@modelcontextprotocol/server';
import { isRecord } from '../json/is-record.js';
import type { CallOrigin } from '../pipeline/call.origin.js';
import type { CallPipeline } from '../pipeline/call.pipeline.js';
import { purposeIn, type CallRequest } from '../pipeline/call.request.js';
import { protocolErrorOf } from '../sdk/protocol-error.js';
import { invalidRequest } from './frame.message.js';

type Id = string | number | null;

/** Plain JSON-RPC 2.0 as the first EHR server spoke it: `tools/list` and `tools/call`, without any handshake. */
export class FrameLane {
  constructor(private readonly pipeline: Pick<CallPipeline<never>, 'call' | 'list'>) {}

  /** `undefined`: a notification, which gets no answer. */
  async answer(message: Readonly<Record<string, unknown>>, origin: CallOrigin): Promise<object | undefined> {
    const { id, method, params } = message;
    if (id === undefined) return undefined;
    if (!isId(id)) return invalidRequest(id);
    if (method === 'tools/list') return resultOf(id, { tools: await this.listFor(params, origin) });
    if (method !== 'tools/call') return errorOf(id, ProtocolErrorCode.MethodNotFound, 'Method not found');
    const request = callOf(params);
    if (request === undefined) return errorOf(id, ProtocolErrorCode.InvalidParams, 'Invalid params');
    const outcome = await this.pipeline.call(request, origin);
    if (outcome.kind === 'result') return resultOf(id, outcome.result);
    return { jsonrpc: '2.0', id, error: protocolErrorOf(outcome) };
  }

  /** Who brings a token with each call brings it here as well: `access_token` among the parameters. */
  private listFor(params: unknown, origin: CallOrigin) {
    return this.pipeline.list(origin, isRecord(params) ? params : undefined);
  }
}

function callOf(params: unknown): CallRequest | undefined {
  if (!isRecord(params) || typeof params['name'] !== 'string') return undefined;
  const { name, arguments: given, _meta: meta } = params;
  if (given !== undefined && !isRecord(given)) return undefined;
  return { name, arguments: given, purpose: isRecord(meta) ? purposeIn(meta) : undefined };
}

function resultOf(id: Id, result: object): object {
  return { jsonrpc: '2.0', id, result };
}

function errorOf(id: Id, code: number, message: string): object {
  return { jsonrpc: '2.0', id, error: { code, message } };
}

function isId(id: unknown): id is Id {
  return typeof id === 'string' || typeof id === 'number' || id === null;
}
