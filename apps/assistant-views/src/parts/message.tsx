/** Instead of a chart. */
export function Message({ text, isFailure = false }: { readonly text: string; readonly isFailure?: boolean }) {
  return (
    <p className={isFailure ? 'message failure' : 'message'} role={isFailure ? 'alert' : 'status'}>
      {text}
    </p>
  );
}
