import 'server-only';
import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { SaxesParser } from 'saxes';
import { AppError } from '@/lib/platform/errors';
import { notReadable } from './unpack';

export type XmlHandlers = {
  open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
};

/** Names without their prefix: one program writes <row>, another <x:row>. */
const local = (name: string) => name.slice(name.indexOf(':') + 1);

/**
 * Reads an XML part piece by piece. A document type is refused whatever it says: workbooks have none, and entities come
 * with it. Other requests get their turn between two pieces. Throws INVALID for what is not well-formed.
 */
export async function readXml(source: Readable, handlers: XmlHandlers): Promise<void> {
  const parser = new SaxesParser();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  parser.on('error', () => refuse());
  parser.on('doctype', () => refuse());
  parser.on('opentag', ({ name, attributes }) => handlers.open(local(name), attributes));
  parser.on('text', (text) => handlers.text?.(text));
  parser.on('cdata', (text) => handlers.text?.(text));
  parser.on('closetag', ({ name }) => handlers.close?.(local(name)));
  try {
    for await (const piece of source) {
      parser.write(decoder.decode(piece as Buffer, { stream: true }));
      await setImmediate();
    }
    parser.write(decoder.decode()).close();
  } catch (error) {
    source.destroy();
    throw error instanceof AppError ? error : new AppError('INVALID', notReadable);
  }
}

function refuse(): never {
  throw new AppError('INVALID', notReadable);
}
