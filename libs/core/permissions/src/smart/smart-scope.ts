export const smartActions = ['c', 'r', 'u', 'd', 's'] as const;

export type SmartAction = (typeof smartActions)[number];

export interface SmartScope {
  readonly context: 'patient' | 'user' | 'system';
  /** Resource type, or `*`. */
  readonly type: string;
  readonly actions: readonly SmartAction[];
  /** Narrows the resources as a search would. */
  readonly filter: readonly (readonly [name: string, value: string])[];
}

const grammar = /^(patient|user|system)\/([A-Z][A-Za-z]*|\*)\.(c?r?u?d?s?|read|write|\*)(?:\?(.+))?$/;

/** The words of SMART v1 and what they mean in v2 (SMART App Launch 2.2, "Scopes for requesting FHIR Resources"). */
const firstVersion: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' };

/** `<patient|user|system>/<Type|*>.<cruds>[?param=value]`, letters in that order; anything else is not such a scope. */
export function parseSmartScope(text: string): SmartScope | undefined {
  const [, context, type, written = '', query] = grammar.exec(text) ?? [];
  const letters = firstVersion[written] ?? written;
  if (!isContext(context) || type === undefined || letters === '') return undefined;
  const filter = [...new URLSearchParams(query ?? '')];
  if (filter.some(([name, value]) => name === '' || value === '')) return undefined;
  return { context, type, actions: smartActions.filter((action) => letters.includes(action)), filter };
}

/** The words of version 2, from which `parseSmartScope` reads the same scope. */
export function formatSmartScope({ context, type, actions, filter }: SmartScope): string {
  const query = filter.map(([name, value]) => `${name}=${value.replaceAll(/[%&#+ ]/g, encodeURIComponent)}`).join('&');
  const letters = smartActions.filter((action) => actions.includes(action)).join('');
  return `${context}/${type}.${letters}${query === '' ? '' : `?${query}`}`;
}

function isContext(text: string | undefined): text is SmartScope['context'] {
  return text === 'patient' || text === 'user' || text === 'system';
}
