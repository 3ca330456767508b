import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { whyClosed, whyNotMentioned, whyNotWrite } from './policy';
import {
  labelReaders,
  mentionAt,
  mentionedIn,
  partsOf,
  plainWords,
  readersLike,
  toStored,
  toTyped,
} from './rules';

const reader = (userId: string, name: string, roleName = 'Control owner') => ({ userId, name, roleName });
const people = labelReaders([
  reader('a', 'Ona Owner'),
  reader('b', 'Ona Ownerley'),
  reader('c', 'Asa Assessor', 'Assessor'),
]);
const nameOf = (userId: string) => people.find((one) => one.userId === userId)?.name;

test('people of one name are told apart by role, then by number', () => {
  const twins = labelReaders([
    reader('a', 'Ona Owner'),
    reader('b', 'ona owner'),
    reader('c', 'Ona Owner', 'Administrator'),
    reader('d', 'Asa'),
  ]);
  expect(twins.map(({ label }) => label)).toEqual([
    'Ona Owner (Control owner)',
    'ona owner (Control owner) 2',
    'Ona Owner (Administrator)',
    'Asa',
  ]);
});

describe('a name behind an @', () => {
  test.each<[string, string | null]>([
    ['@', ''],
    ['@On', 'On'],
    ['Look, @Ona O', 'Ona O'],
    ['(@Ona', 'Ona'],
    ['a\n@Ona', 'Ona'],
    ['ona@example', null],
    ['@ona\nnext', null],
    ['@ then words', null],
    ['no name', null],
    ['', null],
    [`@${'x'.repeat(61)}`, null],
  ])('%j asks for %j', (text, query) => {
    expect(mentionAt(text, text.length)?.query ?? null).toBe(query);
  });

  test('is the one before the caret', () => {
    expect(mentionAt('@Ona and @As', 4)).toEqual({ from: 0, query: 'Ona' });
    expect(mentionAt('@Ona', 0)).toBeNull();
  });

  test('fits by the beginning of any word, eight at most', () => {
    expect(readersLike(people, 'own').map(({ userId }) => userId)).toEqual(['a', 'b']);
    expect(readersLike(people, 'ASA a').map(({ userId }) => userId)).toEqual(['c']);
    expect(readersLike(people, 'Ona ').map(({ userId }) => userId)).toEqual(['a', 'b']);
    expect(readersLike(people, 'Ona Owner ')).toEqual([]);
    expect(readersLike(people, 'wner')).toEqual([]);
    const many = labelReaders(Array.from({ length: 30 }, (_, index) => reader(`${index}`, `P ${index}`)));
    expect(readersLike(many, '')).toHaveLength(8);
  });
});

describe('what is kept', () => {
  test.each<[string, string, string[]]>([
    ['@Ona Owner, look', '@[1], look', ['a']],
    ['@Ona Ownerley, look', '@[1], look', ['b']],
    ['@Ona Owners', '@Ona Owners', []],
    ['@Asa Assessor and @Ona Owner and @Asa Assessor', '@[1] and @[2] and @[1]', ['c', 'a']],
    ['mail ona@example.com', 'mail ona@example.com', []],
    ['@[1]', '@ [1]', []],
    ['<b>@Ona Owner</b>', '<b>@[1]</b>', ['a']],
  ])('%j', (typed, text, mentionedIds) => {
    expect(toStored(typed, people)).toEqual({ text, mentionedIds });
  });

  test('reads as it was typed, whatever stands around the names', () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom(...people.map(({ label }) => `@${label}`), '@', '@[', '\n'),
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const typed = words.join(' ');
        const stored = toStored(typed, people);
        const parts = partsOf(stored, nameOf);
        expect(plainWords(parts)).toBe(typed.replaceAll('@[', '@ ['));
        const again = toTyped(parts, people);
        expect(toStored(again.typed, people)).toEqual(stored);
      }),
    );
  });

  test('refers only where a number leads to somebody', () => {
    const stored = { text: 'a @[1] @[3] @[0] @[2]', mentionedIds: ['x', 'a'] };
    expect(plainWords(partsOf(stored, nameOf))).toBe('a @a former member @[3] @[0] @Ona Owner');
    expect(mentionedIn(stored)).toEqual(['x', 'a']);
    expect(mentionedIn({ ...stored, text: '@[2]' })).toEqual(['a']);
  });
});

test('words say why nobody writes, and what to do', () => {
  const open = { status: 'OPEN', archivedAt: null };
  expect(whyClosed(open)).toBeNull();
  expect(whyClosed({ status: 'SIGNED', archivedAt: null })).toContain('signed');
  expect(whyClosed({ status: 'SUPERSEDED', archivedAt: null })).toContain('replaced');
  expect(whyClosed({ status: 'OPEN', archivedAt: new Date(0) })).toContain('Restore');
  expect(whyNotWrite(open, 'MANAGER')).toContain('The role Manager');
  for (const role of ['ADMINISTRATOR', 'COMPLIANCE_OFFICER', 'CONTROL_OWNER', 'ASSESSOR'])
    expect(whyNotWrite(open, role), role).toBeNull();
});

test('a refused mention names nobody to whom members are not known', () => {
  const owner = { name: 'Ona Owner', role: 'CONTROL_OWNER' };
  expect(whyNotMentioned('6.3.3', owner, true)).toMatch(/^Ona Owner cannot see 6\.3\.3\..*Who answers what/);
  expect(whyNotMentioned('6.3.3', { ...owner, role: 'ASSESSOR' }, true)).toContain('choose the integrations');
  expect(whyNotMentioned('6.3.3', { ...owner, role: 'MANAGER' }, true)).toContain('access has ended');
  expect(whyNotMentioned('6.3.3', null, true)).toContain('not a member any more');
  expect(whyNotMentioned('6.3.3', owner, false)).not.toContain('Ona');
});
