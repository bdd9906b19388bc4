import { useLocale } from './session.js';

/** Whose clock the times of all pages are told by. */
export function Clock() {
  const locale = useLocale();
  const format = new Intl.DateTimeFormat(locale, { timeZoneName: 'shortOffset' });
  const offset = format.formatToParts(new Date()).find(({ type }) => type === 'timeZoneName')?.value;
  return (
    <div className="quiet">
      Times: {format.resolvedOptions().timeZone} ({offset})
    </div>
  );
}
