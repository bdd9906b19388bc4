import { ErrorLines } from './error-lines.js';

function given() {
  const told: string[] = [];
  const clock = { now: 0 };
  const lines = new ErrorLines(
    (line) => void told.push(line),
    () => clock.now,
  );
  return { told, clock, write: (text: string | Buffer) => lines.read(Buffer.from(text)), close: () => lines.close() };
}

describe('what a proxied server writes on its standard error', () => {
  it('is told line by line, in whatever pieces it comes, the last without its end', () => {
    const { told, write, close } = given();
    const bytes = Buffer.from('one\ntw\u00f6\n\nlast');
    for (const byte of bytes) write(Buffer.of(byte));
    close();
    expect(told).toEqual(['one', 'tw\u00f6', '', 'last']);
  });

  it('takes no memory without end where a line has none, and says that there was one', () => {
    const { told, write } = given();
    const before = process.memoryUsage().heapUsed;
    for (let written = 0; written < 1_600; written += 1) write('x'.repeat(256 * 1024));
    // Half of what was written: what is let go of is collected when V8 likes.
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(200 * 1024 * 1024);
    write(' secr');
    write('et\nnext\n');
    expect(told).toEqual(['[a line that is too long]', 'next']);
  });

  it('fills no log, and says how much was left out', () => {
    const { told, clock, write } = given();
    for (let line = 0; line < 5_000; line += 1) write(`line ${line}\n`);
    expect(told).toHaveLength(100);
    clock.now = 1_000;
    write('later\n');
    expect(told.slice(100)).toEqual(['[4900 lines left out]', 'later']);
  });
});
