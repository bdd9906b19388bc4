import { createHash } from 'node:crypto';

/** Somebody who has an account at the stand-ins for Google, Microsoft and GitHub. */
export interface SandboxAccount {
  readonly login: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** Whether the provider has seen that the address is theirs; true unless said otherwise. */
  readonly emailVerified?: boolean;
  /** Directory of Microsoft in which the account lives; the first one unless said otherwise. */
  readonly tenant?: string;
}

/** Two directories of Microsoft, so that one person in both can be told apart. */
export const sandboxTenants = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'] as const;

export function tenantOf({ tenant }: SandboxAccount): string {
  return tenant ?? sandboxTenants[0];
}

/** Google's `sub`: 21 digits that never change. */
export function googleSubjectOf({ login }: SandboxAccount): string {
  return `1${digitsOf(`google ${login}`, 20)}`;
}

/** GitHub's `id` stays when somebody renames their login. */
export function githubIdOf({ login }: SandboxAccount): number {
  return Number(`1${digitsOf(`github ${login}`, 8)}`);
}

/** Microsoft's `oid`: another one in each directory. */
export function objectIdOf(account: SandboxAccount): string {
  const hex = hashOf(`microsoft ${tenantOf(account)} ${account.login}`);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

function digitsOf(text: string, length: number): string {
  return BigInt(`0x${hashOf(text)}`)
    .toString()
    .slice(0, length);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
