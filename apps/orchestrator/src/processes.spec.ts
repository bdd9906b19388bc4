import path from 'node:path';
import { freePort } from '@caregate/testing';
import { AppProcess } from './testing/app-process.js';
import { OrchestratorHouse } from './testing/orchestrator-house.js';
import { orchestratorProcess, type OrchestratorProcess } from './testing/orchestrator-process.js';

const entry = path.resolve(import.meta.dirname, '../../agents/dist/bias-detector.main.js');
/** Long enough that the analysis takes a good many milliseconds. */
const content = 'An addict who is crazy came to the clinic with his wife. '.repeat(175);

/** Processes start slowly on a machine that has much else to do. */
const MILLISECONDS_MAX = 90_000;

let house: OrchestratorHouse;
let orchestrator: OrchestratorProcess;
let detector: AppProcess;
let token: string;

const startDetector = async () => {
  const port = await freePort();
  const environment = {
    PORT: String(port),
    ORCHESTRATOR_URL: `http://127.0.0.1:${orchestrator.port}`,
    ORCHESTRATOR_WS_URL: house.wsUrl,
    AGENT_ID: 'detector',
    AGENT_TOKEN: token,
  };
  return AppProcess.start(entry, environment, `http://127.0.0.1:${port}/ready`);
};

beforeAll(async () => {
  const start = async (environment: Record<string, string>) => {
    orchestrator = await orchestratorProcess(environment);
    return orchestrator;
  };
  house = await OrchestratorHouse.open({ LEASE_SECONDS: '20', ACK_SECONDS: '5', HEARTBEAT_SECONDS: '2' }, start);
  const stages = ['data_ingestion', 'preprocessing', 'bias_detection', 'standardization', 'validation'];
  token = await house.register('detector', [...stages, 'output_generation'], { max_concurrent_tasks: 4 });
  detector = await startDetector();
  await house.agent('sounder', { sounding: () => 'here' });
}, MILLISECONDS_MAX);
afterAll(async () => {
  await detector.kill();
  await house.close();
});

const detection = () => house.task({ task_type: 'bias_detection', parameters: { content } });
const statusOf = async (taskId: string) => (await house.ask('GET', `tasks/${taskId}`)).body.status;

/** Stops the clock of the agent while it is at work on a task. */
const frozenAtWork = async (): Promise<string> => {
  for (;;) {
    const taskId = await detection();
    await house.until(async () => (await statusOf(taskId)) !== 'queued');
    detector.freeze();
    await whatIsUnderWayArrives();
    if (['assigned', 'running'].includes(await statusOf(taskId))) return taskId;
    detector.thaw();
  }
};

/** A result may have left the agent before its clock stopped. What was sent later has been taken by now, so that has too. */
const whatIsUnderWayArrives = async () => {
  for (let round = 0; round < 2; round += 1) await house.ends(await house.task({ task_type: 'sounding' }));
};

const timesCompleted = async (taskId: string) => {
  const [attempts] = await house.query(
    `select count(*)::int as completed from orchestrator.task_attempt where task_id = $1 and outcome = 'completed'`,
    [taskId],
  );
  const audited = (await house.trail('task.completed')).filter(({ body }) => JSON.stringify(body).includes(taskId));
  return { attempts: attempts?.['completed'], audited: audited.length };
};
const once = { attempts: 1, audited: 1 };

describe('orchestrator and bias detector, each a process of its own', () => {
  it(
    'walk a text through the six stages of template B (feature M09)',
    async () => {
      const body = { name: 'note', template: 'B', input_data: { content: 'The patient is an addict. He came alone.' } };
      const { pipeline_id } = (await house.ask('POST', 'pipelines', body)).body;
      expect((await house.ask('POST', `pipelines/${pipeline_id}/stages/1/execute`, {})).status).toBe(202);
      await house.until(async () => (await house.ask('GET', `pipelines/${pipeline_id}`)).body.status === 'completed');
      const { output_data, stages } = (await house.ask('GET', `pipelines/${pipeline_id}`)).body;
      expect(stages).toHaveLength(6);
      expect(output_data.findings).toContainEqual(expect.objectContaining({ quote: 'addict' }));
    },
    MILLISECONDS_MAX,
  );

  it(
    'lose no task when the agent is killed over it: it is done again, and counts once (feature M07)',
    async () => {
      const taskId = await frozenAtWork();
      await detector.kill();
      expect(['assigned', 'running', 'queued']).toContain(await statusOf(taskId));
      detector = await startDetector();
      const { retry_count, assigned_agent_id } = await house.ends(taskId);
      expect(assigned_agent_id).toBe('detector');
      // More than once where the machine is so slow that the new process is silent for too long as well.
      expect(retry_count).toBeGreaterThanOrEqual(1);
      expect(await timesCompleted(taskId)).toEqual(once);
    },
    MILLISECONDS_MAX,
  );

  it(
    'lose no task when the orchestrator is killed: the agent delivers, the rest waits (feature M07)',
    async () => {
      const taskId = await frozenAtWork();
      const waiting = await Promise.all(Array.from({ length: 6 }, detection));
      await orchestrator.process.kill();
      detector.thaw();
      orchestrator = await orchestratorProcess(house.environment, orchestrator);
      house.running = orchestrator;
      expect(await house.ends(taskId)).toMatchObject({ assigned_agent_id: 'detector' });
      for (const id of [taskId, ...waiting]) {
        await house.ends(id);
        expect(await timesCompleted(id)).toEqual(once);
      }
    },
    MILLISECONDS_MAX,
  );

  it(
    'end in order when they are asked to, with an agent connected',
    async () => {
      await expect(orchestrator.process.stop()).resolves.toBeUndefined();
      await expect(detector.stop()).resolves.toBeUndefined();
    },
    MILLISECONDS_MAX,
  );
});
