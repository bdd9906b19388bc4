import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { checkDeployment } from './check-deployment.js';
import { committedSource, type Source } from './committed-source.js';
import { DeployedStack } from './deployed-stack.js';
import { DockerEngine, type EngineMode } from './docker-engine.js';
import { refuseWithoutTools } from './needed-tools.js';
import type { Steps } from './steps.js';
import { buildStandIns, standIns, withoutStandIn } from './stand-in-images.js';
import { testDeployment } from './test-deployment.js';

export interface ComposeTestOptions {
  /** Images, layers and downloads stay here between runs. */
  readonly cache: string;
  /** False: with the images of the last run. */
  readonly build: boolean;
  readonly steps: Steps;
  readonly signal: AbortSignal;
}

/**
 * Brings the production compose file up for real and walks the main path through its edge. Everything is Docker's own
 * but the base images, which stand in for those of the registry that is not asked.
 */
export async function composeTest(options: ComposeTestOptions): Promise<void> {
  refuseWithoutTools();
  const { cache, steps } = options;
  mkdirSync(cache, { recursive: true });
  for (const { image, differs } of standIns) steps.tell(`STAND-IN for ${image}: ${differs}`);
  steps.tell(`NOT RUN: ${withoutStandIn.join(' ')}, ACME (a spec of tools/edge does), a sign-in at a real provider.`);
  const log = openSync(path.join(cache, 'compose-test.log'), 'w', 0o600);
  const source = await committedSource();
  try {
    if (options.build) await build(options, source, log);
    else steps.tell('NOT BUILT: the images are those of the last run.');
    await bringUpAndWalk(options, source, log);
  } finally {
    source.remove();
    closeSync(log);
  }
}

async function build({ cache, steps, signal }: ComposeTestOptions, source: Source, log: number): Promise<void> {
  await withEngine(cache, 'building', async (engine) => {
    await steps.take('stand-ins for base images', () => buildStandIns({ engine, cache, log, signal }));
    for (const target of ['app', 'console'])
      await steps.take(`caregate/${target} of ${source.title}`, async () => {
        const file = path.join(source.folder, 'deploy/docker/Dockerfile');
        const what = ['--target', target, '--file', file, '--tag', `caregate/${target}:local`, source.folder];
        await engine.docker(['build', '--force-rm', '--network=host', ...what], { log, isLogged: true, signal });
      });
  });
}

async function bringUpAndWalk(options: ComposeTestOptions, source: Source, log: number): Promise<void> {
  const { cache, steps, signal } = options;
  const deployment = await testDeployment(source.folder);
  await withEngine(cache, 'running', async (engine) => {
    const stack = new DeployedStack({ engine, folder: deployment.composeFolder, log, signal });
    // What is taken down is asked for even when the test was interrupted.
    const cleaner = new DeployedStack({ engine, folder: deployment.composeFolder, log });
    try {
      await checkDeployment({ steps, signal, stack, deployment });
    } finally {
      await steps.take('docker-compose down', () => cleaner.remove());
    }
  }).finally(() => deployment.remove());
}

async function withEngine(
  cache: string,
  mode: EngineMode,
  work: (engine: DockerEngine) => Promise<void>,
): Promise<void> {
  const engine = await DockerEngine.start(path.join(cache, 'docker'), mode);
  try {
    await work(engine);
  } finally {
    await engine.stop();
  }
}
