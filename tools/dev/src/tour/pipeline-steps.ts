import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Person } from '../sandbox/people.js';
import type { RunningStack } from '../stack/stack.js';
import { authorize } from './authorize.js';
import { expectThat, type StepLog } from './step.js';

const STAGES = 6;
const DONE_MILLISECONDS_MAX = 20_000;
const note =
  'The patient is a poorly controlled diabetic who claims that she takes her insulin. She is a difficult, non-compliant addict.';

const agents = z.looseObject({ agents: z.array(z.looseObject({ agent_id: z.string() })) });
const created = z.looseObject({ pipeline_id: z.string() });
const pipeline = z.looseObject({
  status: z.string(),
  stages: z.array(z.looseObject({ status: z.string() })),
  output_data: z.looseObject({ finding_count: z.int() }).nullish(),
});

/** An assistant finds the agent for a job, and has a note examined by it, stage after stage. */
export async function runPipeline(stack: RunningStack, doctor: Person, log: StepLog): Promise<void> {
  const { addresses } = stack;
  let ask: Ask | undefined;
  await log.run('discover the agent that examines notes for bias', async () => {
    const scope = 'read:agents read:pipelines write:pipelines';
    const { accessToken } = await authorize(addresses, doctor, scope, addresses.orchestrator);
    ask = askingWith(addresses.orchestrator, accessToken);
    const found = agents.parse(await ask('GET', 'discovery/agents?capability=bias_detection'));
    expectThat(found.agents.length > 0, 'an agent offers bias_detection');
    return found.agents.map(({ agent_id: id }) => id).join(', ');
  });
  await log.run('run a pipeline of six stages through it', async () => {
    if (ask === undefined) throw new Error('no token');
    const body = { name: 'tour', template: 'B', input_data: { content: note } };
    const { pipeline_id: id } = created.parse(await ask('POST', 'pipelines', body));
    await ask('POST', `pipelines/${id}/stages/1/execute`, {});
    const { stages, output_data: output } = await untilDone(ask, id);
    const done = stages.filter(({ status }) => status === 'completed').length;
    expectThat(done === STAGES, `${STAGES} stages are done, not ${done}`);
    expectThat((output?.finding_count ?? 0) > 0, 'the words that judge are found');
    return `${done} stages, ${output?.finding_count} findings`;
  });
}

async function untilDone(ask: Ask, id: string) {
  const deadline = Date.now() + DONE_MILLISECONDS_MAX;
  for (;;) {
    const state = pipeline.parse(await ask('GET', `pipelines/${id}`));
    if (state.status === 'completed') return state;
    expectThat(state.status !== 'failed', 'the pipeline does not fail');
    expectThat(Date.now() < deadline, `the pipeline ends in time; it is ${state.status}`);
    await sleep(50);
  }
}

type Ask = (method: 'GET' | 'POST', path: string, body?: object) => Promise<unknown>;

function askingWith(orchestrator: string, token: string): Ask {
  return async (method, path, body) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
    const response = await fetch(`${orchestrator}/api/v1/${path}`, init);
    const answer: unknown = await response.json();
    expectThat(response.ok, `${method} ${path} is answered, not ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  };
}
