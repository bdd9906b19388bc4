import {
  ProtocolError,
  ProtocolErrorCode,
  Server,
  specTypeSchemas,
  type JSONRPCRequest,
  type Result,
  type ServerContext,
} from '@modelcontextprotocol/server';

type Handler = (request: JSONRPCRequest, context: ServerContext) => Promise<Result>;

const paged = specTypeSchemas.PaginatedRequestParams;
const shapes = new Map([
  ['initialize', specTypeSchemas.InitializeRequestParams],
  ['tools/list', paged],
  ['resources/list', paged],
  ['resources/templates/list', paged],
  ['prompts/list', paged],
]);

/** The SDK's server, which calls parameters of another shape than those of these methods a fault of its own. */
export class ShapedServer extends Server {
  protected override _wrapHandler(method: string, handler: Handler): Handler {
    const wrapped = super._wrapHandler(method, handler);
    const shape = shapes.get(method);
    if (shape === undefined) return wrapped;
    return async (request, context) => {
      const { issues } = await shape['~standard'].validate({ ...request.params });
      if (issues === undefined) return wrapped(request, context);
      // JSON-RPC 2.0 §5.1.
      const said = issues.map(({ path = [], message }) => `${path.join('.')}: ${message}`);
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Invalid params for ${method}: ${said.join(', ')}`);
    };
  }
}
