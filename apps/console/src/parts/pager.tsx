import { Button } from '@mantine/core';

interface PagerProps {
  readonly text: string;
  readonly previous?: (() => void) | undefined;
  readonly next?: (() => void) | undefined;
}

export function Pager({ text, previous, next }: PagerProps) {
  return (
    <nav className="pager" aria-label="Pages">
      <span className="quiet" aria-live="polite">
        {text}
      </span>
      <div className="row">
        <Turn to={previous}>Previous</Turn>
        <Turn to={next}>Next</Turn>
      </div>
    </nav>
  );
}

/** Keeps the focus at the last page too, where a button that is disabled would lose it. */
function Turn({ to, children }: { readonly to: (() => void) | undefined; readonly children: string }) {
  const turn = () => {
    to?.();
    window.scrollTo({ top: 0 });
  };
  return (
    <Button
      variant="default"
      aria-disabled={to === undefined}
      {...(to === undefined ? { 'data-disabled': true } : { onClick: turn })}
    >
      {children}
    </Button>
  );
}
