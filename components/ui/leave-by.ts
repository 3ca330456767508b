type Ask = (go: () => void) => void;

/** Asks for the page that is shown, while it holds something unsaved. */
let asking: Ask | null = null;

/** Has moves of the frame asked about; returns what ends that. */
export function askBeforeLeaving(ask: Ask): () => void {
  asking = ask;
  return () => {
    if (asking === ask) asking = null;
  };
}

/** Goes on, after the question where one is due: for moves that are neither a link nor the browser's own. */
export function leaveBy(go: () => void): void {
  if (asking) asking(go);
  else go();
}
