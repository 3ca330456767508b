import { describe, expect, test } from 'vitest';
import { sections } from '@/components/shell/navigation';
import type { Role } from '@/lib/access/model';
import { assessmentIn, listCommands } from './commands';
import { groupsOf } from './items';

const id = '01a223f3-ac74-718e-a013-99f8a4c904a7';
const commands = (path: string, role: Role = 'ADMINISTRATOR') =>
  listCommands({ path, role, sections: sections.slice(0, 3), theme: 'dark', answers: [] });
const labels = (path: string, role?: Role) => commands(path, role).map(({ label }) => label);
const nothing = { requirements: [], evidence: [], integrations: [] };

describe('commands', () => {
  test('everywhere: the sections that the person may open, help, the other themes, the way out', () => {
    expect(labels('/dashboard')).toEqual([
      'Go to overview',
      'Assigned to me',
      'Go to integrations',
      'Go to your account',
      'Show all keys',
      'Use light colours',
      'Use the colours of the system',
      'Sign out',
    ]);
  });

  test.each([
    [`/assessments/${id}/requirements/6.3.3`, ['Go to next unanswered requirement', 'Switch to table mode']],
    [`/assessments/${id}/table`, ['Go to next unanswered requirement', 'Switch to one by one']],
    [`/assessments/${id}`, ['Switch to table mode', 'Assign requirements']],
  ])('of %s come first', (path, first) => {
    expect(labels(path).slice(0, 2)).toEqual(first);
  });

  test('answers are those of the screen behind, on their keys', () => {
    const path = `/assessments/${id}/requirements/6.3.3`;
    const place = { path, role: 'CONTROL_OWNER' as const, sections: [], theme: 'dark' as const };
    const all = listCommands({ ...place, answers: ['IN_PLACE', 'NOT_TESTED', 'NOT_IN_PLACE'] });
    expect(
      all.flatMap(({ label, keys }) => (label.startsWith('Answer ') ? [[label, ...(keys ?? [])]] : [])),
    ).toEqual([
      ['Answer In Place', '1'],
      ['Answer Not Tested', '5'],
      ['Answer Not in Place', '4'],
    ]);
    expect(all.map(({ label }) => label)).toContain('Record a test');
    const locked = listCommands({ ...place, answers: [] }).map(({ label }) => label);
    expect(locked).not.toContain('Record a test');
  });

  test('a page does not lead to itself', () => {
    expect(labels(`/assessments/${id}/offline`)).not.toContain('Take it offline');
    expect(labels(`/assessments/${id}`)).not.toContain('Go to the overview of this assessment');
  });

  test.each<[Role, string[]]>([
    ['COMPLIANCE_OFFICER', ['Assign requirements', 'Review the answers', 'Review and sign']],
    ['MANAGER', ['Review and sign']],
    ['CONTROL_OWNER', []],
  ])('a %s is offered what the role may do', (role, own) => {
    const all = ['Assign requirements', 'Review the answers', 'Review and sign'];
    expect(labels(`/assessments/${id}/table`, role).filter((label) => all.includes(label))).toEqual(own);
  });

  test('only an assessment has commands of an assessment', () => {
    expect(assessmentIn('/assessments/new')).toBeNull();
    expect(assessmentIn(`/evidence/${id}`)).toBeNull();
    expect(assessmentIn(`/assessments/${id}/last-year`)).toEqual({ assessmentId: id, part: 'last-year' });
  });
});

describe('groups', () => {
  const places = Array.from({ length: 6 }, (_, n) => ({
    path: `/evidence/${n}`,
    title: `Item ${n}`,
    detail: '',
  }));
  const groups = (query: string) =>
    groupsOf(query, nothing, { commands: commands('/evidence/2'), places, path: '/evidence/2' });

  test('without words: the last five places but this one, and every command', () => {
    const [last, every] = groups(' ');
    expect(last?.items.map(({ label }) => label)).toEqual(['Item 0', 'Item 1', 'Item 3', 'Item 4', 'Item 5']);
    expect(every?.items).toHaveLength(8);
  });

  test('with words: commands by their names and by what else they are called', () => {
    expect(groups('theme').flatMap(({ items }) => items.map(({ label }) => label))).toEqual([
      'Use light colours',
      'Use the colours of the system',
    ]);
    expect(groups('nothing of this kind')).toEqual([]);
  });

  test.each([
    ['sign out', ['Commands', 'Requirements']],
    ['SIGN', ['Commands', 'Requirements']],
    ['si', ['Requirements', 'Commands']],
    ['out', ['Requirements', 'Commands']],
  ])('"%s": %j', (query, titles) => {
    const hit = {
      assessmentId: id,
      assessmentName: 'Web shop',
      requirementNumber: '11.3.2',
      title: 'x',
      finding: null,
    };
    const found = groupsOf(
      query,
      { ...nothing, requirements: [hit] },
      { commands: commands('/x'), places, path: '/x' },
    );
    expect(found.map(({ title }) => title)).toEqual(titles);
  });
});
