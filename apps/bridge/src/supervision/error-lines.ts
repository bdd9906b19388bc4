import { StringDecoder } from 'node:string_decoder';

const LENGTH_MAX = 64 * 1024;
const LINES_PER_SECOND_MAX = 100;

/** The lines that a proxied server writes on its standard error, for as many and as long ones as a log can bear. */
export class ErrorLines {
  private readonly decoder = new StringDecoder('utf8');
  private line = '';
  private isTooLong = false;
  private second = 0;
  private told = 0;
  private leftOut = 0;

  constructor(
    private readonly tell: (line: string) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  read(chunk: Buffer): void {
    const [rest = '', ...lines] = this.decoder.write(chunk).split('\n');
    this.add(rest);
    for (const line of lines) {
      this.end();
      this.add(line);
    }
  }

  /** The last line may lack its end. */
  close(): void {
    if (this.line !== '') this.end();
  }

  /** Nothing of a line that is too long is kept: half a secret at its end would not be known for one. */
  private add(text: string): void {
    this.isTooLong ||= this.line.length + text.length > LENGTH_MAX;
    this.line = this.isTooLong ? '' : this.line + text;
  }

  private end(): void {
    const line = this.isTooLong ? '[a line that is too long]' : this.line;
    this.line = '';
    this.isTooLong = false;
    if (this.isTimely()) this.tell(line);
    else this.leftOut += 1;
  }

  private isTimely(): boolean {
    const second = Math.floor(this.now() / 1000);
    if (second !== this.second) {
      if (this.leftOut > 0) this.tell(`[${this.leftOut} lines left out]`);
      this.second = second;
      this.told = 0;
      this.leftOut = 0;
    }
    this.told += 1;
    return this.told <= LINES_PER_SECOND_MAX;
  }
}
