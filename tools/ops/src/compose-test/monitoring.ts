import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { repository } from '../repository.js';
import type { DeployedStack } from './deployed-stack.js';

const LOOK_MILLISECONDS = 2_000;
/** Twice the longest interval of `prometheus.yml`, and patience. */
const UP_MILLISECONDS_MAX = 180_000;

const wanted: Readonly<Record<string, number>> = { caregate: 5, agents: 1, probe: 1, host: 1, redis: 1 };

const target = z.looseObject({
  health: z.string(),
  lastError: z.string(),
  scrapeUrl: z.string(),
  labels: z.looseObject({ job: z.string() }),
});
const targets = z.looseObject({ data: z.looseObject({ activeTargets: z.array(target) }) });
const vector = z.looseObject({ data: z.looseObject({ result: z.array(z.looseObject({ metric: z.unknown() })) }) });
const rule = z.looseObject({
  name: z.string(),
  health: z.string(),
  state: z.string(),
  lastError: z.string().optional(),
});
const ruleGroups = z.looseObject({
  data: z.looseObject({ groups: z.array(z.looseObject({ rules: z.array(rule) })) }),
});
const dashboard = z.looseObject({
  panels: z.array(
    z.looseObject({ title: z.string(), targets: z.array(z.looseObject({ expr: z.string() })).default([]) }),
  ),
});

/** Prometheus itself says of each app that it answered the last scrape. */
export async function expectScraped(stack: DeployedStack): Promise<string> {
  const deadline = Date.now() + UP_MILLISECONDS_MAX;
  for (;;) {
    const { activeTargets } = targets.parse(await ask(stack, 'targets')).data;
    const holding = async (query: string) =>
      vector.parse(await ask(stack, `query?query=${encodeURIComponent(query)}`)).data.result.length;
    const up = await holding('up == 1');
    // That one answers by itself, whether it gets into Redis or not.
    const isRedisRead = (await holding('redis_up == 1')) === 1;
    const found = Object.entries(wanted).every(
      ([job, count]) => activeTargets.filter(({ labels }) => labels.job === job).length === count,
    );
    const ailing = activeTargets.filter(({ health }) => health !== 'up');
    if (found && isRedisRead && ailing.length === 0 && up === activeTargets.length)
      return `${up} targets, up == 1 of each`;
    if (Date.now() > deadline)
      throw new Error(
        `Not scraped: ${isRedisRead ? '' : 'what is in Redis, '}${ailing.map(({ scrapeUrl, lastError }) => `${scrapeUrl} ${lastError}`).join(', ')}`,
      );
    await pause(LOOK_MILLISECONDS);
  }
}

/** Each rule can be evaluated, and none fires while all is well. */
export async function expectQuiet(stack: DeployedStack): Promise<string> {
  const { groups } = ruleGroups.parse(await ask(stack, 'rules')).data;
  const rules = groups.flatMap((group) => group.rules);
  const broken = rules.filter(({ health, state }) => health === 'err' || state === 'firing');
  if (rules.length === 0 || broken.length > 0)
    throw new Error(`Of ${rules.length} rules these are not quiet: ${JSON.stringify(broken)}`);
  return `${rules.length} rules, none fires`;
}

/** The dashboard's own questions, as Grafana would ask them. */
export async function expectDrawn(stack: DeployedStack): Promise<string> {
  const file = path.join(repository, 'deploy/grafana/caregate.json');
  const panels = dashboard
    .parse(JSON.parse(readFileSync(file, 'utf8')))
    .panels.filter((each) => each.targets.length > 0);
  const empty: string[] = [];
  for (const panel of panels) {
    const answers = await Promise.all(panel.targets.map(({ expr }) => ask(stack, queryOf(expr))));
    if (answers.every((answer) => vector.parse(answer).data.result.length === 0)) empty.push(panel.title);
  }
  if (empty.length > panels.length / 2) throw new Error(`These panels are empty: ${empty.join(', ')}`);
  return `${panels.length - empty.length} of ${panels.length} panels have something to show; not yet: ${empty.join(', ')}`;
}

function queryOf(expression: string): string {
  const plain = expression.replaceAll('$__rate_interval', '2m').replaceAll('$app', '.*');
  return `query?query=${encodeURIComponent(plain)}`;
}

async function ask(stack: DeployedStack, question: string): Promise<unknown> {
  return JSON.parse(
    await stack.exec('prometheus', 'wget', '-q', '-O', '-', `http://127.0.0.1:9090/api/v1/${question}`),
  );
}
