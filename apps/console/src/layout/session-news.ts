/** Between the tabs of one browser: that who is signed in has changed. Nothing else is told. */
const NAME = 'caregate-session';

export function tellOtherTabs(): void {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage('changed');
  channel.close();
}

/** Until what it returns is called. */
export function hearOtherTabs(changed: () => void): () => void {
  const channel = new BroadcastChannel(NAME);
  channel.addEventListener('message', changed);
  return () => channel.close();
}
