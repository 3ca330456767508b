import type { Outcome } from '@/lib/attestation/model/outcome';
import type { FindingCounts } from '@/lib/attestation/model/snapshot';
import type { Finding } from '@/lib/catalogue/model';

/**
 * A report as plain blocks, built once by rules/ and drawn twice: as PDF (lib/report/pdf) and as HTML
 * (components/report). What one shows the other shows.
 */
export type Cell =
  | string
  | { kind: 'strong'; text: string }
  | { kind: 'mono'; text: string }
  | { kind: 'finding'; finding: Finding | null }
  | { kind: 'bar'; counts: FindingCounts };

export type Column = {
  header: string;
  /** Share of the width; the shares of a table add up to 1. */
  share: number;
  align?: 'end';
};

export type Block =
  | { kind: 'title'; text: string; subtitle: string; mark: string | null }
  | { kind: 'heading'; level: 2 | 3; text: string; newPage?: boolean }
  | { kind: 'paragraph'; text: string; muted?: boolean }
  | { kind: 'facts'; items: { label: string; value: string; mono?: boolean }[]; columns: 1 | 2 }
  | { kind: 'result'; outcome: Outcome; title: string; text: string }
  | { kind: 'table'; caption: string; columns: Column[]; rows: Cell[][]; total?: Cell[] }
  | { kind: 'signatures'; items: { name: string; lines: string[] }[] };

/** FOR_SIGNATURE: nothing stands against the signature, so the pages may be printed for it. */
export type ReportStage = 'DRAFT' | 'FOR_SIGNATURE' | 'SIGNED';

export type Report = {
  title: string;
  /** Running foot: what this is, in a line. */
  foot: string;
  author: string;
  /** ISO instant that stands for the document's age: the signature, or the latest answer of a draft. */
  datedAt: string;
  stage: ReportStage;
  blocks: Block[];
};
