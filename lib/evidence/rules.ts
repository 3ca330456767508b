import type { EvidenceType } from '@/lib/catalogue/model';
import { evidenceTypeNames } from '@/lib/catalogue/words';
import { holdsCardNumber } from '@/lib/platform/card-number';
import { daysBetween } from '@/lib/platform/clock';
import { ownValue } from '@/lib/platform/own-value';
import { tidyTag } from '@/lib/tag/rules';
import { type EvidenceFilter, endsSoonDays, evidenceViews, type Validity } from './model';
import { confidentialities, evidenceSorts, maxEvidenceTag } from './model/fields';

/** What the last valid day means today. The last valid day itself still counts. */
export function deriveValidity(validUntil: string | null, today: string): Validity {
  if (validUntil === null) return 'NO_END_DATE';
  const days = daysBetween(today, validUntil);
  if (days < 0) return 'ENDED';
  return days <= endsSoonDays ? 'ENDS_SOON' : 'VALID';
}

const MAX_NAME = 200;
/** Control characters, and characters that change the reading direction and so can hide a file's real ending. */
const HIDDEN = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;
const RESERVED = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;

export type CleanName = { ok: true; name: string } | { ok: false; message: string };

/**
 * A file name as it is kept and shown: without folders, composed, not longer than 200 characters. It never becomes part
 * of a path on the server. Names that could deceive a reader are refused.
 */
export function cleanFileName(raw: string): CleanName {
  if (HIDDEN.test(raw)) {
    return {
      ok: false,
      message:
        'The file name holds invisible or direction-changing characters. Rename the file and try again.',
    };
  }
  const last = raw.split(/[/\\]/).at(-1) ?? '';
  const name = last
    .normalize('NFC')
    .trim()
    .replace(/[. ]+$/, '');
  if (name === '' || /^[.\s]+$/.test(name)) {
    return { ok: false, message: 'The file has no usable name. Rename the file and try again.' };
  }
  if (holdsCardNumber(name)) {
    return {
      ok: false,
      message: 'The file name looks like it holds a card number. Rename the file and try again.',
    };
  }
  return { ok: true, name: shorten(RESERVED.test(name) ? `_${name}` : name) };
}

function shorten(name: string): string {
  const characters = [...name];
  if (characters.length <= MAX_NAME) return name;
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && name.length - dot <= 12 ? name.slice(dot) : '';
  return characters.slice(0, MAX_NAME - ending.length).join('') + ending;
}

/** A title for files that came without one: "scan-q3.pdf" becomes "scan-q3". */
export function titleFromFileNames(names: readonly string[]): string {
  const first = names[0] ?? '';
  const dot = first.lastIndexOf('.');
  const base = dot > 0 ? first.slice(0, dot) : first;
  const more = names.length - 1;
  return more > 0 ? `${base} and ${more} more` : base;
}

/** Types that the browser may show inside a tab; everything else, and above all HTML and SVG, is only downloaded. */
const previewTypes = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'text/plain',
  'text/csv',
];

export function allowsPreview(mediaType: string): boolean {
  return previewTypes.includes(baseType(mediaType));
}

/** Types that a tab of their own shows as well. Of a PDF a sandboxed tab stays empty: its pages are drawn beside the file. */
export function opensInTab(mediaType: string): boolean {
  return allowsPreview(mediaType) && baseType(mediaType) !== 'application/pdf';
}

export function isImagePreview(mediaType: string): boolean {
  return allowsPreview(mediaType) && mediaType.startsWith('image/');
}

function baseType(mediaType: string): string {
  return (mediaType.split(';')[0] ?? '').trim();
}

const mediaTypeNames: Record<string, string> = {
  'application/pdf': 'PDF',
  'image/png': 'PNG image',
  'image/jpeg': 'JPEG image',
  'image/gif': 'GIF image',
  'image/webp': 'WebP image',
  'image/svg+xml': 'SVG image',
  'text/plain': 'Text',
  'text/csv': 'CSV',
  'text/html': 'HTML page',
  'application/json': 'JSON',
  'application/xml': 'XML',
  'message/rfc822': 'E-mail',
  'application/zip': 'ZIP archive',
  'application/octet-stream': 'Unknown format',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'PowerPoint slides',
  'application/vnd.oasis.opendocument.text': 'OpenDocument text',
  'application/vnd.oasis.opendocument.spreadsheet': 'OpenDocument sheet',
  'application/x-cfb': 'Older Office document',
};

/** Words for a media type: "PDF", "CSV"; an unknown one is shown as it is. */
export function mediaTypeName(mediaType: string): string {
  return ownValue(mediaTypeNames, baseType(mediaType)) ?? baseType(mediaType);
}

/** Words for a stored evidence type; empty where none was chosen. */
export function evidenceTypeName(evidenceType: string): string {
  return Object.hasOwn(evidenceTypeNames, evidenceType)
    ? evidenceTypeNames[evidenceType as EvidenceType]
    : evidenceType;
}

type Params = Readonly<Record<string, string | string[] | undefined>>;

/** Reads the library's address; what is unknown there is read as "all". */
export function parseEvidenceFilter(params: Params): EvidenceFilter {
  const one = (name: string) => (typeof params[name] === 'string' ? params[name].slice(0, 200) : '');
  const view = one('view').toUpperCase().replace('-', '_');
  const evidenceType = one('type');
  return {
    view: evidenceViews.find((known) => known === view) ?? 'ALL',
    evidenceType: Object.hasOwn(evidenceTypeNames, evidenceType) ? evidenceType : '',
    query: one('q').trim(),
    ownerId: one('owner') === 'me' || UUID.test(one('owner')) ? one('owner') : '',
    tag: tidyTag(
      one('tag')
        .toWellFormed()
        .replace(/\p{Cc}/gu, ' '),
    ).slice(0, maxEvidenceTag),
    confidentiality: confidentialities.find((known) => known.toLowerCase() === one('level')) ?? '',
    sort: evidenceSorts.find((known) => known.toLowerCase() === one('sort').replace('-', '')) ?? 'END',
    isReversed: one('sort').startsWith('-'),
    cursor: one('from'),
  };
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether anything but the view and the order is asked for. */
export function isNarrowed({ query, evidenceType, ownerId, tag, confidentiality }: EvidenceFilter): boolean {
  return [query, evidenceType, ownerId, tag, confidentiality].some((asked) => asked !== '');
}

/** The query part of the library's address for a filter: "" for all, else "?view=ends-soon&q=scan". */
export function evidenceQuery(filter: Partial<EvidenceFilter>): string {
  const params = new URLSearchParams();
  if (filter.view && filter.view !== 'ALL') params.set('view', filter.view.toLowerCase().replace('_', '-'));
  if (filter.evidenceType) params.set('type', filter.evidenceType);
  if (filter.query) params.set('q', filter.query);
  if (filter.ownerId) params.set('owner', filter.ownerId);
  if (filter.tag) params.set('tag', filter.tag);
  if (filter.confidentiality) params.set('level', filter.confidentiality.toLowerCase());
  const sort = `${filter.isReversed ? '-' : ''}${(filter.sort ?? 'END').toLowerCase()}`;
  if (sort !== 'end') params.set('sort', sort);
  if (filter.cursor) params.set('from', filter.cursor);
  const text = params.toString();
  return text && `?${text}`;
}
