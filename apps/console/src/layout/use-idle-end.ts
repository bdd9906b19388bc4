import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { z } from 'zod';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';
import { hearOtherTabs, tellOtherTabs } from './session-news.js';
import { sessionKey } from './session.js';

const BETWEEN_MILLISECONDS = 10_000;
const SIGNS_OF_LIFE = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;

/**
 * Ends the sign-in when nobody has been at work in any tab for as long as the service lets one be without use. The
 * service cannot tell: pages that are shown as they change go on asking by themselves, which is a sign-in in use (HIPAA
 * 45 CFR 164.312(a)(2)(iii)).
 */
export function useIdleEnd(idleSeconds: number | undefined): void {
  const client = useQueryClient();
  useEffect(() => {
    if (idleSeconds === undefined) return undefined;
    let usedAt = Date.now();
    let toldAt = 0;
    const used = () => {
      usedAt = Date.now();
      if (usedAt - toldAt < BETWEEN_MILLISECONDS) return;
      toldAt = usedAt;
      tellOtherTabs('used');
    };
    const stop = hearOtherTabs((news) => {
      if (news === 'used') usedAt = Date.now();
    });
    // By the clock and not by the timer alone, which stands still while the machine sleeps.
    const timer = setInterval(() => {
      if (Date.now() - usedAt >= idleSeconds * 1000)
        void endSignIn(() => client.invalidateQueries({ queryKey: sessionKey }));
    }, BETWEEN_MILLISECONDS);
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, used, { capture: true, passive: true });
    return () => {
      stop();
      clearInterval(timer);
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, used, { capture: true });
    };
  }, [client, idleSeconds]);
}

async function endSignIn(askAgain: () => Promise<void>): Promise<void> {
  try {
    await ask(z.looseObject({}), paths.signOut, { method: 'POST' });
  } catch {
    // Another tab was faster, which the answer to the next question tells; or nobody answers, and it is tried again.
  }
  tellOtherTabs('changed');
  await askAgain();
}
