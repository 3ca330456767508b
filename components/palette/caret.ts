/**
 * Remembers where somebody is writing; what it answers puts the caret back there. A dialog gives the focus back while the
 * page is still inert: in Chromium the text field then at times has no caret, or one at its beginning.
 */
export function rememberCaret(): () => void {
  const text = document.activeElement;
  const isText = text instanceof HTMLTextAreaElement || text instanceof HTMLInputElement;
  if (!isText || text.selectionStart === null) return () => {};
  const { selectionStart, selectionEnd } = text;
  return () => {
    if (document.activeElement === text) text.setSelectionRange(selectionStart, selectionEnd);
  };
}
