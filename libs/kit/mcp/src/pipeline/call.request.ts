/** `params` of `tools/call`, as far as anybody looked at them. */
export interface CallRequest {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>> | undefined;
}

/** The token among the arguments. Models fill optional strings with nothing, so an empty one is none. */
export function tokenArgument({ arguments: given }: CallRequest): string | undefined {
  const token = given?.['access_token'];
  return typeof token === 'string' && token !== '' ? token : undefined;
}

/** What the tool's own schema parses. */
export function withoutToken({ arguments: given = {} }: CallRequest): Readonly<Record<string, unknown>> {
  if (typeof given['access_token'] !== 'string') return given;
  const { access_token: _token, ...rest } = given;
  return rest;
}
