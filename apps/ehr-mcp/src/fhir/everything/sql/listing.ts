import { shownOf, visibleOf, type DateColumn, type SearchTable } from '../../search/sql/search-table.js';

/** How somebody looks at a chart. */
export interface ChartView {
  /** Whether what was entered in error is shown as it was. */
  readonly seesWithdrawn: boolean;
  /** Tables of which the rows are open. */
  readonly open: ReadonlySet<SearchTable>;
  /** Whether it tells of care in the time that is asked for, in SQL; what tells of no time is of every. */
  readonly inTime: (care: DateColumn | undefined) => string;
}

/** Resources of one kind in the chart of patient `$1`, in SQL. */
export interface Listed {
  readonly from: string;
  readonly where: readonly string[];
  /** Of the resource. */
  readonly id: string;
  /** When it changed; nothing where it does not say. */
  readonly changed: string;
}

/** Nothing, where what they tell of is not open. */
export type Listing = (view: ChartView) => Listed | undefined;

/** What a search finds of a kind of rows. */
export function rowsOf(table: SearchTable): Listing {
  return ({ seesWithdrawn, inTime }) => {
    const shown = shownOf(table, seesWithdrawn);
    const changed = table.columns(shown)['_lastUpdated'];
    if (changed?.kind !== 'date') throw new TypeError(`${table.from} does not say when it changed`);
    return {
      from: table.from,
      where: [table.where, ...visibleOf(table, seesWithdrawn), inTime(table.care?.(shown))],
      id: table.id,
      changed: changed.from,
    };
  };
}
