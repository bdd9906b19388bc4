import { useMemo, useRef, useState } from 'react';
import type { HostState } from '../host/host.js';
import type { CallTool } from '../host/tool-answer.js';
import type { Subject } from './answer/answer.js';
import { askFor } from './ask/ask-for.js';
import { outcomeOf, type Outcome } from './ask/outcome.js';
import type { PeriodId } from './ask/period.js';

/** What is shown: whose record, which part of it, and of which period; that of the assistant's question has no name. */
export interface ShownWish {
  readonly mrn: string;
  readonly subject: Subject;
  readonly period: PeriodId | undefined;
}

export interface Chart {
  readonly outcome: Outcome | undefined;
  readonly wish: ShownWish | undefined;
  readonly isBusy: boolean;
  readonly ask: (subject: Subject, period: PeriodId) => void;
}

/** The answer that opened the view, until the reader asks for something else. */
export function useChart(call: CallTool, { answer, asked, context }: HostState): Chart {
  const opening = useMemo(() => (answer === undefined ? undefined : outcomeOf([answer])), [answer]);
  const [own, setOwn] = useState<{ readonly wish: ShownWish; readonly outcome: Outcome | undefined }>();
  const latest = useRef(0);
  const wish = own?.wish ?? openingWish(opening, asked, context.toolInfo?.tool.name);
  const shown = own?.outcome ?? opening;
  return {
    outcome: shown,
    wish,
    isBusy: own !== undefined && own.outcome === undefined,
    ask: (subject, period) => {
      if (wish === undefined) return;
      const asking = { mrn: wish.mrn, subject, period };
      const turn = ++latest.current;
      setOwn({ wish: asking, outcome: undefined });
      void askFor(call, asking, new Date()).then((outcome) => {
        // Somebody who has asked for something else meanwhile does not wait for this any more.
        if (turn === latest.current) setOwn({ wish: asking, outcome });
      });
    },
  };
}

function openingWish(
  opening: Outcome | undefined,
  asked: HostState['asked'],
  tool: string | undefined,
): ShownWish | undefined {
  if (opening?.kind === 'answer') {
    const { mrn, subject } = opening.answer;
    return { mrn, subject, period: undefined };
  }
  const mrn = asked?.['mrn'];
  if (typeof mrn !== 'string' || opening === undefined) return undefined;
  return { mrn, subject: tool === 'get_lab_results' ? 'labs' : 'vitals', period: undefined };
}
