/** A page in the background draws no frames. */
const PATIENCE_MS = 100;

/** Does some work after the next frame is painted, so that the frame does not wait for it. */
export function afterPaint(work: () => void): void {
  let isDone = false;
  const once = () => {
    if (isDone) return;
    isDone = true;
    clearTimeout(timer);
    work();
  };
  const timer = setTimeout(once, PATIENCE_MS);
  // What is asked for within the frame comes after its painting.
  requestAnimationFrame(() => setTimeout(once));
}
