import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { hearOtherTabs, tellOtherTabs } from './session-news.js';
import { sessionKey } from './session.js';

interface OnePerson {
  /** Somebody was signed in on this page before. */
  readonly wasSignedIn: boolean;
  /** Somebody else is by now, and the page is about to begin anew. */
  readonly isAnother: boolean;
}

/**
 * What one person was shown is not there for the next: neither in another tab, nor by the back button, which some browsers
 * answer with the page as it was.
 */
export function useOnePerson(personId: string | undefined): OnePerson {
  const client = useQueryClient();
  const [first, setFirst] = useState(personId);
  if (first === undefined && personId !== undefined) setFirst(personId);
  const isAnother = first !== undefined && personId !== undefined && personId !== first;
  useEffect(() => {
    const shown = ({ persisted }: PageTransitionEvent) => persisted && window.location.reload();
    const stop = hearOtherTabs((news) => {
      if (news === 'changed') void client.invalidateQueries({ queryKey: sessionKey });
    });
    window.addEventListener('pageshow', shown);
    return () => {
      stop();
      window.removeEventListener('pageshow', shown);
    };
  }, [client]);
  useEffect(() => {
    if (isAnother) window.location.reload();
    else if (personId !== undefined) tellOtherTabs('changed');
    else client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
  }, [client, personId, isAnother]);
  return { wasSignedIn: first !== undefined, isAnother };
}
