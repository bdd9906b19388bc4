import { periods, type PeriodId } from '../ask/period.js';
import type { Subject } from '../answer/answer.js';
import type { ShownWish } from '../use-chart.js';
import { Choice } from '../../parts/choice.js';

interface HeadingProps {
  readonly wish: ShownWish | undefined;
  readonly isBusy: boolean;
  readonly canCall: boolean;
  readonly onWish: (subject: Subject, period: PeriodId) => void;
}

const subjects = [
  { id: 'vitals', label: 'Vital signs' },
  { id: 'labs', label: 'Laboratory' },
] as const;

/** Whose record it is, and what else of it can be asked for. */
export function Heading({ wish, isBusy, canCall, onWish }: HeadingProps) {
  return (
    <header>
      <h1>
        {wish === undefined || wish.subject === 'vitals' ? 'Vital signs' : 'Laboratory results'}
        {wish !== undefined && <span className="mrn">{wish.mrn}</span>}
      </h1>
      {wish !== undefined && canCall && (
        <div className="choices">
          {isBusy && <span className="busy" role="status" aria-label="Asking the server" />}
          <Choice
            label="Part of the record"
            options={subjects}
            chosen={wish.subject}
            onChoose={(subject) => onWish(subject, wish.period ?? '1y')}
          />
          <Choice
            label="Period"
            options={periods}
            chosen={wish.period}
            onChoose={(period) => onWish(wish.subject, period)}
          />
        </div>
      )}
    </header>
  );
}
