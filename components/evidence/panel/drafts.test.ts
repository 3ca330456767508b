import { describe, expect, it } from 'vitest';
import { clearDraft, draftKind, draftOf, keepDraft } from './drafts';

const here = '/api/assessments/a/requirements/6.3.3/evidence';
const there = '/api/assessments/a/requirements/6.4.1/evidence';

describe('a link or note that is half written', () => {
  it('is kept for its requirement, and says which form to open again', () => {
    keepDraft(here, 'NOTE', { title: 'Walk through', note: 'Ada saw', validUntil: '' });
    expect(draftOf(here, 'NOTE')).toEqual({ title: 'Walk through', note: 'Ada saw', validUntil: '' });
    expect(draftKind(here)).toBe('NOTE');
    expect([draftOf(here, 'LINK'), draftOf(there, 'NOTE'), draftKind(there)]).toEqual([{}, {}, null]);
  });

  it('is gone when it was attached or cancelled', () => {
    keepDraft(here, 'NOTE', { title: 'Walk through' });
    clearDraft(here, 'NOTE');
    expect([draftOf(here, 'NOTE'), draftKind(here)]).toEqual([{}, null]);
  });

  it('is none while nothing but spaces is written', () => {
    keepDraft(there, 'LINK', { url: 'https://x', title: '' });
    keepDraft(there, 'LINK', { url: ' ', title: '' });
    expect(draftKind(there)).toBeNull();
  });

  it('takes texts only', () => {
    keepDraft(there, 'LINK', { title: 'Wiki', file: new Blob([]) });
    expect(draftOf(there, 'LINK')).toEqual({ title: 'Wiki' });
  });
});
