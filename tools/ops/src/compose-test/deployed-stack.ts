import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { DockerEngine } from './docker-engine.js';
import { program } from './program.js';

export interface ServiceState {
  readonly service: string;
  readonly status: string;
  readonly exitCode: number;
  /** Empty where the container has no health check. */
  readonly health: string;
}

const LOOK_MILLISECONDS = 1_000;
const compose = '/usr/bin/docker-compose';
/** So that what was started of them is looked at, and taken down, as everything else. */
const profiles = ['--profile', 'agents', '--profile', 'monitoring'];
const service = 'com.docker.compose.service';
const format = `{"service":"{{index .Config.Labels "${service}"}}","status":"{{.State.Status}}","exitCode":{{.State.ExitCode}},"health":"{{if .State.Health}}{{.State.Health.Status}}{{end}}"}`;
/** What the last health check of a container said. */
const healthFormat =
  '{{.Name}}: {{if .State.Health}}{{range .State.Health.Log}}{{.ExitCode}} {{.Output}}{{end}}{{end}}';
const state = z.strictObject({ service: z.string(), status: z.string(), exitCode: z.number(), health: z.string() });

export interface DeployedStackParts {
  readonly engine: DockerEngine;
  readonly folder: string;
  readonly log: number;
  readonly signal?: AbortSignal;
}

/** The compose file, brought up by docker-compose as an operator does it. */
export class DeployedStack {
  constructor(private readonly parts: DeployedStackParts) {}

  /** All that belongs to no profile, or the services that are named. */
  async up(...services: readonly string[]): Promise<void> {
    try {
      await this.plainly('up', '--detach', '--no-build', '--no-recreate', ...services);
    } catch (cause) {
      const ailing = (await this.states()).filter((each) => !isWell(each));
      throw new Error(await this.describe(ailing), { cause });
    }
  }

  /** Runs a service once and gives what it said. */
  run(name: string, ...words: string[]): Promise<string> {
    return this.compose('run', '--rm', '--no-deps', '-T', name, ...words);
  }

  exec(name: string, ...words: string[]): Promise<string> {
    return this.compose('exec', '-T', name, ...words);
  }

  /** Asks every container to end, as a restart of the host does. */
  async stop(): Promise<void> {
    await this.compose('stop');
  }

  async remove(): Promise<void> {
    await this.compose('down', '--volumes', '--remove-orphans');
  }

  async states(): Promise<readonly ServiceState[]> {
    const ids = (await this.compose('ps', '--all', '--quiet')).split('\n').filter((id) => id !== '');
    if (ids.length === 0) return [];
    const said = await this.parts.engine.docker(['inspect', '--format', format, ...ids]);
    const lines = said.split('\n').filter((line) => line !== '');
    return lines.map((line) => state.parse(JSON.parse(line)));
  }

  /** Until every service is healthy, or has ended well where it is to end. */
  async untilWell(millisecondsMax: number): Promise<readonly ServiceState[]> {
    const deadline = Date.now() + millisecondsMax;
    for (;;) {
      const states = await this.states();
      const ailing = states.filter((each) => !isWell(each));
      if (ailing.length === 0 && states.length > 0) return states;
      if (Date.now() > deadline || ailing.some(isLost)) throw new Error(await this.describe(ailing));
      await pause(LOOK_MILLISECONDS);
    }
  }

  private async describe(ailing: readonly ServiceState[]): Promise<string> {
    const names = ailing.map((each) => each.service);
    const logs = await this.compose('logs', '--no-color', '--tail', '25', ...names);
    const ids = (await this.compose('ps', '--all', '--quiet', ...names)).split('\n').filter((id) => id !== '');
    const checks = await this.parts.engine.docker(['inspect', '--format', healthFormat, ...ids]);
    return `Not well: ${JSON.stringify(ailing)}\n${logs}\n${checks}`;
  }

  private compose(...words: string[]): Promise<string> {
    return this.plainly(...profiles, ...words);
  }

  private plainly(...words: string[]): Promise<string> {
    const { engine, folder, log, signal } = this.parts;
    const { environment } = engine;
    return program(compose, words, { folder, environment, log, ...(signal === undefined ? {} : { signal }) });
  }
}

function isWell({ status, exitCode, health }: ServiceState): boolean {
  return (status === 'running' && health === 'healthy') || (status === 'exited' && exitCode === 0 && health === '');
}

/** Waiting longer would not help. */
function isLost({ status, exitCode, health }: ServiceState): boolean {
  return (status === 'running' && health === 'unhealthy') || (status === 'exited' && exitCode !== 0);
}
