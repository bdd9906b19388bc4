import { useSyncExternalStore } from 'react';
import type { Host } from '../host/host.js';
import { Message } from '../parts/message.js';
import { Facts } from './parts/facts.js';
import { Slices } from './parts/slices.js';
import { WindowChoice } from './parts/window-choice.js';
import { useViewer } from './use-viewer.js';

/** One frame of an image set, the frames beside it and other windows. */
export function ImageViewer({ host }: { readonly host: Host }) {
  const state = useSyncExternalStore(host.subscribe, host.current);
  const { seen, look, isBusy, turn } = useViewer(host.call, state);
  if (seen === undefined)
    return <Frame text={state.isCancelled ? 'The question was taken back.' : 'Waiting for the picture …'} />;
  if (look === undefined) return <Frame text={seen.kind === 'failure' ? seen.message : ''} isFailure />;
  return (
    <main aria-busy={isBusy}>
      {state.canCall && <WindowChoice seen={seen} look={look} onTurn={turn} />}
      <Slices seen={seen} look={look} canTurn={state.canCall} onTurn={turn} />
      {seen.kind === 'picture' ? <Facts facts={seen.picture.facts} /> : <Message text={seen.message} isFailure />}
    </main>
  );
}

function Frame({ text, isFailure = false }: { readonly text: string; readonly isFailure?: boolean }) {
  return (
    <main>
      <Message {...{ text, isFailure }} />
    </main>
  );
}
