/** `params` of `tools/call`, as far as anybody looked at them. */
export interface CallRequest {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>> | undefined;
  /** Of `_meta`: see `purposeIn`. */
  readonly purpose?: string | undefined;
  /** What the person said to the question that this call led to when it was made for the first time. */
  readonly answer?: PersonAnswer;
}

export type PersonAnswer = 'agreed' | 'declined' | 'unanswered';

/** The call again, now that the person has been asked. */
export function askedAgain(request: CallRequest, answer: PersonAnswer, token: string): CallRequest {
  return { ...request, answer, arguments: { ...request.arguments, confirm_token: token } };
}

/** The token among the arguments. Models fill optional strings with nothing, so an empty one is none. */
export function tokenArgument({ arguments: given }: CallRequest): string | undefined {
  return textIn(given?.['access_token']);
}

/** Whether something is in the place of the token that can be none; null is nothing. */
export function isTokenArgumentWrong({ arguments: given }: CallRequest): boolean {
  const token = given?.['access_token'] ?? '';
  return typeof token !== 'string';
}

/** The purpose of use among the arguments, else of `_meta`. */
export function givenPurpose({ arguments: given, purpose }: CallRequest): string | undefined {
  return textIn(given?.['purpose']) ?? purpose;
}

/** The key of `_meta` under which a client gives the purpose of use of one call. */
const PURPOSE_META_KEY = 'caregate/purpose-of-use';

export function purposeIn(meta: Readonly<Record<string, unknown>> | undefined): string | undefined {
  return textIn(meta?.[PURPOSE_META_KEY]);
}

/** What the tool's own schema parses. */
export function ownArguments(
  { arguments: given = {} }: CallRequest,
  keeps: { readonly keepsAccessToken: boolean },
): Readonly<Record<string, unknown>> {
  const { purpose, ...unasked } = given;
  const rest = typeof purpose === 'string' || purpose === null ? unasked : given;
  if (keeps.keepsAccessToken || !('access_token' in rest)) return rest;
  const { access_token: _token, ...own } = rest;
  return own;
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
