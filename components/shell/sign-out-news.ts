/** So long the tab that signs out waits for its own browser at most. */
export const leavingMs = 2_000;
/** So long the other tabs wait before they leave: by then the session has ended. */
export const othersLeaveMs = leavingMs + 1_500;

const channelOf = (personId: string) => `inplace.signed-out.${personId}`;

/** Tells the other tabs of this browser that the person signs out. */
export function tellSignedOut(personId: string): void {
  const channel = new BroadcastChannel(channelOf(personId));
  channel.postMessage('signed out');
  channel.close();
}

/** Calls back when the person signs out in another tab; returns what stops it. */
export function hearSignedOut(personId: string, heard: () => void): () => void {
  const channel = new BroadcastChannel(channelOf(personId));
  channel.onmessage = heard;
  return () => channel.close();
}
