import type { AuditEntry } from '@caregate/core-contracts';
import { auditEvents, type AuditEventName } from '@caregate/kit-audit';

/** What `/audit/action/{action}` asks for, in the words of the catalogue. */
export type AskedAction =
  | { readonly event: AuditEventName; readonly provider?: string }
  /** The older gateway had a name for it, and nothing of the kind happens here. */
  | 'never';

const SIGN_INS: Readonly<Record<string, string>> = { login_google: 'google', login_microsoft: 'microsoft' };

const NEVER: readonly string[] = ['login_local', 'signup_local', 'export_to_google_drive', 'export_to_onedrive'];

/** `undefined`: neither the catalogue nor the older gateway knows the name. */
export function actionOf(name: string): AskedAction | undefined {
  const provider = SIGN_INS[name];
  if (provider !== undefined) return { event: 'login.succeeded', provider };
  if (NEVER.includes(name)) return 'never';
  return isEvent(name) ? { event: name } : undefined;
}

/** The older gateway's name where it had one, which is what its clients look for; else the catalogue's. */
export function olderActionOf({ event, detail }: AuditEntry): string {
  const name = event === 'login.succeeded' ? `login_${String(detail?.['provider'])}` : '';
  return Object.hasOwn(SIGN_INS, name) ? name : event;
}

function isEvent(name: string): name is AuditEventName {
  return Object.hasOwn(auditEvents, name);
}
