import { readFileSync } from 'node:fs';
import { agents, registration } from './compose-test/walk/agents.steps.js';
import { openDoors } from './compose-test/walk/open-doors.steps.js';
import { pacs } from './compose-test/walk/pacs.steps.js';
import { record } from './compose-test/walk/record.steps.js';
import { Visitor } from './compose-test/walk/visitor.js';
import { walkFacts } from './compose-test/walk/walk-facts.js';
import type { WalkStep } from './compose-test/walk/walk-step.js';
import { OperationRefused } from './operation-refused.error.js';
import { runCommand } from './run-command.js';

const parts: Readonly<Record<string, readonly WalkStep[]>> = {
  doors: [...openDoors, ...record, ...pacs],
  registration,
  agents,
};

/** Walks a part of the main path through the edge of a deployment; runs in the network where its ports are published. */
await runCommand(async () => {
  const [file = '', part = ''] = process.argv.slice(2);
  const steps = parts[part];
  if (steps === undefined) throw new OperationRefused(`There is no part ${part}.`, Object.keys(parts).join(', '));
  const visitor = new Visitor(walkFacts.parse(JSON.parse(readFileSync(file, 'utf8'))));
  let failures = 0;
  for (const { title, take } of steps) {
    try {
      process.stdout.write(`  ✓ ${title}: ${await take(visitor)}\n`);
    } catch (error) {
      failures += 1;
      process.stdout.write(`  ✗ ${title}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  return failures === 0 ? 0 : 1;
});
