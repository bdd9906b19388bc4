import { useEffect, useEffectEvent, useState } from 'react';

interface TimeLeftProps {
  readonly until: string;
  /** Told once, when nothing is left. */
  readonly over: () => void;
}

/** How long something is still open, to the second. */
export function TimeLeft({ until, over }: TimeLeftProps) {
  const [now, setNow] = useState(() => Date.now());
  const seconds = Math.max(0, Math.ceil((Date.parse(until) - now) / 1000));
  const isOver = seconds === 0;
  const tell = useEffectEvent(over);
  useEffect(() => {
    if (isOver) {
      tell();
      return undefined;
    }
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isOver]);
  if (isOver) return <span className="quiet">over</span>;
  return (
    <time dateTime={`PT${seconds}S`}>
      {Math.floor(seconds / 60)} min {seconds % 60} s
    </time>
  );
}
