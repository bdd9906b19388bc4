import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** A quiet blue-green: dark enough at 8 for white letters on it (WCAG 2.2 §1.4.3). */
const lagoon: MantineColorsTuple = [
  '#eefafb',
  '#dcf2f5',
  '#b3e3ea',
  '#86d2de',
  '#60c3d2',
  '#48b9cb',
  '#33a6ba',
  '#0f8799',
  '#0b7285',
  '#075b6b',
];

export const theme = createTheme({
  colors: { lagoon },
  primaryColor: 'lagoon',
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  headings: { fontWeight: '650' },
});
