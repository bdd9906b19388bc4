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

/** Mantine's greys of the dark scheme with a little of the accent in them, so that fields and cards belong together. */
const dark: MantineColorsTuple = [
  '#e3edf0',
  '#c2d0d4',
  '#9db1b8',
  '#8299a1',
  '#34474d',
  '#26353a',
  '#1b292d',
  '#152023',
  '#0e1619',
  '#0a1114',
];

export const theme = createTheme({
  colors: { lagoon, dark },
  primaryColor: 'lagoon',
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  headings: { fontWeight: '650' },
});
