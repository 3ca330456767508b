import type { RecordTestInput } from '@/lib/test-record/schema';

type Told = Pick<
  RecordTestInput,
  'methods' | 'examined' | 'asked' | 'askedOf' | 'performedByName' | 'population' | 'sample' | 'note'
>;

const nothing = { asked: '', askedOf: '', population: '', sample: '', note: '' };

/** What was tested this year for some requirements, and how many days ago. */
export const sampleTests: Readonly<Record<string, Told & { daysAgo: number }>> = {
  '2.2.2': {
    ...nothing,
    daysAgo: 61,
    methods: ['EXAMINED'],
    examined:
      'User lists of the shop administration and of the hosting panel, against the vendors’ default names.',
    performedByName: 'Hanne Vik',
    population: '2 consoles, 14 accounts',
    sample: 'all of them',
  },
  '6.3.3': {
    ...nothing,
    daysAgo: 33,
    methods: ['EXAMINED', 'INTERVIEWED'],
    examined: 'Dates of release and installation of the last five critical patches.',
    asked: 'How a patch that cannot wait gets through the freeze.',
    askedOf: 'Lead of the web team, Mei Lindqvist',
    performedByName: 'Tomás Ortega',
    population: '23 patches since the last assessment',
    sample: '5, the newest of each supplier',
  },
  '8.3.6': {
    ...nothing,
    daysAgo: 47,
    methods: ['OBSERVED'],
    examined:
      'Tried a password of 11 characters and one without a digit in the shop administration: both were refused.',
    performedByName: 'Hanne Vik',
    sample: 'one account of each of the 2 consoles',
  },
  '12.8.2': {
    ...nothing,
    daysAgo: 20,
    methods: ['EXAMINED'],
    examined: 'Contracts of the payment providers for the clause on account data.',
    performedByName: 'Hanne Vik',
    population: '3 contracts',
    sample: 'all of them',
    note: 'The oldest is renewed in spring.',
  },
};
