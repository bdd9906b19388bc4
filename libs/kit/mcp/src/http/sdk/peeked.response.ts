/** The same response, not before its first event is there; what is no event stream is there already. */
export async function peeked(response: Response): Promise<Response> {
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  if (response.body === null || !isStream) return response;
  const reader = response.body.getReader();
  const first = await reader.read();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => forward(controller, first),
    pull: async (controller) => forward(controller, await reader.read()),
    cancel: (reason) => reader.cancel(reason),
  });
  return new Response(body, { status: response.status, headers: response.headers });
}

function forward(
  controller: ReadableStreamDefaultController<Uint8Array>,
  { done, value }: { readonly done: boolean; readonly value?: Uint8Array | undefined },
): void {
  if (value !== undefined) controller.enqueue(value);
  if (done) controller.close();
}
