// The worker of the library first: it then does its work here, in this program.
import 'pdfjs-dist/legacy/build/pdf.worker.min.mjs';
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.min.mjs';
import { Stop } from './stop.mjs';

const MAX_PAGES = 5_000;

/** Says the text of each page, and what is typed into its form fields and remarks. Pages without text may be pictures. */
export async function readPdf(bytes, say) {
  // Pictures are streams, and the words that describe a stream are never packed.
  const hasPictures = /\/Subtype\s*\/Image\b/.test(bytes.toString('latin1'));
  const document = await open(bytes);
  let empty = 0;
  let broken = 0;
  const pages = Math.min(document.numPages, MAX_PAGES);
  for (let number = 1; number <= pages; number += 1) {
    const text = await pageText(document, number).catch(() => null);
    if (text === null) broken += 1;
    else if (text.trim() === '') empty += 1;
    else await say(`page ${number}`, '', text);
  }
  if (broken === pages) return { read: 'NOT', why: 'BROKEN' };
  if (empty + broken === pages) return { read: 'NOT', why: 'NO_TEXT' };
  if (broken > 0) return { read: 'PART', why: 'BROKEN' };
  if (document.numPages > pages) return { read: 'PART', why: 'TOO_LARGE' };
  const attached = await document.getAttachments().catch(() => null);
  if (attached && Object.keys(attached).length > 0) return { read: 'PART', why: 'ATTACHMENTS' };
  return empty > 0 || hasPictures ? { read: 'PART', why: 'IMAGES' } : { read: 'WHOLE', why: null };
}

async function open(bytes) {
  try {
    return await getDocument({
      data: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      isEvalSupported: false,
      disableFontFace: true,
      useSystemFonts: false,
      enableXfa: false,
      verbosity: VerbosityLevel.ERRORS,
    }).promise;
  } catch (error) {
    throw new Stop('NOT', error?.name === 'PasswordException' ? 'ENCRYPTED' : 'BROKEN');
  }
}

async function pageText(document, number) {
  const page = await document.getPage(number);
  const { items } = await page.getTextContent({ disableNormalization: true });
  const notes = await page.getAnnotations().catch(() => []);
  page.cleanup();
  const written = items.map(({ str = '', hasEOL }) => (hasEOL ? `${str}\n` : str)).join('');
  const typed = notes.flatMap((note) => [note.fieldValue, note.contentsObj?.str]);
  return [written, ...typed.filter((text) => typeof text === 'string' && text !== '')].join('\n');
}
