import { health } from '@caregate/core-contracts';

export type AppHealth = 'healthy' | 'degraded' | 'unhealthy' | 'unreachable';

export interface HealthReading {
  readonly status: AppHealth;
  /** The parts that the app told of; empty where it could not be asked. */
  readonly checks: Readonly<Record<string, AppHealth>>;
  readonly seconds: number;
}

const TIMEOUT_MILLISECONDS = 3_000;

/** Asks an app how it is, as a load balancer would. */
export async function readHealth(url: string): Promise<HealthReading> {
  const startedAt = performance.now();
  const reading = await ask(url);
  return { ...reading, seconds: (performance.now() - startedAt) / 1000 };
}

async function ask(url: string): Promise<Omit<HealthReading, 'seconds'>> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS), redirect: 'manual' });
    return understood(response.ok, await response.text());
  } catch {
    // Refused, reset, or too late: whatever it was, nobody could be served.
    return { status: 'unreachable', checks: {} };
  }
}

/** Helpers of the sandbox answer a bare status; the apps answer a report. */
function understood(ok: boolean, text: string): Omit<HealthReading, 'seconds'> {
  const report = health.safeParse(parsed(text));
  if (!report.success) return { status: ok ? 'healthy' : 'unhealthy', checks: {} };
  const checks = Object.entries(report.data.checks).map(([name, { status }]) => [name, status] as const);
  return { status: report.data.status, checks: Object.fromEntries(checks) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No report, which the schema then says.
    return undefined;
  }
}
