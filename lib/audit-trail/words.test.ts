import { describe, expect, test } from 'vitest';
import { eventTypes, instanceEventTypes } from './model';
import { eventGroups, outcomeOf, refusedTypes, signInDetails, signInTypes, typesOf } from './words';

describe('the groups of the filter', () => {
  test('hold every kind of event once', () => {
    const grouped = Object.keys(eventGroups).flatMap(typesOf);
    expect([...grouped].sort()).toEqual(Object.keys(eventTypes).sort());
  });

  test.each([
    ['evidence.linked', ['evidence.linked']],
    ['legal-entity.', ['added', 'changed', 'archived', 'restored'].map((verb) => `legal-entity.${verb}`)],
    ['nothing.', []],
    ['toString', []],
    ['constructor', []],
  ])('%s', (type, expected) => {
    expect(typesOf(type)).toEqual(expected);
  });
});

test('what came of it follows from the kind, and these are all that say no', () => {
  expect([...refusedTypes].sort()).toEqual([
    'access.denied',
    'access.refused',
    'evidence.damaged',
    'sign-on.refused',
    'signing-link.refused',
  ]);
  const refused = Object.keys(instanceEventTypes).filter((type) => outcomeOf(type) === 'refused');
  expect(refused.sort()).toEqual(['checkpoint.refused', 'sign-in.failed', 'sign-in.locked']);
  expect(signInTypes).not.toContain('checkpoint.refused');
});

test('facts of a sign-in in one line, without what is not there', () => {
  expect(signInDetails({ secondFactor: 'RECOVERY_CODE', label: '', reason: null })).toBe(
    'Second factor: Recovery code',
  );
});
