import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { program, type ProgramOptions } from './program.js';

/**
 * `building`: in the machine's own network, so that packages can be fetched, and touching nothing of it.
 * `running`: in a network of its own, so that bridges, ports 80 and 443 and packet filters stay there.
 */
export type EngineMode = 'building' | 'running';

const READY_MILLISECONDS_MAX = 30_000;
const LOOK_MILLISECONDS = 200;
/** Debian's own; what else may be called so on a machine is not what this was tried with. */
const docker = '/usr/bin/docker';
const namespace = 'caregate-compose-test';
const untouched = ['--bridge=none', '--iptables=false', '--ip6tables=false'];

/** A Docker engine that has everything in one folder and ends with us. */
export class DockerEngine {
  private constructor(
    private readonly folder: string,
    private readonly mode: EngineMode,
    private readonly process: ChildProcess,
  ) {}

  static async start(folder: string, mode: EngineMode): Promise<DockerEngine> {
    mkdirSync(folder, { recursive: true });
    if (mode === 'running') await openNamespace();
    const paths = ['--data-root', path.join(folder, 'data'), '--exec-root', path.join(folder, 'exec')];
    const own = [...paths, '--pidfile', path.join(folder, 'pid'), '--host', `unix://${path.join(folder, 'socket')}`];
    const log = openSync(path.join(folder, `${mode}.log`), 'w', 0o600);
    const [name, ...words] = mode === 'running' ? inNamespace('dockerd', own) : ['dockerd', ...own, ...untouched];
    const child = spawn(name, words, { stdio: ['ignore', log, log] });
    closeSync(log);
    const engine = new DockerEngine(folder, mode, child);
    await engine.untilReady();
    return engine;
  }

  /** What `docker` and `docker-compose` have to be given to talk to this engine. The classic builder needs no plugin. */
  get environment(): NodeJS.ProcessEnv {
    const home = path.join(this.folder, 'home');
    const usual = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: home, DOCKER_BUILDKIT: '0' };
    return { ...usual, DOCKER_HOST: `unix://${path.join(this.folder, 'socket')}`, COMPOSE_HTTP_TIMEOUT: '300' };
  }

  docker(words: readonly string[], options: ProgramOptions = {}): Promise<string> {
    return program(docker, words, { ...options, environment: this.environment });
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const gone = new Promise((resolve) => this.process.once('exit', resolve));
      this.process.kill('SIGTERM');
      await gone;
    }
    const execRoot = path.join(this.folder, 'exec');
    for (const mounted of mountsBelow(execRoot)) await program('umount', [mounted]);
    rmSync(execRoot, { recursive: true, force: true });
    if (this.mode === 'running') await program('ip', ['netns', 'delete', namespace]);
  }

  private async untilReady(): Promise<void> {
    const deadline = Date.now() + READY_MILLISECONDS_MAX;
    for (;;) {
      try {
        return void (await this.docker(['info']));
      } catch (cause) {
        if (this.process.exitCode !== null || Date.now() > deadline) {
          await this.stop();
          throw new Error(`dockerd does not answer; ${this.folder}/${this.mode}.log says why.`, { cause });
        }
      }
      await pause(LOOK_MILLISECONDS);
    }
  }
}

/** A command as it is run inside the network of the containers. */
export function inNamespace(name: string, words: readonly string[]): [name: string, ...words: string[]] {
  // Not `ip netns exec`, which hides the control groups that Docker needs.
  return ['nsenter', `--net=/var/run/netns/${namespace}`, name, ...words];
}

async function openNamespace(): Promise<void> {
  const known = await program('ip', ['netns', 'list']);
  if (!known.split('\n').some((line) => line.split(' ')[0] === namespace))
    await program('ip', ['netns', 'add', namespace]);
  await program('ip', ['-n', namespace, 'link', 'set', 'lo', 'up']);
}

/** Docker leaves namespaces mounted. Fifth field of each line of proc(5), `mountinfo`; the last mounted comes first. */
function mountsBelow(folder: string): readonly string[] {
  const points = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '');
  return points.filter((point) => point.startsWith(`${folder}/`)).toReversed();
}
