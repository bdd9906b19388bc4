import { useLocale } from '../layout/session.js';

/** A moment in the words of the reader's locale and the time of their clock. */
export function Moment({ at }: { readonly at: string | null }) {
  const locale = useLocale();
  if (at === null) return <span className="quiet">–</span>;
  const text = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
  return <time dateTime={at}>{text}</time>;
}
