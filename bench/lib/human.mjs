/**
 * A person at the desk, in the times of the keystroke-level model (Card, Moran and Newell, 1980) and of reading aloud to
 * oneself: somebody who types 60 words a minute and reads 250. Their seconds are counted, not waited for; what the browser and the
 * server take is measured and added.
 */
const KEY_S = 0.2;
const POINT_S = 1.1;
const CLICK_S = 0.2;
const THINK_S = 1.35;
const WORD_S = 60 / 250;

export function atTheDesk(page) {
  let seconds = 0;
  const spend = (more) => {
    seconds += more;
  };
  return {
    /** Something outside the page, in seconds. */
    spend,
    /** Reads all words that an element shows, without the choices of its lists and keys that nobody reads. */
    async read(locator) {
      await locator.waitFor();
      const skipped = await locator.locator('option, [data-secret]').allTextContents();
      // biome-ignore lint/performance/useDomNodeTextContent: only what is shown is read
      const shown = wordsOf(await locator.innerText());
      const words = Math.max(shown - skipped.reduce((sum, text) => sum + wordsOf(text), 0), 0);
      spend(words * WORD_S);
    },
    /** Decides, points and clicks. */
    async click(locator) {
      spend(THINK_S + POINT_S + CLICK_S);
      await locator.click();
    },
    /** Puts the focus there, where the page has not done it already. */
    async focus(locator) {
      await locator.waitFor();
      if (await locator.evaluate((field) => field === document.activeElement)) return;
      spend(THINK_S + POINT_S + CLICK_S);
      await locator.click();
    },
    /** Writes where the focus is. */
    async type(text) {
      spend(THINK_S + text.length * KEY_S);
      await page.keyboard.type(text);
    },
    async press(key) {
      spend(KEY_S);
      await page.keyboard.press(key);
    },
    think: () => spend(THINK_S),
    /** Seconds that `work` takes: the person's and the machine's. */
    async timed(work) {
      const [spent, started] = [seconds, performance.now()];
      await work();
      return seconds - spent + (performance.now() - started) / 1000;
    },
  };
}

function wordsOf(text) {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
