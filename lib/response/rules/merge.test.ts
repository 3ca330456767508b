import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxText } from '../model';
import { mergeField } from './merge';

const merge = (base: string | null, mine: string, theirs: string) =>
  mergeField('resultNote', base, mine, theirs);

describe('two versions of one text', () => {
  it('takes what only one of the two has changed, and repeats nothing', () => {
    const { text, clashes, parts } = merge(
      'Accounts are listed. Each was looked at. The list is kept.',
      'Accounts are listed in the register. Each was looked at. The list is kept.',
      'Accounts are listed. Each was looked at. The list is kept. Sam asked the host.',
    );
    expect(text).toBe(
      'Accounts are listed in the register. Each was looked at. The list is kept. Sam asked the host.',
    );
    expect(clashes).toBe(0);
    expect(parts.filter(({ from }) => from === 'BOTH').map((part) => part.text.trim())).toEqual([
      'Each was looked at. The list is kept.',
    ]);
    expect(parts).toContainEqual({ text: 'Accounts are listed. ', from: 'MINE', isRemoved: true });
    expect(parts).toContainEqual({ text: 'Sam asked the host.', from: 'THEIRS' });
  });

  it('changes to sentences beside each other are two changes', () => {
    expect(merge('One. Two.', 'One of mine. Two.', 'One. Two of theirs.')).toMatchObject({
      text: 'One of mine. Two of theirs.',
      clashes: 0,
    });
    expect(merge('One.', 'One of mine.', 'One. And one more.')).toMatchObject({
      text: 'One of mine. And one more.',
      clashes: 0,
    });
  });

  it('lists twice only what both have changed, theirs first', () => {
    const { text, parts, clashes } = merge(
      'First. Every 90 days. Last.',
      'First. Every 30 days. Last.',
      'First. Every 60 days. Last.',
    );
    expect(text).toBe('First. Every 60 days. Every 30 days. Last.');
    expect(clashes).toBe(1);
    expect(parts).toEqual([
      { text: 'First. ', from: 'BOTH' },
      { text: 'Every 60 days. ', from: 'THEIRS', isClash: true },
      { text: 'Every 30 days. ', from: 'MINE', isClash: true },
      { text: 'Last.', from: 'BOTH' },
    ]);
  });

  it('two first texts are two paragraphs', () => {
    expect(merge('', 'Ada asked the provider.', 'Sam looked.').text).toBe(
      'Sam looked.\n\nAda asked the provider.',
    );
  });

  it('what one has taken out and the other has changed is kept, and named as a clash', () => {
    expect(merge('One. Two. Three.', 'One. Three.', 'One. Two, changed. Three.')).toMatchObject({
      text: 'One. Two, changed. Three.',
      clashes: 1,
    });
    expect(merge('One. Two. Three.', 'One. Three.', 'One. Two. Three, changed.').text).toBe(
      'One. Three, changed.',
    );
  });

  it('keeps lines and paragraphs', () => {
    expect(merge('- a\n- b\n\nEnd', '- a\n- a2\n- b\n\nEnd', '- a\n- b\n- c\n\nEnd').text).toBe(
      '- a\n- a2\n- b\n- c\n\nEnd',
    );
  });

  it('without the earlier text, what both say stands once', () => {
    expect(merge(null, 'Same. Mine.', 'Same. Theirs.')).toMatchObject({
      text: 'Same. Theirs.\n\nMine.',
      clashes: 1,
    });
  });

  it('names stand beside each other', () => {
    expect(mergeField('planOwner', 'Ada', 'Ada Moreau', 'Sam').text).toBe('Sam, Ada Moreau');
    expect(mergeField('planOwner', 'Ada', 'Sam', 'Sam')).toMatchObject({ text: 'Sam', clashes: 0 });
  });

  const texts = fc
    .array(
      fc.tuple(
        fc.constantFrom('One.', 'Two.', 'Three!', 'Four?', '- five', '__proto__'),
        fc.constantFrom(' ', '\n', '\n\n'),
      ),
      { maxLength: 7 },
    )
    .map((all) => all.flat().join('').trim());
  const words = (text: string) => text.split(/\s+/).filter(Boolean);

  it('whoever is alone in having changed it gets their text to the letter', () => {
    fc.assert(
      fc.property(texts, texts, (base, changed) => {
        const lines = (text: string) => words(text).join(' ');
        expect(lines(merge(base, changed, base).text)).toBe(lines(changed));
        expect(lines(merge(base, base, changed).text)).toBe(lines(changed));
        expect(merge(base, changed, changed)).toMatchObject({ clashes: 0 });
        expect(lines(merge(base, changed, changed).text)).toBe(lines(changed));
      }),
    );
  });

  it('nothing that either wrote is lost', () => {
    fc.assert(
      fc.property(texts, texts, texts, (base, mine, theirs) => {
        const result = words(merge(base, mine, theirs).text);
        const known = words(base);
        for (const word of [...words(mine), ...words(theirs)]) {
          if (!known.includes(word)) expect(result).toContain(word);
        }
        const { parts, text } = merge(base, mine, theirs);
        expect(
          parts
            .filter(({ isRemoved }) => !isRemoved)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  it('the longest texts take no time', () => {
    const started = performance.now();
    for (const sentence of ['Again. ', 'a\n', 'A list of accounts. ']) {
      const base = sentence.repeat(maxText / sentence.length);
      expect(merge(base, `${base} Mine.`, `Theirs. ${base}`).text).toContain('Mine.');
    }
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
