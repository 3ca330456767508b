import { describe, expect, it } from 'vitest';
import { ownEvidenceBar, whyClosed } from './review';

const file = (state: string, isDeleted = false) => ({ state, isDeleted });

describe('what is closed is not accepted', () => {
  it.each([
    ['FILE', [file('AVAILABLE')], null],
    ['FILE', [file('AVAILABLE'), file('REMOVED')], null],
    ['FILE', [file('AVAILABLE'), file('QUARANTINED')], /cannot be opened yet/],
    ['FILE', [file('REMOVED')], /No file of it is left/],
    ['FILE', [], /No file of it is left/],
    ['FILE', [file('AVAILABLE', true)], /retention had ended/],
    ['NOTE', [], null],
    ['LINK', [], null],
    ['MACHINE', [file('AVAILABLE')], null],
    ['MACHINE', [file('REMOVED')], /No file of it is left/],
  ] as const)('%s with %j', (kind, files, why) => {
    const said = whyClosed(kind, files);
    if (why === null) expect(said).toBeNull();
    else expect(said).toMatch(why);
  });
});

describe('two people', () => {
  it.each([
    ['where one is enough', ['ada'], 'ada', null, null],
    ['somebody else brought it', ['ben'], 'ada', ['ada', 'ben'], null],
    ['own, and another reviewer is there', ['ada'], 'ada', ['ada', 'ben'], /^You brought it: somebody else/],
    ['own, and nobody else reviews', ['ada'], 'ada', ['ada'], /nobody is left/],
    ['both brought it', ['ada', 'ben'], 'ada', ['ada', 'ben'], /nobody is left/],
  ])('%s', (_, brought, userId, reviewerIds, why) => {
    const said = ownEvidenceBar(brought, userId, reviewerIds);
    if (why === null) expect(said).toBeNull();
    else expect(said).toMatch(why);
  });
});
