import { Pager } from './pager.js';

interface NumberedPagerProps {
  readonly page: number;
  readonly limit: number;
  /** Unknown while nothing has been answered. */
  readonly total: number | undefined;
  readonly turnTo: (page: number) => void;
}

/** For lists whose length is known. */
export function NumberedPager({ page, limit, total, turnTo }: NumberedPagerProps) {
  const pages = Math.max(1, Math.ceil((total ?? 0) / limit));
  return (
    <Pager
      text={total === undefined ? '' : textOf(page, limit, total)}
      previous={page > 1 ? () => turnTo(Math.min(page - 1, pages)) : undefined}
      next={page < pages ? () => turnTo(page + 1) : undefined}
    />
  );
}

function textOf(page: number, limit: number, total: number): string {
  const first = (page - 1) * limit + 1;
  // An address may name a page that was there when there were more.
  if (first > total) return total === 0 ? 'None' : `${total} in all, none of them on page ${page}`;
  return `${first}–${Math.min(page * limit, total)} of ${total}`;
}
