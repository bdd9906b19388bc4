import { Button } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Key, ReactNode } from 'react';
import { ApiError } from '../api/api-error.js';
import { Failure } from './failure.js';
import { Loading } from './loading.js';

export interface Column<T> {
  readonly header: string;
  readonly cell: (item: T) => ReactNode;
}

interface RecordListProps<D, T> {
  readonly label: string;
  readonly query: UseQueryResult<D>;
  readonly items: (data: D) => readonly T[];
  readonly keyOf: (item: T) => Key;
  readonly columns: readonly Column<T>[];
  readonly empty: string;
  /** What has to happen that something is here. */
  readonly hint?: string;
  /** One of several on its page. */
  readonly short?: boolean;
}

/** A table on wide screens, cards on narrow ones, at the same place whatever state it is in. */
export function RecordList<D, T>(props: RecordListProps<D, T>) {
  const { label, query, items, empty, hint, short = false } = props;
  const data = keptOf(query);
  const rows = data === undefined ? undefined : items(data);
  const state = short ? 'state short' : 'state';
  const retry = () => void query.refetch();
  return (
    <section
      className="card list"
      aria-label={label}
      aria-busy={query.isFetching}
      data-old={query.isPlaceholderData || undefined}
    >
      {query.isError && rows === undefined && <Failure error={query.error} retry={retry} />}
      {query.isError && rows !== undefined && <Stale error={query.error} retry={retry} />}
      {query.isPending && (
        <div className={state}>
          <Loading />
        </div>
      )}
      {rows?.length === 0 && (
        <div className={state}>
          <strong>{empty}</strong>
          {hint !== undefined && <span>{hint}</span>}
        </div>
      )}
      {rows !== undefined && rows.length > 0 && <Rows {...props} rows={rows} />}
    </section>
  );
}

/** What was there before stays to be read while nobody answers; what is no longer open to the reader does not. */
function keptOf<D>({ data, isError, error, isPlaceholderData }: UseQueryResult<D>): D | undefined {
  if (!isError) return data;
  const isAway = error instanceof ApiError && (error.status === 0 || error.status === 429 || error.status >= 500);
  return isAway && !isPlaceholderData ? data : undefined;
}

function Stale({ error, retry }: { readonly error: Error; readonly retry: () => void }) {
  return (
    <div className="stale" role="alert">
      <span>{error.message} This is how it was before.</span>
      <Button variant="subtle" size="compact-sm" onClick={retry}>
        Try again
      </Button>
    </div>
  );
}

type RowsProps<D, T> = Pick<RecordListProps<D, T>, 'columns' | 'keyOf'> & { readonly rows: readonly T[] };

function Rows<D, T>({ rows, columns, keyOf }: RowsProps<D, T>) {
  return (
    <table>
      <thead>
        <tr>
          {columns.map(({ header }) => (
            <th key={header} scope="col">
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((item) => (
          <tr key={keyOf(item)}>
            {columns.map(({ header, cell }) => (
              <td key={header} data-label={header}>
                <div>{cell(item)}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
