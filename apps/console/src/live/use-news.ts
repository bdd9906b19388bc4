import { useEffect, useEffectEvent, useState } from 'react';
import { useSession } from '../layout/session.js';
import { listenToNews } from './listen-to-news.js';
import { newsRooms } from './news-rooms.js';

const BETWEEN_MILLISECONDS = 400;

/** Calls `told` when something may have changed, at most every 400 ms; whether news come at all at the moment. */
export function useNews(told: () => void): boolean {
  const { data } = useSession();
  const rooms = data?.authenticated === true ? newsRooms(data.user.permissions).join(' ') : '';
  const [isHeard, setHeard] = useState(false);
  const tell = useEffectEvent(told);
  useEffect(() => {
    if (rooms === '') return undefined;
    const pending = paced(() => tell());
    const stop = listenToNews({
      rooms: rooms.split(' '),
      heard: () => {
        setHeard(true);
        pending.call();
      },
      lost: () => setHeard(false),
      told: pending.call,
    });
    return () => {
      stop();
      pending.cancel();
    };
  }, [rooms]);
  return isHeard;
}

/** The first call goes through at once, of those soon after it one at the end of the pause. */
function paced(work: () => void): { call(): void; cancel(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isCalled = false;
  const rest = () => {
    timer = setTimeout(() => {
      timer = undefined;
      if (isCalled) run();
    }, BETWEEN_MILLISECONDS);
  };
  const run = () => {
    isCalled = false;
    work();
    rest();
  };
  return {
    call: () => {
      if (timer === undefined) run();
      else isCalled = true;
    },
    cancel: () => clearTimeout(timer),
  };
}
