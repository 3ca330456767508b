import { describe, expect, it } from 'vitest';
import type { SnapshotEvidence } from '@/lib/attestation/model/snapshot';
import { makeContent } from '../testing';
import { toFileName } from './file-name';
import { COPIED_UP_TO, type PackageFile, planPackage, sumsOf } from './package';
import { indexPage, indexRows } from './package-index';

const base = makeContent('A', { entity: 'Shop Ltd', officer: 'Ada' });
const sha = (of: string) => of.repeat(64).slice(0, 64);

function item(
  id: string,
  requirementNumbers: string[],
  files: [name: string, sha256: string, size?: number][],
) {
  const evidence: SnapshotEvidence = {
    id,
    kind: files.length > 0 ? 'FILE' : 'LINK',
    title: `Title of ${id}`,
    evidenceType: '',
    note: '',
    url: files.length > 0 ? '' : 'https://wiki.example/<policy>',
    collectedOn: null,
    validUntil: '2027-01-31',
    receivedAt: '2026-11-03T10:00:00.000Z',
    receivedBy: 'Priya Raman',
    files: files.map(([fileName, sha256, sizeBytes = 10]) => ({
      fileName,
      sizeBytes,
      mediaType: 'text/plain',
      sha256,
    })),
    requirementNumbers,
  };
  const rows: PackageFile[] = files.map(([fileName, sha256, sizeBytes = 10], index) => ({
    fileId: `${id} ${index}`,
    evidenceId: id,
    fileName,
    sizeBytes,
    sha256,
    state: 'OPEN',
  }));
  return { evidence, rows };
}

const plan = (items: ReturnType<typeof item>[], rows = items.flatMap((one) => one.rows)) =>
  planPackage({ requirements: base.requirements, evidence: items.map(({ evidence }) => evidence) }, rows);

