import { describe, expect, test } from 'vitest';
import { eventTypes } from './model';
import { composeSentence, fieldLabel, parseEventFilter, valueWords } from './rules';

const sentence = (type: string, facts: Record<string, string> = {}) =>
  composeSentence(type, 'Label', facts)
    .map((part) => (part.strong ? `*${part.text}*` : part.text))
    .join('');

describe('a sentence per event', () => {
  test.each(Object.keys(eventTypes))('%s has a sentence of its own', (type) => {
    expect(sentence(type)).not.toContain('did: Label');
    expect(sentence(type)).not.toMatch(/[{}[\]|]/);
  });

  test.each([
    [
      'evidence.linked',
      { title: 'Scan', requirementNumber: '6.3.3', assessmentName: 'Web shop' },
      'used *Scan* for *6.3.3* of *Web shop*',
    ],
    ['evidence.linked', { title: 'Scan', requirementNumber: '6.3.3' }, 'used *Scan* for *6.3.3*'],
    [
      'integration.changed',
      { name: 'Checkout', fields: 'Channels, Sites' },
      'changed the integration *Checkout*: Channels, Sites',
    ],
    ['integration.changed', {}, 'changed the integration something'],
    ['evidence.downloaded', { fileName: 'a.pdf', title: 'A' }, 'downloaded *a.pdf* of *A*'],
    ['evidence.downloaded', { fileName: 'a.pdf', title: 'A', verb: 'looked at' }, 'looked at *a.pdf* of *A*'],
    [
      'response.recorded',
      { requirementNumber: '6.4.2', assessmentName: 'Shop' },
      'answered *6.4.2* of *Shop*',
    ],
    ['response.recorded.texts', { requirementNumber: '6.4.2', fields: 'Note' }, 'wrote to *6.4.2*: Note'],
    ['something.new', {}, 'did: Label'],
  ])('%s %j', (type, facts, expected) => {
    expect(sentence(type, facts)).toBe(expected);
  });

  test('braces in a recorded text stay text', () => {
    expect(sentence('evidence.added', { title: '{name}[x]' })).toBe('added the evidence *{name}[x]*');
  });
});

test.each([
  ['finding', 'Answer'],
  ['validUntil', 'Valid until'],
  ['collectedOn', 'Collected'],
  ['ownerName', 'Owner name'],
  ['title', 'Title'],
  ['entity.companyName', 'Company name'],
  ['entity.contactEmail', 'Contact’s e-mail'],
  ['assessor.qsaCompany', 'QSA company'],
  ['completion.completedOn', 'Completed'],
])('field %s is called %s', (field, label) => {
  expect(fieldLabel(field)).toBe(label);
});

test.each([
  [null, 'empty'],
  ['', 'empty'],
  [[], 'empty'],
  [true, 'yes'],
  [false, 'no'],
  [0, '0'],
  ['2026-11-24', '24 Nov 2026'],
  [['a', 'b'], 'a, b'],
  [{ visa: 1 }, '{"visa":1}'],
  ['HOSTED_FIELDS', 'Hosted fields'],
  [['E_COMMERCE', 'MOTO'], 'E-commerce, MOTO'],
  ['IN_PLACE_WITH_CCW', 'In Place with CCW'],
  ['ACME', 'ACME'],
  ['A_b', 'A_b'],
])('the value %j is said as %s', (value, words) => {
  expect(valueWords(value)).toBe(words);
});

describe('the address of the audit log', () => {
  const none = {
    before: null,
    type: '',
    person: '',
    subject: '',
    from: null,
    to: null,
    query: '',
    outcome: '',
    address: '',
  };
  test.each([
    [{}, none],
    [
      { before: '41', type: 'evidence.linked', from: '2026-02-28' },
      { ...none, before: 41, type: 'evidence.linked', from: '2026-02-28' },
    ],
    [{ type: 'evidence.' }, { ...none, type: 'evidence.' }],
    [
      { type: 'sign-off', outcome: 'refused', address: '10.0.0.1' },
      { ...none, type: 'sign-off', outcome: 'refused', address: '10.0.0.1' },
    ],
    [{ outcome: 'maybe' }, none],
    [{ before: '-1', type: "x'; --", from: '2026-02-31', to: '2026-13-01', query: ['a', 'b'] }, none],
    [{ from: '1999-01-01', to: 'today', before: '1e3' }, none],
  ])('%j', (params, filter) => {
    expect(parseEventFilter(params)).toEqual(filter);
  });
});

describe.each(['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'])(
  'the word %s',
  (word) => {
    test('is a value, and no more', () => {
      expect(valueWords(word)).toBe(word);
      expect(valueWords([word, 'MET'])).toBe(`${word}, Met`);
    });

    test('is a field or a kind of event that nobody knows here', () => {
      expect(typeof fieldLabel(`entity.${word}`)).toBe('string');
      expect(sentence(word)).toBe('did: Label');
      expect(sentence('evidence.added', { title: word })).toBe(`added the evidence *${word}*`);
    });
  },
);
