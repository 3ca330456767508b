import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currentCatalogueVersionId, listActivities } from '@/lib/catalogue/queries';
import { type Interval, keepsInterval } from '@/lib/catalogue/rules';
import { addDays } from '@/lib/platform/clock';
import {
  activitiesFor,
  allowsSeries,
  cadenceRefusal,
  deriveState,
  firstWindow,
  leadDays,
  nextWindow,
  projectDueDays,
  seriesOf,
  windowAfterChange,
} from './rules';

const every = (count: number, unit: Interval['unit']): Interval => ({ every: count, unit });
const daily = every(1, 'day');
const weekly = every(1, 'week');
const quarterly = every(3, 'month');
const yearly = every(12, 'month');

describe('the state of an occurrence on a day', () => {
  const window = { opensOn: '2026-11-01', dueOn: '2026-11-30' };
  it.each([
    [null, '2026-10-31', 'UPCOMING'],
    [null, '2026-11-01', 'OPEN'],
    [null, '2026-11-30', 'OPEN'],
    [null, '2026-12-01', 'LATE'],
    ['2026-10-15', '2026-12-01', 'DONE'],
    ['2026-11-30', '2026-12-01', 'DONE'],
    ['2026-12-01', '2026-12-05', 'DONE_LATE'],
  ])('completed %s, seen on %s: %s', (completedOn, today, state) => {
    expect(deriveState({ ...window, completedOn }, today)).toBe(state);
  });
});

describe('how long before its regular day an occurrence opens', () => {
  it.each([
    [daily, 0],
    [weekly, 2],
    [every(1, 'month'), 10],
    [quarterly, 30],
    [every(90, 'day'), 30],
    [every(6, 'month'), 60],
    [yearly, 60],
    [every(2, 'day'), 0],
  ])('%j: %i days', (interval, days) => {
    expect(leadDays(interval)).toBe(days);
  });
});

describe('the next occurrence', () => {
  it.each([
    // in time, early and late: always counted from the real day
    ['2026-11-20', quarterly, '2027-01-21', '2027-02-20'],
    ['2026-11-02', quarterly, '2027-01-03', '2027-02-02'],
    ['2026-11-24', daily, '2026-11-25', '2026-11-25'],
    ['2026-11-20', weekly, '2026-11-25', '2026-11-27'],
    ['2026-11-24', yearly, '2027-09-25', '2027-11-24'],
    ['2027-12-01', every(6, 'month'), '2028-04-02', '2028-06-02'],
  ])('done on %s, %j: opens %s, due %s', (completedOn, interval, opensOn, dueOn) => {
    expect(nextWindow(interval, completedOn)).toEqual({ opensOn, dueOn });
  });

  it('never leaves more time than the interval allows, whatever day it was done on', () => {
    const anyDay = fc.integer({ min: 0, max: 20_000 }).map((offset) => addDays('2020-01-01', offset));
    const interval = fc.constantFrom(
      daily,
      weekly,
      every(1, 'month'),
      quarterly,
      every(6, 'month'),
      yearly,
      every(90, 'day'),
    );
    fc.assert(
      fc.property(anyDay, interval, (doneOn, cadence) => {
        const { opensOn, dueOn } = nextWindow(cadence, doneOn);
        expect(keepsInterval(cadence, doneOn, dueOn)).toBe(true);
        expect(opensOn > doneOn).toBe(true);
        expect(opensOn <= dueOn).toBe(true);
      }),
    );
  });
});

describe('the first occurrence', () => {
  it.each([
    [yearly, '2026-11-24', '2027-03-31', '2027-03-31'],
    [yearly, '2026-11-24', '2028-03-31', '2027-11-24'],
    [yearly, '2026-11-24', '2026-11-24', '2026-11-24'],
    [yearly, '2026-11-24', '2026-10-31', '2027-11-24'],
    [yearly, '2026-11-24', null, '2027-11-24'],
    [weekly, '2026-11-24', '2027-03-31', '2026-12-01'],
  ])('%j planned on %s to be attested by %s is due %s', (interval, today, attestBy, dueOn) => {
    expect(firstWindow(interval, today, attestBy)).toEqual({ opensOn: today, dueOn });
  });
});

describe('an interval that changes', () => {
  const today = '2026-11-24';
  it.each([
    ['is counted from the last day it was done', every(1, 'month'), '2026-11-10', '2026-12-11'],
    ['may make it late at once', weekly, '2026-11-10', '2026-11-17'],
  ])('%s', (_name, interval, lastDoneOn, dueOn) => {
    const open = { opensOn: '2027-01-10', dueOn: '2027-02-10' };
    expect(windowAfterChange(interval, open, lastDoneOn, today).dueOn).toBe(dueOn);
  });

  it('does not move a first due day further away', () => {
    const open = { opensOn: '2026-11-01', dueOn: '2026-12-31' };
    expect(windowAfterChange(quarterly, open, null, today)).toEqual(open);
    expect(windowAfterChange(weekly, open, null, today)).toEqual({
      opensOn: '2026-11-01',
      dueOn: '2026-11-08',
    });
  });

  it('begins today where there was none', () => {
    expect(windowAfterChange(quarterly, null, null, today)).toEqual({ opensOn: today, dueOn: '2027-02-24' });
  });
});

