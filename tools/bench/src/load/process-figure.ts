import type { RunningStack } from '@caregate/dev';

/** What the process of the health record tells Prometheus of itself, by the name that follows `caregate_process_`. */
export async function processFigure(stack: RunningStack, name: string): Promise<number> {
  const text = await (await fetch(`${stack.addresses.ehr}/metrics`)).text();
  const found = new RegExp(`^caregate_process_${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(text)?.[1];
  if (found === undefined) throw new Error(`The health record tells nothing of ${name}.`);
  return Number(found);
}
