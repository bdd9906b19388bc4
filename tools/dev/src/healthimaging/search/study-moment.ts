/** Date and time of a study as one text that sorts; a date alone means the beginning or the end of that day. */
export function studyMoment(date = '', time = '', day: 'begins' | 'ends' = 'begins'): string {
  const [clock = '', fraction = ''] = time.split('.', 2);
  const filler = time === '' && day === 'ends' ? '235959' : '000000';
  return `${date} ${clock}${filler.slice(clock.length)}.${fraction.padEnd(6, time === '' && day === 'ends' ? '9' : '0')}`;
}
