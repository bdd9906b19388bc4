import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeIf, until } from '@caregate/testing';
import { LineOutput } from './line-output.js';

// No descriptor is closed: what is left would be written to whatever has its number by then.
const outputTo = (file: string) => new LineOutput(openSync(file, 'a'));
const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => `${from + at} äöü ${'x'.repeat(50)}\n`).join('');

describe('lines on their way to a file', () => {
  let folder: string;

  beforeAll(() => void (folder = mkdtempSync(path.join(tmpdir(), 'lines-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('arrive in order, whether much is said or little', async () => {
    const file = path.join(folder, 'log');
    const output = outputTo(file);
    for (let at = 0; at < 2_000; at += 1) output.write(lines(at, at + 1));
    await until(async () => readFileSync(file, 'utf8').length >= lines(0, 2_000).length);
    output.write(lines(2_000, 2_001));
    output.flushSync();
    expect(readFileSync(file, 'utf8')).toBe(lines(0, 2_001));
  });
});

/** The device of which every write says that no space is left (full(4)). Linux has it. */
const full = existsSync('/dev/full') ? '/dev/full' : undefined;

describeIf(full, 'lines on their way to a disk that is full', (device) => {
  it('neither stop nor hold up the process, and are not kept without end', async () => {
    const output = outputTo(device);
    const startedAt = performance.now();
    for (let at = 0; at < 200; at += 1) output.write(lines(0, 1_000));
    await new Promise((resolve) => setTimeout(resolve, 500));
    output.write(lines(0, 1_000));
    output.flushSync();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});
