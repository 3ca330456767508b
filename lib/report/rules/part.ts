import type { Block } from '../model';

export type Facts = Extract<Block, { kind: 'facts' }>['items'];

/** One part of the attestation: its heading and its fields. */
export function part(name: string, title: string, items: Facts): Block[] {
  return [
    { kind: 'heading', level: 3, text: `Part ${name}. ${title}` },
    { kind: 'facts', columns: 1, items },
  ];
}