describe('a record that stands for a series', () => {
  it.each([
    [daily, true],
    [weekly, true],
    [every(2, 'day'), true],
    [every(8, 'day'), false],
    [every(2, 'week'), false],
    [every(1, 'month'), false],
    [null, false],
  ])('%j: offered %s', (interval, offered) => {
    expect(allowsSeries(interval)).toBe(offered);
  });

  it('holds each day once, the last on the day that is recorded', () => {
    const open = { opensOn: '2026-11-20', dueOn: '2026-11-20' };
    expect(seriesOf(daily, open, '2026-11-23').map((entry) => entry.completedOn)).toEqual([
      '2026-11-20',
      '2026-11-21',
      '2026-11-22',
      '2026-11-23',
    ]);
    expect(seriesOf(daily, open, '2026-11-20')).toEqual([{ ...open, completedOn: '2026-11-20' }]);
    expect(seriesOf(daily, open, '2026-11-18')).toEqual([{ ...open, completedOn: '2026-11-18' }]);
  });

  it('of weeks ends with a week that is in time', () => {
    const series = seriesOf(weekly, { opensOn: '2026-11-04', dueOn: '2026-11-06' }, '2026-11-24');
    expect(series.map((entry) => [entry.dueOn, entry.completedOn])).toEqual([
      ['2026-11-06', '2026-11-06'],
      ['2026-11-13', '2026-11-13'],
      ['2026-11-20', '2026-11-20'],
      ['2026-11-27', '2026-11-24'],
    ]);
    for (const entry of series) expect(deriveState(entry, '2026-11-24')).toBe('DONE');
  });

  it('ends after 400 entries, and the last one then is late', () => {
    const series = seriesOf(daily, { opensOn: '2020-01-01', dueOn: '2020-01-01' }, '2026-01-01');
    expect(series).toHaveLength(401);
    expect(deriveState(series.at(-1) ?? fail(), '2026-01-01')).toBe('DONE_LATE');
  });
});

function fail(): never {
  throw new Error('empty series');
}

describe('what is drawn for the future', () => {
  it.each([
    [quarterly, '2026-11-30', '2027-11-30', ['2027-02-28', '2027-05-28', '2027-08-28', '2027-11-28']],
    [yearly, '2026-11-30', '2027-11-29', []],
    [every(1, 'month'), '2026-12-31', '2027-03-31', ['2027-01-31', '2027-02-28', '2027-03-28']],
  ])('%j after %s until %s', (interval, dueOn, until, days) => {
    expect(projectDueDays(interval, dueOn, until)).toEqual(days);
  });
});

describe('choosing how often', () => {
  const asv = { timeframe: 'every_three_months', allowsRiskAnalysis: false } as const;
  const page = { timeframe: 'weekly', allowsRiskAnalysis: true } as const;
  const terminals = { timeframe: 'periodically', allowsRiskAnalysis: true } as const;
  it.each([
    [every(1, 'month'), asv, '', null],
    [quarterly, asv, '', null],
    [every(4, 'month'), asv, 'our acquirer agrees', /less often than the standard allows/],
    [null, asv, '', /less often/],
    [every(1, 'month'), page, '', /targeted risk analysis/],
    [every(1, 'month'), page, 'TRA-7 of 3 March', null],
    [null, page, 'TRA-7', /Choose how often/],
    [daily, page, '', null],
    [every(5, 'month'), terminals, '', null],
    [null, terminals, '', null],
    [every(3, 'year'), null, '', null],
  ] as const)('%j for %j with note "%s"', (own, standard, note, expected) => {
    const refusal = cadenceRefusal(own, standard, note);
    if (expected === null) expect(refusal).toBeNull();
    else expect(refusal).toMatch(expected);
  });
});

describe('what a questionnaire plans', () => {
  const ids = (questionnaireId: string) =>
    activitiesFor(listActivities(currentCatalogueVersionId), questionnaireId).map(
      (entry) => entry.activityId,
    );

  it('SAQ A: scans by an ASV, provider status, retention; no page tamper check and no retired duty', () => {
    expect(ids('A')).toEqual(
      expect.arrayContaining(['sch-asv-scan', 'sch-tpsp-monitor', 'sch-retention-check']),
    );
    expect(ids('A')).not.toContain('sch-weekly-page-tamper');
    expect(ids('A-EP')).toContain('sch-weekly-page-tamper');
    expect(ids('A-EP')).not.toContain('sch-app-review-old');
  });

  it('nothing of designated entities comes with any questionnaire', () => {
    for (const questionnaireId of ['A', 'C', 'D-Merchant', 'D-ServiceProvider'])
      expect(ids(questionnaireId).filter((id) => id.startsWith('sch-desv'))).toEqual([]);
  });
});
