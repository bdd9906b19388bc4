import { EventEmitter, once } from 'node:events';
import { WriteStream } from 'node:tty';
import { terminalProgress } from './progress.js';

const titles = ['synthetic patients and sandbox people', 'sandbox', 'orchestrator', 'console', 'pages for assistants'];

describe('the progress at a terminal', () => {
  it.each([20, 40, 80])('stays on one line of %d columns, whatever runs at the moment', async (columns) => {
    const { lines } = await shownOn(columns);
    expect(lines).toHaveLength(titles.length);
    for (const line of lines) expect(line.length).toBeLessThan(columns);
  });

  it('names everything that runs where there is room', async () => {
    const { lines } = await shownOn(200);
    expect(lines).toContain(`  … ${titles.join(', ')}`);
  });

  it('writes nothing but whole lines on a dumb one', async () => {
    const { written } = await shownOn(80, 'dumb');
    expect(written.map((line) => line.replace(/\(.*\)/u, '()'))).toEqual(titles.map((title) => `  ✓ ${title} ()\n`));
  });
});

/** What stood on the last line from one moment to the next, while all began. */
async function shownOn(columns: number, terminal?: string) {
  const written: string[] = [];
  const write = (text: string) => written.push(text) > 0;
  const out: WriteStream = Object.assign(Object.create(WriteStream.prototype), { isTTY: true, columns, write });
  const progress = terminalProgress(out, terminal);
  const end = new EventEmitter();
  const works = titles.map((title) => progress.step(title, () => once(end, 'end')));
  const lines = written.map((text) => text.replace('\r\u001B[K', ''));
  end.emit('end');
  await Promise.all(works);
  return { lines, written };
}
