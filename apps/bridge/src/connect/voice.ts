import type { LogLevel } from './connect.options.js';

/** Sentences for the person, on standard error: standard output belongs to the protocol. */
export class Voice {
  constructor(private readonly level: LogLevel) {}

  error(sentence: string): void {
    if (this.level !== 'silent') this.write(sentence);
  }

  info(sentence: string): void {
    if (this.level === 'info' || this.level === 'debug') this.write(sentence);
  }

  debug(sentence: string): void {
    if (this.level === 'debug') this.write(sentence);
  }

  private write(sentence: string): void {
    process.stderr.write(`caregate-bridge: ${sentence}\n`);
  }
}
