import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from './icons.js';

/** An id, to be taken along to somewhere else. */
export function Copyable({ text, what }: { readonly text: string; readonly what: string }) {
  return (
    <span className="copyable">
      <span className="mono">{text}</span>
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
