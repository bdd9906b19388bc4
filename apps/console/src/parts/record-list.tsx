import { Loader } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Key, ReactNode } from 'react';
import { Failure } from './failure.js';

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
}

/** A table on wide screens, cards on narrow ones, at the same place whatever state it is in. */
export function RecordList<D, T>({ label, query, items, keyOf, columns, empty, hint }: RecordListProps<D, T>) {
  const rows = query.data === undefined ? undefined : items(query.data);
  return (
    <section className="card list" aria-label={label} aria-busy={query.isFetching}>
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && (
        <div className="state">
          <Loader aria-label="Loading" />
        </div>
      )}
      {!query.isError && rows?.length === 0 && (
        <div className="state">
          <strong>{empty}</strong>
          {hint !== undefined && <span className="quiet">{hint}</span>}
        </div>
      )}
      {!query.isError && rows !== undefined && rows.length > 0 && (
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
      )}
    </section>
  );
}
