import { Drawer } from '@mantine/core';
import { useQuery, type QueryKey } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { ask } from '../api/api-client.js';
import { Failure } from './failure.js';
import { Loading } from './loading.js';

interface RecordDrawerProps<S extends z.ZodType> {
  /** Closed without one. */
  readonly id: string | undefined;
  readonly schema: S;
  /** Where the list is; one of it is under its id. */
  readonly path: string;
  /** Of the list: what makes that old makes this old. */
  readonly queryKey: QueryKey;
  readonly titleOf: (record: z.output<S>) => string;
  readonly close: () => void;
  readonly children: (record: z.output<S>) => ReactNode;
}

/** One record beside its list, at an address of its own. */
export function RecordDrawer<S extends z.ZodType>(props: RecordDrawerProps<S>) {
  const { id, schema, path, queryKey, titleOf, close, children } = props;
  const query = useQuery({
    queryKey: [...queryKey, 'one', id],
    queryFn: ({ signal }) => ask(schema, `${path}/${encodeURIComponent(id ?? '')}`, { signal }),
    enabled: id !== undefined,
  });
  const record = query.data as z.output<S> | undefined;
  return (
    <Drawer
      opened={id !== undefined}
      onClose={close}
      title={record === undefined ? 'Details' : titleOf(record)}
      position="right"
      size="lg"
      lockScroll={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {query.isPending && (
        <div className="state">
          <Loading />
        </div>
      )}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {!query.isError && record !== undefined && children(record)}
    </Drawer>
  );
}
