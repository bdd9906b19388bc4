import { Button, NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { LiveMark } from '../live/live-mark.js';
import type { LiveState } from '../live/use-live.js';
import { PageHeading } from '../parts/page-heading.js';
import { TextFilter } from '../parts/text-filter.js';

export interface LiveFilter {
  readonly name: string;
  readonly label: string;
  /** Without them, text is looked for. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  /** What text the service looks for at all. */
  readonly schema?: z.ZodType;
}

interface LivePageProps {
  readonly title: string;
  readonly about: string;
  readonly mark: LiveState;
  readonly filters: readonly LiveFilter[];
  readonly said: Readonly<Record<string, string>>;
  readonly change: (some: Record<string, string>) => void;
  readonly children: ReactNode;
}

/** What agents, tasks and pipelines have in common: whether news come, and what is looked for. */
export function LivePage({ title, about, mark, filters, said, change, children }: LivePageProps) {
  const isFiltered = filters.some(({ name }) => said[name] !== '');
  return (
    <>
      <PageHeading title={title} action={<LiveMark state={mark} />}>
        {about}
      </PageHeading>
      <search className="filters few" aria-label="Filters">
        {filters.map((filter) => (
          <Filter
            key={filter.name}
            filter={filter}
            said={said[filter.name] ?? ''}
            tell={(value) => change({ [filter.name]: value })}
          />
        ))}
        {isFiltered && (
          <Button
            variant="subtle"
            className="clear"
            onClick={() => change(Object.fromEntries(filters.map(({ name }) => [name, ''])))}
          >
            Clear filters
          </Button>
        )}
      </search>
      {children}
    </>
  );
}

interface FilterProps {
  readonly filter: LiveFilter;
  readonly said: string;
  readonly tell: (value: string) => void;
}

function Filter({ filter: { label, choices, schema }, said, tell }: FilterProps) {
  if (choices !== undefined)
    return (
      <NativeSelect
        label={label}
        data={[...choices]}
        value={said}
        onChange={({ currentTarget }) => tell(currentTarget.value)}
      />
    );
  const fault = (text: string) =>
    text === '' || schema?.safeParse(text).success !== false ? undefined : 'This is no such id.';
  return <TextFilter label={label} maxLength={100} said={said} tell={tell} fault={fault} />;
}
