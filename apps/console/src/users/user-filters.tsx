import { roles } from '@caregate/core-permissions';
import { NativeSelect } from '@mantine/core';
import { choicesOf } from '../parts/choices.js';
import { IconSearch } from '../parts/icons.js';
import { TextFilter } from '../parts/text-filter.js';
import type { UsersAsked } from './user-query.js';

/** Empty: any role, and accounts that are in use. */
type UserFilter = Omit<UsersAsked, 'page'>;

interface UserFiltersProps {
  readonly filters: UserFilter;
  readonly change: (some: Partial<UserFilter>) => void;
}

export function UserFilters({ filters, change }: UserFiltersProps) {
  return (
    <search className="filters" aria-label="Filters">
      <TextFilter
        label="Search"
        placeholder="Name or e-mail"
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        said={filters.search}
        maxLength={100}
        tell={(search) => change({ search })}
      />
      <NativeSelect
        label="Role"
        data={choicesOf(Object.keys(roles))}
        value={filters.role}
        onChange={({ currentTarget }) => change({ role: currentTarget.value })}
      />
      <NativeSelect
        label="State"
        data={[
          { value: 'any', label: 'Any' },
          { value: '', label: 'Active' },
          { value: 'deactivated', label: 'Deactivated' },
        ]}
        value={filters.state}
        onChange={({ currentTarget }) => change({ state: currentTarget.value })}
      />
    </search>
  );
}
