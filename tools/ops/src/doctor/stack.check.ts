import type { StackView } from '../local/view-stack.js';
import { failure, ok, warning, type Finding } from './finding.js';

export async function checkStack({ owner, apps }: StackView): Promise<Finding> {
  if (owner === undefined && apps.length > 0)
    return warning('apps', 'The database is left from a run that was killed.', 'npm run up takes it over.');
  const ailing = apps.filter(({ health }) => health !== 'healthy');
  if (ailing.length === 0) return ok('apps', `All ${apps.length} parts of the stack are healthy.`);
  const names = ailing.map(({ name, health }) => `${name} is ${health}`).join(', ');
  return failure('apps', `${names}.`, `npm run logs -- ${ailing[0]?.name} --level warn shows why.`);
}
