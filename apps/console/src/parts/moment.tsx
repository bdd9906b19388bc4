import { useLocale } from '../layout/session.js';

interface MomentProps {
  readonly at: string | null;
  /** To the second. */
  readonly seconds?: boolean;
  /** To the second, and with the zone. */
  readonly exact?: boolean;
}

const styleOf = (timeStyle: 'short' | 'medium' | 'long') => ({ dateStyle: 'medium', timeStyle }) as const;

/** A moment in the words of the reader's locale and the time of their clock. */
export function Moment({ at, seconds = false, exact = false }: MomentProps) {
  const locale = useLocale();
  if (at === null) return <span className="quiet">–</span>;
  const text = (style: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, style).format(new Date(at));
  const style = seconds ? 'medium' : 'short';
  return (
    <time dateTime={at} title={text(styleOf('long'))}>
      {text(styleOf(exact ? 'long' : style))}
    </time>
  );
}
