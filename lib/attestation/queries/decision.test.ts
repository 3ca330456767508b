import { expect, test } from 'vitest';
import { readDecision } from './decision';

const row = (why: object[]) => ({
  answers: [
    {
      questionId: 'stored',
      question: 'Do you keep card numbers electronically anywhere?',
      about: '',
      answer: 'No, nowhere',
    },
    {
      questionId: 'way.1a2b',
      question: 'Where is the card typed?',
      about: 'Webshop',
      answer: 'On the provider’s page',
    },
  ],
  conclusion: { why },
  overrideReason: '',
  decidedAt: new Date('2026-11-20T09:30:00Z'),
});

test('reasons are written down as question and answer, not as what the picker says to the merchant', () => {
  const why = [
    { questionId: 'stored', statement: 'You never store card numbers.' },
    { questionId: 'way.1a2b', statement: 'The provider’s page holds the card fields.' },
  ];
  expect(readDecision(row(why)).shown?.reasons).toEqual([
    'Do you keep card numbers electronically anywhere? No, nowhere.',
    'Webshop: Where is the card typed? On the provider’s page.',
  ]);
});

test('a reason without its question keeps its statement', () => {
  expect(readDecision(row([{ statement: 'No other questionnaire fits.' }])).shown?.reasons).toEqual([
    'No other questionnaire fits.',
  ]);
});
