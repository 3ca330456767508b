/** From a tab in which somebody has signed in to those that wait for it. It carries news, never proof. */
export const signedInChannel = 'inplace.signed-in';

/** Calls back when somebody has signed in beside this tab; returns what stops it. */
export function hearSignedIn(heard: () => void): () => void {
  const channel = new BroadcastChannel(signedInChannel);
  channel.onmessage = heard;
  return () => channel.close();
}
