import type { QuestionWords } from './words';

export function roleWords(entityName: string): QuestionWords {
  return {
    title: `In which role is ${entityName} assessed?`,
    intro: 'If it is both, make one assessment for each role.',
    help: '',
    options: [
      {
        value: 'MERCHANT',
        label: 'As a merchant',
        hint: 'It takes cards for what it sells.',
        statement: 'You are assessed as a merchant.',
      },
      {
        value: 'SERVICE_PROVIDER',
        label: 'As a service provider',
        hint: 'It stores, processes or transmits account data for others, or could affect their safety.',
        statement: 'You are assessed as a service provider.',
      },
    ],
  };
}

/** Whether the entity may assess itself at all. Thresholds: the brands' pages; the acquirer decides. */
export function validationWords(isServiceProvider: boolean): QuestionWords {
  return {
    title: 'Has anybody asked you for a full Report on Compliance?',
    intro: isServiceProvider
      ? 'The payment brands say which service providers may assess themselves; customers and acquirers may ask for more.'
      : 'Your acquirer or a payment brand decides whether you may assess yourself. Their letter or portal says what they expect.',
    help: isServiceProvider
      ? 'Look at the brands’ service provider programmes and at your contracts. The usual limit is 300,000 transactions a year; confirm it with the brand.'
      : 'If nobody has told you anything and you are far below the limits, you assess yourself. When in doubt, ask the acquirer: the answer decides everything else.',
    options: [
      {
        value: 'SELF',
        label: 'No, we may assess ourselves',
        hint: isServiceProvider
          ? 'A payment brand allows a self-assessment for providers like us.'
          : 'A self-assessment questionnaire (SAQ) is what they expect.',
        statement: 'You may assess yourself.',
      },
      {
        value: 'LEVEL_1',
        label: isServiceProvider
          ? 'Yes, we are a level 1 service provider'
          : 'Yes, we are a level 1 merchant',
        hint: isServiceProvider
          ? 'Often more than 300,000 transactions a year.'
          : 'More than 6 million transactions a year with one brand; 2.5 million with American Express, 1 million with JCB.',
        statement: isServiceProvider ? 'You are a level 1 service provider.' : 'You are a level 1 merchant.',
      },
      {
        value: 'TOLD_ROC',
        label: isServiceProvider
          ? 'Yes, a customer, acquirer or brand asks for it'
          : 'Yes, the acquirer or a brand asks for it',
        hint: 'Whatever your level is.',
        statement: 'You were asked for a Report on Compliance.',
      },
      {
        value: 'COMPROMISED',
        label: 'Yes, since card data were stolen from us',
        hint: 'After a compromise the brand or the acquirer may raise the level.',
        statement: 'After a compromise you may not assess yourself.',
      },
    ],
  };
}
