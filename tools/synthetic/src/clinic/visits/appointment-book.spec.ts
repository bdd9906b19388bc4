import { AppointmentBook } from './appointment-book.js';

const at = (minute: number, durationMinutes = 30) => ({ day: 20_000, minute, durationMinutes });

describe('the appointment book', () => {
  it('refuses a second visit while the provider or the patient is busy', () => {
    const book = new AppointmentBook();
    expect(book.book(['provider', 'patient'], at(540, 60))).toBe(true);
    expect(book.book(['provider', 'other patient'], at(570))).toBe(false);
    expect(book.book(['other provider', 'patient'], at(540))).toBe(false);
    expect(book.book(['provider', 'patient'], at(600))).toBe(true);
  });

  it('keeps nothing of a refused visit', () => {
    const book = new AppointmentBook();
    book.book(['provider'], at(540));
    book.book(['provider', 'patient'], at(540));
    expect(book.book(['patient'], at(540))).toBe(true);
  });

  it.each([
    ['before it opens', at(450)],
    ['into lunch', at(690, 60)],
    ['during lunch', at(720)],
    ['after it closes', at(1020)],
  ])('has no slot %s', (_when, slot) => {
    expect(new AppointmentBook().book(['patient'], slot)).toBe(false);
  });
});
