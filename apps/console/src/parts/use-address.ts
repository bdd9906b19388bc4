import { useSearchParams } from 'react-router';

const PAGE_MAX = 10_000;

/** What the page's own address says, so that a view can be kept, sent on and come back to. */
export function useAddress<N extends string>(names: readonly N[]) {
  const [search, setSearch] = useSearchParams();
  const said = Object.fromEntries(names.map((name) => [name, search.get(name) ?? ''])) as Record<N, string>;
  return {
    said,
    page: pageOf(search.get('page')),
    /** Filters: another list, which begins at its beginning. */
    change: (some: Partial<Record<N, string>>) => setSearch(withoutEmpty({ ...said, ...some }), { replace: true }),
    turnTo: (page: number) => setSearch(withoutEmpty({ ...said, page: page === 1 ? '' : String(page) })),
  };
}

function pageOf(text: string | null): number {
  return text !== null && /^\d{1,5}$/u.test(text) ? Math.min(Math.max(Number(text), 1), PAGE_MAX) : 1;
}

function withoutEmpty(all: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}
