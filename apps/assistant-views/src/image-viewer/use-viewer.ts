import { useMemo, useState } from 'react';
import type { HostState } from '../host/host.js';
import type { CallTool } from '../host/tool-answer.js';
import { LatestOnly } from './latest-only.js';
import { seenIn, type Picture, type Seen } from './picture.js';
import { windows, type WindowId } from './windows.js';

/** Which frame, and which values of it between black and white; `undefined` for those that the assistant gave in numbers. */
export interface Look {
  readonly frame: number;
  readonly window: WindowId | undefined;
}

export interface Viewer {
  /** What is on the screen. */
  readonly seen: Seen | undefined;
  /** What is asked for, until it is on the screen. */
  readonly look: Look | undefined;
  readonly isBusy: boolean;
  readonly turn: (look: Look) => void;
}

interface Own {
  readonly look: Look;
  readonly seen: Seen | undefined;
  readonly isBusy: boolean;
}

const SIZE = 1024;

/** The picture that opened the view, until somebody turns to another. */
export function useViewer(call: CallTool, { answer, asked }: HostState): Viewer {
  const opening = useMemo(() => (answer === undefined ? undefined : seenIn(answer)), [answer]);
  const [own, setOwn] = useState<Own>();
  const turning = useMemo(() => {
    const about = opening?.kind === 'picture' ? opening.picture : undefined;
    return new LatestOnly<Look>(async (look) => {
      if (about === undefined) return;
      const seen = await ask(call, about, { ...windowOf(asked, look), frame_number: look.frame });
      setOwn((now) => ({ look: now?.look ?? look, seen, isBusy: now?.look !== look }));
    });
  }, [opening, call, asked]);
  const seen = own?.seen ?? opening;
  return {
    seen,
    look: own?.look ?? lookOf(opening, asked),
    isBusy: own?.isBusy ?? false,
    turn: (look) => {
      setOwn({ look, seen, isBusy: true });
      turning.want(look);
    },
  };
}

/** As long as nobody chooses another window, the one that the assistant gave in numbers stays. */
function windowOf(asked: HostState['asked'], { window }: Look): object {
  return window === undefined
    ? { window_center: asked?.['window_center'], window_width: asked?.['window_width'] }
    : { window };
}

async function ask(call: CallTool, { facts }: Picture, more: object): Promise<Seen> {
  const { datastore_id, image_set_id } = facts;
  try {
    return seenIn(await call('render_image_frame', { datastore_id, image_set_id, size: SIZE, ...more }));
  } catch {
    // Why a host does not carry a call is its own affair: the view learns no more than that.
    return { kind: 'failure', message: 'The assistant did not pass this question on.' };
  }
}

function lookOf(opening: Seen | undefined, asked: HostState['asked']): Look | undefined {
  if (opening?.kind !== 'picture') return undefined;
  const frame = opening.picture.facts.frame_number;
  if (asked?.['window_center'] !== undefined) return { frame, window: undefined };
  return { frame, window: windows.find(({ id }) => id === asked?.['window'])?.id ?? 'default' };
}
