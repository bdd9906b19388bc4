declare module 'virtual:theme.css';
declare module '*.css';
declare module '@tabler/icons-react/dist/esm/icons/*' {
  import type { Icon } from '@tabler/icons-react';

  const icon: Icon;
  // oxlint-disable-next-line import/no-default-export -- describes a package that exports so
  export default icon;
}
