import { findings } from '@/lib/catalogue/model';
import { type ReviewState, reviewStates } from '@/lib/response/model';
import type { ChecklistGroup, ChecklistItem } from '../model';
import { type AnalysisNeed, analysisNeeds } from './frequency';

const reviewMarks: Record<ReviewState, string> = { READY: 'r', APPROVED: 'a', RETURNED: 'x', CHANGED: 'c' };

const needMarks: Record<AnalysisNeed, string> = { FREQUENCY: 'F', LINK: 'L', APPROVAL: 'A', REVIEW: 'R' };

/**
 * The list of a checklist as one short text: a line per requirement or group, columns parted by tabs. As objects, the
 * same list costs the server and the page several times as much, because each value is wrapped for the browser twice.
 */
export function encodeChecklist(list: {
  items: readonly ChecklistItem[];
  groups: readonly ChecklistGroup[];
}): string {
  const groups = list.groups.map((group) => [
    '>',
    group.requirementNumber,
    group.parentNumber ?? '',
    group.title,
  ]);
  const items = list.items.map((item) => [
    item.requirementNumber,
    item.title,
    `${item.evidence}.${item.tests}${item.unmetOn ? `n${item.unmetOn}` : ''}${item.frequencyNeed ? needMarks[item.frequencyNeed] : ''}${item.isUnconfirmed ? 'u' : ''}${item.hasAcceptedRisk ? 'k' : ''}${item.hasFailedEvidence ? 'f' : ''}${item.review ? reviewMarks[item.review] : ''}`,
    item.rows
      .map((row) => `${row.finding ? findings.indexOf(row.finding) : ''}.${row.version}.${row.facts}`)
      .join(),
    ...item.rowNames,
  ]);
  return [...groups, ...items].map((columns) => columns.join('\t')).join('\n');
}

export function decodeChecklist(text: string): { items: ChecklistItem[]; groups: ChecklistGroup[] } {
  const items: ChecklistItem[] = [];
  const groups: ChecklistGroup[] = [];
  for (const line of text.split('\n')) {
    const [first = '', second = '', third = '', fourth = '', ...rest] = line.split('\t');
    if (first === '>') {
      groups.push({ requirementNumber: second, parentNumber: third || null, title: fourth });
      continue;
    }
    const rows = fourth.split(',').map((row) => {
      const [finding = '', version, facts] = row.split('.');
      return {
        finding: finding === '' ? null : (findings[Number(finding)] ?? null),
        version: Number(version),
        facts: Number(facts),
      };
    });
    const unmetOn = /n([\d-]{10})/.exec(third)?.[1];
    const frequencyNeed = analysisNeeds.find((need) => third.includes(needMarks[need]));
    items.push({
      requirementNumber: first,
      title: second,
      evidence: Number.parseInt(third, 10),
      tests: Number.parseInt(third.slice(third.indexOf('.') + 1), 10),
      review: reviewStates.find((state) => third.endsWith(reviewMarks[state])) ?? null,
      ...(unmetOn && { unmetOn }),
      ...(frequencyNeed && { frequencyNeed }),
      ...(third.includes('u') && { isUnconfirmed: true }),
      ...(third.includes('k') && { hasAcceptedRisk: true }),
      ...(third.includes('f') && { hasFailedEvidence: true }),
      rows,
      rowNames: rest,
    });
  }
  return { items, groups };
}