describe('the auditor package', () => {
  it('puts each file under every requirement that it proves, and names requirements without any', () => {
    const { placed, lines } = plan([item('scan', ['2.2.2', '8.3.1'], [['scan.csv', sha('a')]])]);
    expect(placed.map(({ path }) => path)).toEqual(['evidence/2.2.2/scan.csv', 'evidence/8.3.1/scan.csv']);
    expect(new Set(lines.map(({ requirementNumber }) => requirementNumber)).size).toBe(
      base.requirements.length,
    );
    expect(lines.find(({ requirementNumber }) => requirementNumber === '8.3.5')).toMatchObject({
      evidence: null,
      file: null,
    });
  });

  it('carries a large file once, and leads there from the others', () => {
    const { placed, lines } = plan([
      item('film', ['2.2.2', '8.3.1'], [['film.mp4', sha('a'), COPIED_UP_TO + 1]]),
    ]);
    expect(placed).toHaveLength(1);
    expect(lines.flatMap(({ file }) => file?.path ?? [])).toEqual(Array(2).fill('evidence/2.2.2/film.mp4'));
  });

  it('keeps files of one name apart, in capitals or not, and the same bytes once', () => {
    const { placed } = plan([
      item('one', ['2.2.2'], [['Scan.csv', sha('a')]]),
      item('two', ['2.2.2'], [['scan.csv', sha('b')]]),
      item('three', ['2.2.2'], [['scan.csv', sha('b')]]),
      item('four', ['2.2.2'], [['scan.csv', sha('c')]]),
    ]);
    expect(placed.map(({ path, sha256 }) => [path, sha256[0]])).toEqual([
      ['evidence/2.2.2/Scan.csv', 'a'],
      ['evidence/2.2.2/scan (2).csv', 'b'],
      ['evidence/2.2.2/scan (3).csv', 'c'],
    ]);
  });

  it('takes the version that the document names, and says of what is gone why it is not there', () => {
    const one = item('one', ['2.2.2'], [['old.csv', sha('a')]]);
    const newer = { ...one.rows[0], fileId: 'newer', sha256: sha('b') } as PackageFile;
    expect(plan([one], [...one.rows, newer]).placed.map(({ sha256 }) => sha256)).toEqual([sha('a')]);
    for (const [state, words] of [
      ['HELD', 'quarantine'],
      ['DELETED', 'retention'],
      ['MISSING', 'missing'],
    ] as const) {
      const { placed, lines } = plan([one], [{ ...one.rows[0], state } as PackageFile, newer]);
      expect(placed).toEqual([]);
      expect(lines.find(({ evidence }) => evidence)?.file).toMatchObject({
        path: null,
        remark: expect.stringContaining(words),
      });
    }
    expect(plan([one], [newer]).lines.find(({ evidence }) => evidence)?.file?.remark).toContain('missing');
  });

  it('has an index for spreadsheets and one for browsers, in which no text becomes markup', () => {
    const { lines } = plan([
      item('"><script>alert(1)</script>', ['2.2.2'], [['a b&c.csv', sha('a')]]),
      item('wiki', ['2.2.2'], []),
    ]);
    const [head, ...rows] = indexRows(lines);
    expect(rows.every((row) => row.length === head?.length)).toBe(true);
    const page = indexPage({ title: 'A <b>', lines: ['x & y'] }, lines);
    expect(page).not.toMatch(/<script|<b>|<policy>/);
    expect(page).toContain('href="evidence/2.2.2/a%20b%26c.csv"');
    expect(page).toContain('https://wiki.example/&lt;policy&gt;');
  });

  it('says of evidence its period, source, owner and confidentiality, and of older documents nothing', () => {
    const older = item('older', ['2.2.2'], []);
    const newer = item('newer', ['2.2.2'], []);
    Object.assign(newer.evidence, {
      coversFrom: '2026-07-01',
      coversTo: '2026-09-30',
      source: 'Firewall <manager>',
      owner: 'Ola Nordmann',
      confidentiality: 'CONFIDENTIAL',
    });
    const { lines } = plan([older, newer]);
    const [head = [], ...rows] = indexRows(lines);
    const of = (title: string, column: string) =>
      rows.find((row) => row.includes(title))?.[head.indexOf(column)];
    const columns = ['Covers from', 'Covers to', 'Source', 'Owner', 'Confidentiality'];
    expect(columns.map((column) => of('Title of newer', column))).toEqual([
      '2026-07-01',
      '2026-09-30',
      'Firewall <manager>',
      'Ola Nordmann',
      'Confidential',
    ]);
    expect(columns.map((column) => of('Title of older', column))).toEqual(['', '', '', '', '']);
    const page = indexPage({ title: 'A', lines: [] }, lines);
    expect(page).toContain('covers from 2026-07-01 to 2026-09-30');
    expect(page).toContain('source: Firewall &lt;manager&gt;');
    expect(page.match(/owner: Ola Nordmann/g)).toHaveLength(1);
  });

  it('names sums as sha256sum reads them', () => {
    expect(sumsOf([{ path: 'evidence/2.2.2/a b.csv', sha256: sha('a') }])).toBe(
      `${sha('a')}  evidence/2.2.2/a b.csv\n`,
    );
  });
});

describe('a name in the package', () => {
  it.each([
    ['../../etc/passwd', '_.._etc_passwd'],
    ['a\u0000b\nc.csv', 'a_b_c.csv'],
    ['con.txt', '_con.txt'],
    ['..', 'file'],
    ['report.pdf. ', 'report.pdf'],
    ['gpj.\u202Efdp.exe', 'gpj._fdp.exe'],
    ['Prüfung “Q3”.pdf', 'Prüfung “Q3”.pdf'],
  ])('of %j is %j', (name, expected) => {
    expect(toFileName(name)).toBe(expected);
  });

  it('is short enough for every system and keeps its ending', () => {
    const name = toFileName(`${'ä'.repeat(300)}.pdf`);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(150);
    expect(name.endsWith('ä.pdf')).toBe(true);
  });
});
