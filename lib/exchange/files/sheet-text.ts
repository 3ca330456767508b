/**
 * Characters that XML 1.0 cannot hold, and the replacement character, which the writer leaves out; workbooks write them, and
 * what looks like one written so, as _x000C_ (ST_Xstring).
 */
const UNWRITABLE = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFC\u{10000}-\u{10FFFF}]|_(?=x[0-9A-Fa-f]{4}_)/gu;
const WRITTEN = /_x([0-9A-Fa-f]{4})_/g;

/** A text as a workbook holds it. */
export function sheetText(text: string): string {
  // The writer looks texts up in a plain object: "__proto__" and its like would be found there and lost.
  if (text in {}) return written(text.charAt(0)) + text.slice(1);
  return text.replace(UNWRITABLE, written);
}

function written(character: string): string {
  return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}

/** The text again. */
export function plainText(text: string): string {
  return text.replace(WRITTEN, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
