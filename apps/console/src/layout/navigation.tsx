import { modules, type Module } from '@caregate/core-permissions';
import {
  IconChecklist,
  IconEyeCheck,
  IconHistory,
  IconKey,
  IconRobot,
  IconRoute,
  IconUrgent,
  IconUsers,
} from '../parts/icons.js';
import { NavLink } from 'react-router';
import type { SignedIn } from './session.js';

const pages = [
  { module: 'account', to: '/access', title: 'My access', Icon: IconKey },
  { module: 'emergency', to: '/emergency', title: 'Emergency access', Icon: IconUrgent },
  { module: 'users', to: '/users', title: 'Users and roles', Icon: IconUsers },
  { module: 'audit', to: '/audit', title: 'Audit trail', Icon: IconHistory },
  { module: 'emergency-reviews', to: '/emergency-reviews', title: 'Emergency reviews', Icon: IconEyeCheck },
  { module: 'agents', to: '/agents', title: 'Agents', Icon: IconRobot },
  { module: 'tasks', to: '/tasks', title: 'Tasks', Icon: IconChecklist },
  { module: 'pipelines', to: '/pipelines', title: 'Pipelines', Icon: IconRoute },
] as const satisfies readonly { module: Module; [part: string]: unknown }[];

/** Only what the role opens; the services decide all the same. */
export function Navigation({ session }: { readonly session: SignedIn }) {
  const { permissions } = session.user;
  return (
    <nav className="nav" aria-label="Main">
      {pages
        .filter(({ module }) => permissions.includes(modules[module]))
        .map(({ to, title, Icon }) => (
          <NavLink key={to} to={to}>
            <Icon size={19} stroke={1.7} aria-hidden="true" />
            {title}
          </NavLink>
        ))}
    </nav>
  );
}
