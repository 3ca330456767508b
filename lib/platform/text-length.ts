/** Said by the page while somebody writes, and by the server. */
export function atMostWords(max: number): string {
  return `Use at most ${max.toLocaleString('en')} characters.`;
}

/** Why a text does not fit, counted as the server counts it; undefined where it does. */
export function whyTooLong(text: string, max: number): string | undefined {
  return text.normalize().length > max ? atMostWords(max) : undefined;
}
