import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { acknowledgements } from '@/lib/attestation/model/outcome';
import type { SnapshotSignature } from '@/lib/attestation/model/snapshot';
import { buildReport } from '../rules/report';
import { makeContent } from '../testing';
import { renderPdf } from './render';

const folder = mkdtempSync(join(tmpdir(), 'inplace-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const names = { entity: 'Zażółć Αθήνα Київ GmbH', officer: 'محمد علي الحسيني' };

function signature(): SnapshotSignature {
  return {
    method: 'IN_APP',
    signerName: names.officer,
    signerTitle: 'Chief financial officer',
    recordedBy: { userId: 'u', name: names.officer, role: 'MANAGER' },
    signedOn: '2026-11-25',
    signedAt: '2026-11-25T10:12:00.000Z',
    acknowledgements: Object.entries(acknowledgements).map(([id, text]) => ({ id, text })),
    contentSha256: 'cd'.repeat(32),
    document: null,
  };
}

function source(questionnaireId: 'A' | 'D-Merchant', entity = names.entity) {
  const content = makeContent(questionnaireId, { ...names, entity });
  return { content, signature: signature(), contentSha256: 'cd'.repeat(32), snapshotSha256: 'ef'.repeat(32) };
}

function textOf(pdf: Buffer, name: string): string {
  const file = join(folder, `${name}.pdf`);
  writeFileSync(file, pdf);
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
}

describe('the report as PDF', { timeout: 60_000 }, () => {
  it('holds every requirement number, the names, the status and the hash of a SAQ A as selectable text', async () => {
    const from = source('A');
    const text = textOf(await renderPdf(buildReport(from)), 'a');
    for (const requirement of from.content.requirements)
      expect(text).toContain(requirement.requirementNumber);
    expect(text).toContain('Zażółć');
    expect(text).toContain('Αθήνα');
    expect(text).toContain('Київ');
    expect(text).toContain('Non-Compliant');
    expect(text).toContain('ef'.repeat(4));
    expect(text).toContain('Page 1 of');
    expect(text).not.toContain('U+');
  });

  it('is tagged, with headings, tables and language, and has no page without ink for a SAQ D', async () => {
    const from = source('D-Merchant');
    const file = join(folder, 'd.pdf');
    writeFileSync(file, await renderPdf(buildReport(from)));
    const tags = execFileSync('pdfinfo', ['-struct', file], { encoding: 'utf8' });
    expect(execFileSync('pdfinfo', [file], { encoding: 'utf8' })).toMatch(/Tagged:\s+yes/);
    for (const tag of ['H1', 'H2', 'H3', 'Table', 'TR', 'TH', 'TD']) expect(tags).toContain(tag);
    execFileSync('pdftoppm', ['-r', '24', '-gray', file, join(folder, 'd')]);
    const pages = readdirSync(folder).filter((name) => name.endsWith('.pgm'));
    expect(pages.length).toBeGreaterThan(20);
    for (const name of pages) {
      const dark = readFileSync(join(folder, name))
        .subarray(20)
        .filter((value) => value < 160).length;
      expect(dark, name).toBeGreaterThan(60);
    }
  });

  it('names a character that no font has instead of drawing an empty box', async () => {
    const text = textOf(await renderPdf(buildReport(source('A', '東京 Shop'))), 'missing');
    expect(text).toContain('[U+6771]');
    expect(text).toContain('Characters without a font');
  });

  it('is the same to the byte for the same document', async () => {
    const first = await renderPdf(buildReport(source('A')));
    const second = await renderPdf(buildReport(source('A')));
    expect(first.equals(second)).toBe(true);
  });

  it('says on the first page that a draft is not signed', async () => {
    const text = textOf(
      await renderPdf(buildReport({ ...source('A'), signature: null, snapshotSha256: null })),
      'draft',
    );
    expect(text).toContain('Draft, not signed');
    // What a signature on paper needs: the hash to type in later, the statements, and a line to sign on.
    expect(text).toContain('Content cdcdcdcd…cdcd');
    expect(text).toContain(acknowledgements.maintained);
    expect(text).toContain('____');
  });

  it('says on every page that it is for signature once nothing stands against it', async () => {
    const text = textOf(
      await renderPdf(buildReport({ ...source('A'), signature: null, snapshotSha256: null, isReady: true })),
      'ready',
    );
    expect(text).toContain('For signature');
    expect(text).toContain('Self-assessment report, for signature');
    expect(text).not.toMatch(/draft|claims nothing/i);
    expect(text).toContain('____');
  });
});
