/** Who is signed in has changed; or somebody is at work here. Nothing else is told. */
export type SessionNews = 'changed' | 'used';

/** Between the tabs of one browser. */
const NAME = 'caregate-session';

export function tellOtherTabs(news: SessionNews): void {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage(news);
  channel.close();
}

/** Until what it returns is called. */
export function hearOtherTabs(heard: (news: unknown) => void): () => void {
  const channel = new BroadcastChannel(NAME);
  channel.addEventListener('message', ({ data }) => heard(data));
  return () => channel.close();
}
