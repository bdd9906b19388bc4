declare module 'virtual:theme.css';
declare module '*.css';
declare module '*.module.css' {
  export const classes: Readonly<Record<string, string>>;
}
