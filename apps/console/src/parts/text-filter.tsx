import { TextInput, type TextInputProps } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';

interface TextFilterProps extends Omit<TextInputProps, 'value' | 'onChange' | 'error'> {
  readonly said: string;
  readonly tell: (text: string) => void;
  /** Why this cannot be looked for; it is not told then. */
  readonly fault?: (text: string) => string | undefined;
}

const TYPING_MILLISECONDS = 300;

/** Tells what was typed in once the typing pauses, and follows when something else changes what is looked for. */
export function TextFilter({ said, tell, fault = () => undefined, ...input }: TextFilterProps) {
  const [text, setText] = useState(said);
  const [seen, setSeen] = useState(said);
  const [told, setTold] = useState(said);
  if (seen !== said) {
    setSeen(said);
    if (said !== told) {
      setTold(said);
      setText(said);
    }
  }
  const tellLater = useDebouncedCallback((typed: string) => {
    setTold(typed);
    tell(typed);
  }, TYPING_MILLISECONDS);
  const wrong = fault(text.trim());
  return (
    <TextInput
      {...input}
      value={text}
      error={wrong}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        if (fault(value.trim()) === undefined) tellLater(value.trim());
      }}
    />
  );
}
