import { useLayoutEffect, useState, type RefObject } from 'react';

const NARROWEST = 240;

/** The width of an element in whole pixels, as it is and as it becomes. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(NARROWEST);
  useLayoutEffect(() => {
    const watched = element.current;
    if (watched === null) return undefined;
    const measure = () => setWidth(Math.max(NARROWEST, Math.floor(watched.clientWidth)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(watched);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
