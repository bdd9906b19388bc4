import { roles } from '@caregate/core-permissions';
import { NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '../parts/icons.js';

/** Empty: any. */
export interface UserFilter {
  readonly search: string;
  readonly role: string;
  readonly active: string;
}

interface UserFiltersProps {
  readonly filters: UserFilter;
  readonly change: (some: Partial<UserFilter>) => void;
}

export const activeUsers: UserFilter = { search: '', role: '', active: 'true' };

export function UserFilters({ filters, change }: UserFiltersProps) {
  return (
    <search className="filters" aria-label="Filters">
      <TextInput
        label="Search"
        placeholder="Name or e-mail"
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        value={filters.search}
        maxLength={100}
        onChange={({ currentTarget }) => change({ search: currentTarget.value })}
      />
      <NativeSelect
        label="Role"
        data={[{ value: '', label: 'Any' }, ...Object.keys(roles)]}
        value={filters.role}
        onChange={({ currentTarget }) => change({ role: currentTarget.value })}
      />
      <NativeSelect
        label="State"
        data={[
          { value: '', label: 'Any' },
          { value: 'true', label: 'Active' },
          { value: 'false', label: 'Deactivated' },
        ]}
        value={filters.active}
        onChange={({ currentTarget }) => change({ active: currentTarget.value })}
      />
    </search>
  );
}
