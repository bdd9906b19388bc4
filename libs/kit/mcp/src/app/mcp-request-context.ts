import { currentContext, findContext, runInContext, type RequestContext } from '@caregate/kit-http';
import type { RequestContextPort } from '../ports/request-context.port.js';

/** The context of the HTTP kit, so that log lines of a tool carry the id of its request. */
export const mcpRequestContext: RequestContextPort = {
  current: () => {
    const context = findContext();
    return context && { requestId: context.requestId, ...whence(context) };
  },
  run: (facts, work) => runInContext({ ...currentContext(), ...facts }, work),
};

function whence({ address, userAgent }: RequestContext) {
  return { ...(address !== undefined && { address }), ...(userAgent !== undefined && { userAgent }) };
}
