import { useState, type SubmitEvent } from 'react';
import { flushSync } from 'react-dom';
import type { z } from 'zod';

/**
 * A form whose fields say what is wrong with them only once it was sent off. The first of them is focused then, and so read
 * aloud with what it lacks (WCAG 2.2 §3.3.1).
 */
export function useCheckedForm<S extends z.ZodType>(schema: S, said: unknown, send: (body: z.output<S>) => void) {
  const [isChecked, setChecked] = useState(false);
  const parsed = schema.safeParse(said);
  return {
    wrong: new Set(isChecked && !parsed.success ? parsed.error.issues.map(({ path }) => String(path[0])) : []),
    /** Nothing is wrong until it is sent off anew. */
    reset: () => setChecked(false),
    onSubmit: (event: SubmitEvent<HTMLFormElement>) => {
      event.preventDefault();
      const form = event.currentTarget;
      flushSync(() => setChecked(true));
      if (parsed.success) send(parsed.data);
      else form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
    },
  };
}
