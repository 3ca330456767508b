import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The text of a PDF as a reader copies it out, in the order of the pages. */
export async function pdfText(path: string): Promise<string> {
  const { stdout } = await run('pdftotext', ['-layout', path, '-'], { maxBuffer: 32 * 1024 * 1024 });
  return stdout;
}

/** What pdfinfo says of a PDF: "Tagged" → "yes". */
export async function pdfFacts(path: string): Promise<Map<string, string>> {
  const { stdout } = await run('pdfinfo', [path]);
  return new Map(
    stdout
      .split('\n')
      .filter((line) => line.includes(':'))
      .map((line) => {
        const at = line.indexOf(':');
        return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
      }),
  );
}

/** The share of pixels with ink on each page, drawn as a printer would. Poppler names the pages in their order. */
export async function inkOfPages(path: string, folder: string): Promise<number[]> {
  await run('pdftoppm', ['-gray', '-r', '40', path, join(folder, 'page')]);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.pgm')).toSorted();
  return Promise.all(names.map(async (name) => inkOf(await readFile(join(folder, name)))));
}

/** A binary PGM: "P5 <width> <height> <maximum>", then one byte per pixel. */
function inkOf(picture: Buffer): number {
  const head = /^P5\s+(\d+)\s+(\d+)\s+\d+\s/.exec(picture.subarray(0, 64).toString('latin1'));
  if (!head) throw new Error('pdftoppm did not make a grey picture');
  const pixels = picture.subarray(head[0].length);
  return pixels.filter((pixel) => pixel < 200).length / pixels.length;
}
