import { describe, expect, test } from 'vitest';
import { parseFilter } from './filter';
import { withKnownNames } from './names';
import { applyPatch, type PatchOperation } from './patch';
import { nameFrom, roleFrom } from './person';

describe('a filter', () => {
  test.each([
    ['userName eq "kim@example.com"', [['userName', 'kim@example.com']]],
    ['USERNAME Eq "a \\"b\\""', [['userName', 'a "b"']]],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName eq "x"', [['userName', 'x']]],
    ['emails[type eq "work"].value eq "x@y.z"', [['emails.value', 'x@y.z']]],
    [
      'externalId eq "00u1" and active eq True',
      [
        ['externalId', '00u1'],
        ['active', true],
      ],
    ],
    [
      'id eq "1" and members eq "2"',
      [
        ['id', '1'],
        ['members', '2'],
      ],
    ],
  ])('%s is understood', (text, expected) => {
    expect(parseFilter(text).map(({ attribute, value }) => [attribute, value])).toEqual(expected);
  });

  test.each([
    '',
    'userName',
    'userName co "x"',
    'userName eq x',
    'userName eq "x" or active eq true',
    'not (active eq true)',
    'userName eq "x" and',
    'userName eq "x" active eq true',
    'department eq "IT"',
    `userName eq "${'x'.repeat(2000)}"`,
    Array(7).fill('active eq true').join(' and '),
  ])('%s is refused as invalidFilter', (text) => {
    expect(() => parseFilter(text)).toThrow(expect.objectContaining({ scimType: 'invalidFilter' }));
  });
});

const kim = {
  userName: 'kim',
  active: true,
  name: { formatted: 'Kim Roe', givenName: 'Kim', familyName: 'Roe' },
  emails: [{ value: 'kim@example.com', type: 'work', primary: true }],
};
const patch = (operations: PatchOperation[]) => applyPatch(kim, operations);

describe('a PATCH', () => {
  test.each<[string, PatchOperation, object]>([
    ['Okta switches off', { op: 'replace', value: { active: false } }, { active: false }],
    ['Entra switches off', { op: 'replace', path: 'active', value: 'False' }, { active: 'False' }],
    [
      'Entra changes the address at work',
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'k@example.com' },
      { emails: [{ value: 'k@example.com', type: 'work', primary: true }] },
    ],
    [
      'Entra adds an address that is not there',
      { op: 'add', path: 'emails[type eq "home"].value', value: 'h@example.com' },
      { emails: [...kim.emails, { type: 'home', value: 'h@example.com' }] },
    ],
    [
      'a part of the name',
      { op: 'replace', path: 'name.familyName', value: 'Doe' },
      { name: { formatted: 'Kim Roe', givenName: 'Kim', familyName: 'Doe' } },
    ],
    [
      'dotted names without a path',
      { op: 'replace', value: { 'name.givenName': 'Kay', ACTIVE: false } },
      { name: { formatted: 'Kim Roe', givenName: 'Kay', familyName: 'Roe' }, active: false },
    ],
    [
      'what is not kept',
      {
        op: 'add',
        path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',
        value: 'IT',
      },
      {},
    ],
    [
      'a value filter on what is not kept',
      { op: 'add', path: 'phoneNumbers[type eq "work"].value', value: '1' },
      {},
    ],
    ['names of prototypes', { op: 'add', value: { __proto__: { a: 1 }, constructor: 'x' } as never }, {}],
  ])('%s', (_, operation, expected) => {
    expect(patch([operation])).toEqual({ ...kim, ...expected });
  });

  test('takes members out by path, by value, and all of them', () => {
    const group = { displayName: 'Auditors', members: [{ value: 'a' }, { value: 'b' }, { value: 'c' }] };
    const left = (operation: PatchOperation) => applyPatch(group, [operation]).members;
    expect(left({ op: 'remove', path: 'members[value eq "b"]' })).toEqual([{ value: 'a' }, { value: 'c' }]);
    expect(left({ op: 'remove', path: 'members', value: [{ value: 'a' }] })).toEqual([
      { value: 'b' },
      { value: 'c' },
    ]);
    expect(left({ op: 'remove', path: 'members' })).toEqual([]);
    expect(left({ op: 'add', path: 'members', value: [{ value: 'd' }] })).toHaveLength(4);
    expect(left({ op: 'replace', path: 'members', value: [{ value: 'd' }] })).toEqual([{ value: 'd' }]);
  });

  test.each<[PatchOperation, string]>([
    [{ op: 'remove' }, 'noTarget'],
    [{ op: 'replace', value: 'x' }, 'invalidValue'],
    [{ op: 'replace', path: 'emails[type', value: 'x' }, 'invalidPath'],
    [{ op: 'replace', path: 'a b', value: 'x' }, 'invalidPath'],
    [{ op: 'replace', path: 'emails[type eq "\\q"].value', value: 'x' }, 'invalidPath'],
  ])('%j is refused as %s', (operation, scimType) => {
    expect(() => patch([operation])).toThrow(expect.objectContaining({ scimType }));
  });

  test('leaves the resource that it was given as it was', () => {
    const before = structuredClone(kim);
    patch([{ op: 'replace', path: 'emails[type eq "work"].value', value: 'x@example.com' }]);
    expect(kim).toEqual(before);
  });
});

test('names ignore case, and what is not kept is dropped', () => {
  expect(
    withKnownNames({ USERNAME: 'x', nickName: 'y', Name: { GIVENNAME: 'z', honorificPrefix: 'Dr' } }),
  ).toEqual({
    userName: 'x',
    name: { givenName: 'z' },
  });
});

test.each([
  [[], 'ASSESSOR'],
  [[null, null], 'ASSESSOR'],
  [['CONTROL_OWNER', 'ADMINISTRATOR', null], 'ADMINISTRATOR'],
  [['MANAGER', 'CONTROL_OWNER'], 'MANAGER'],
] as const)('groups that stand for %j make %s', (mapped, role) => {
  expect(roleFrom(mapped, 'ASSESSOR')).toBe(role);
});

const same = { displayName: 'Kim Roe', formatted: 'Kim Roe', givenName: 'Kim', familyName: 'Roe' };
const before = { name: 'Kim Roe', givenName: 'Kim', familyName: 'Roe' };
test.each([
  [{}, before, 'Kim Roe'],
  [{ displayName: 'Kim Doe' }, before, 'Kim Doe'],
  [{ formatted: 'Kim Doe' }, before, 'Kim Doe'],
  [{ familyName: 'Doe' }, before, 'Kim Doe'],
  [{ displayName: '', formatted: '' }, null, 'Kim Roe'],
])('of %j over %j the name is %s', (given, was, name) => {
  expect(nameFrom({ ...same, ...given }, was)).toBe(name);
});
