import { Button } from '@mantine/core';

interface PagerProps {
  readonly text: string;
  readonly previous?: () => void;
  readonly next?: () => void;
}

export function Pager({ text, previous, next }: PagerProps) {
  return (
    <nav className="pager" aria-label="Pages">
      <span className="quiet" aria-live="polite">
        {text}
      </span>
      <div className="row">
        <Button variant="default" disabled={previous === undefined} onClick={previous}>
          Previous
        </Button>
        <Button variant="default" disabled={next === undefined} onClick={next}>
          Next
        </Button>
      </div>
    </nav>
  );
}
