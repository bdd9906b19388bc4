import { useEffect, useRef, type RefObject } from 'react';
import type { Seen } from '../picture.js';
import type { Look } from '../use-viewer.js';

interface SlicesProps {
  readonly seen: Seen;
  readonly look: Look;
  readonly canTurn: boolean;
  readonly onTurn: (look: Look) => void;
}

/** The picture; the wheel over it and the slider below turn through the frames of the image set. */
export function Slices({ seen, look, canTurn, onTurn }: SlicesProps) {
  const stage = useRef<HTMLDivElement>(null);
  const known = useRef({ count: 1, url: '' });
  // While a frame cannot be had, the one before it would be mistaken for it: only the number of frames stays.
  known.current =
    seen.kind === 'picture'
      ? { count: seen.picture.facts.frame_count, url: seen.picture.url }
      : { ...known.current, url: '' };
  const { count, url } = known.current;
  const turnTo = (frame: number) => {
    const next = Math.max(1, Math.min(count, frame));
    if (canTurn && next !== look.frame) onTurn({ ...look, frame: next });
  };
  useWheel(stage, canTurn && count > 1 ? (direction) => turnTo(look.frame + direction) : undefined);
  return (
    <>
      <div ref={stage} className="stage">
        {seen.kind === 'picture' && <img src={url} alt={altOf(seen.picture.facts)} draggable={false} />}
      </div>
      {count > 1 && (
        <label className="slices">
          <span>
            Frame {look.frame} of {count}
          </span>
          <input
            type="range"
            min={1}
            max={count}
            value={look.frame}
            disabled={!canTurn}
            onChange={({ target }) => turnTo(Number(target.value))}
          />
        </label>
      )}
    </>
  );
}

function altOf({
  modality = 'Image',
  frame_number: frame,
  frame_count: count,
}: {
  modality?: string | undefined;
  frame_number: number;
  frame_count: number;
}): string {
  return `${modality}, frame ${frame} of ${count}`;
}

/** React listens to the wheel passively, so that nothing could keep the conversation from scrolling along. */
function useWheel(stage: RefObject<HTMLElement | null>, turn: ((direction: -1 | 1) => void) | undefined): void {
  const latest = useRef(turn);
  latest.current = turn;
  useEffect(() => {
    const listened = stage.current;
    const listen = (event: WheelEvent) => {
      if (latest.current === undefined) return;
      event.preventDefault();
      latest.current(event.deltaY > 0 ? 1 : -1);
    };
    listened?.addEventListener('wheel', listen, { passive: false });
    return () => listened?.removeEventListener('wheel', listen);
  }, [stage]);
}
