import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from './icons.js';

/** Beyond that an id is broken where it must; a number that people read aloud stays in one piece. */
const WHOLE_LENGTH_MAX = 20;

/** An id, to be taken along to somewhere else. */
export function Copyable({ text, what }: { readonly text: string; readonly what: string }) {
  return (
    <span className="copyable">
      <span className={text.length > WHOLE_LENGTH_MAX ? 'mono' : 'mono whole'}>{text}</span>
      {/* Browsers have a clipboard for pages of https and of this machine only. */}
      {navigator.clipboard !== undefined && (
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <ActionIcon variant="subtle" size={26} aria-label={copied ? 'Copied' : `Copy ${what}`} onClick={copy}>
              {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
            </ActionIcon>
          )}
        </CopyButton>
      )}
    </span>
  );
}
