/** Stands in for a terminal. */
export class RecordedText {
  text = '';

  write(part: string): void {
    this.text += part;
  }
}
