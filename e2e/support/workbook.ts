import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

const SHEET = 'xl/worksheets/sheet2.xml';

/** Requirement, heading of the column, and what is typed there. */
export type Edit = readonly [requirementNumber: string, heading: string, text: string];

/** All texts of a workbook, in no order. */
export function textsOf(bytes: Uint8Array): string[] {
  return sharedTexts(unzipSync(bytes));
}

/** A checklist with some cells typed, as a spreadsheet program saves them: found by their headings, like a person does. */
export function typedInto(bytes: Uint8Array, edits: readonly Edit[]): Buffer {
  const parts = unzipSync(bytes);
  const texts = sharedTexts(parts);
  let sheet = strFromU8(parts[SHEET] ?? new Uint8Array());
  const cells = [...sheet.matchAll(/<c r="([A-Z]+)(\d+)"[^>]*t="s"><v>(\d+)<\/v><\/c>/g)].map((match) => ({
    letter: match[1] ?? '',
    line: Number(match[2]),
    text: texts[Number(match[3])] ?? '',
  }));
  for (const [number, heading, text] of edits) {
    const column = cells.find((cell) => cell.line === 1 && cell.text === heading);
    const row = cells.find((cell) => cell.letter === 'A' && cell.text === number);
    if (!column || !row) throw new Error(`no cell for ${number}, ${heading}`);
    const address = `${column.letter}${row.line}`;
    sheet = sheet.replace(
      new RegExp(`<c r="${address}"( s="\\d+")?(?:[^>]*/>|[^>]*>.*?</c>)`),
      (_, style = '') =>
        `<c r="${address}"${style} t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`,
    );
  }
  return Buffer.from(zipSync({ ...parts, [SHEET]: strToU8(sheet) }));
}

function sharedTexts(parts: Record<string, Uint8Array>): string[] {
  const xml = strFromU8(parts['xl/sharedStrings.xml'] ?? new Uint8Array());
  return [...xml.matchAll(/<si><t[^>]*>([^<]*)<\/t><\/si>/g)].map((match) => match[1] ?? '');
}
