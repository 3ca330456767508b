import { describe, expect, it } from 'vitest';
import type { Interval } from '@/lib/catalogue/rules';
import type { ActivityView } from '../model';
import { deriveState } from '../rules';
import {
  earlierFrom,
  laterFrom,
  parseScheduleAddress,
  scheduleHref,
  shownMonths,
  shownPeriod,
} from './address';
import { buildAgenda, headline } from './agenda';
import { buildMonth, entriesOn } from './month';
import { buildYear, monthsFrom } from './year';

const today = '2026-11-24';

type Days = [opensOn: string, dueOn: string, completedOn?: string];

function activity(title: string, interval: Interval | null, days: Days[]): ActivityView {
  return {
    activityId: title,
    title,
    requirementNumbers: ['11.3.2'],
    integration: null,
    timeframe: 'periodically',
    interval,
    ownerName: '',
    isNotApplicable: false,
    occurrences: days.map(([opensOn, dueOn, completedOn = null], index) => {
      const occurrence = { opensOn, dueOn, completedOn };
      return {
        occurrenceId: `${title}-${index}`,
        ...occurrence,
        state: deriveState(occurrence, today),
        version: 1,
      };
    }),
  };
}

const quarterly: Interval = { every: 3, unit: 'month' };
const scan = activity('Scan', quarterly, [
  ['2026-07-01', '2026-08-31', '2026-08-30'],
  ['2026-10-31', '2026-11-30'],
]);
const ruleset = activity('Ruleset', { every: 6, unit: 'month' }, [['2026-09-01', '2026-11-12']]);
const policy = activity('Policy', { every: 12, unit: 'month' }, [['2026-07-20', '2026-09-08', '2026-09-20']]);
const page = activity('Page', { every: 1, unit: 'week' }, [
  ['2026-11-01', '2026-11-03', '2026-11-03'],
  ['2026-11-08', '2026-11-10', '2026-11-10'],
  ['2026-11-15', '2026-11-17', '2026-11-19'],
  ['2026-11-24', '2026-11-26'],
]);
const onEvent = activity('After change', null, [['2026-11-02', '2026-11-02', '2026-11-02']]);

const months = monthsFrom('2026-08', 12);
const cellsOf = (
  title: string,
  groups = buildYear([scan, ruleset, policy, page, onEvent], months, today),
) => {
  const row = groups.flatMap((group) => group.rows).find((candidate) => candidate.activity.title === title);
  return Object.fromEntries((row?.cells ?? []).map((cell) => [cell.month, cell]));
};

describe('the year', () => {
  it('groups by how often and leaves out what follows events', () => {
    const groups = buildYear([onEvent, policy, ruleset, page, scan], months, today);
    expect(groups.map((group) => [group.title, group.rows.map((row) => row.activity.title)])).toEqual([
      ['Every day, week or month', ['Page']],
      ['Every 3 months', ['Scan']],
      ['Every 6 months', ['Ruleset']],
      ['Every 12 months', ['Policy']],
    ]);
    expect(months[11]).toBe('2027-07');
  });

  it('says in each month what was done, is due and is planned', () => {
    const cells = cellsOf('Scan');
    expect(cells['2026-08']?.words).toBe('done 30 Aug 2026');
    expect(cells['2026-10']?.words).toBe('');
    expect(cells['2026-11']?.words).toBe('due 30 Nov 2026');
    expect(cells['2027-02']?.words).toBe('planned 28 Feb 2027');
    expect(cells['2027-05']?.words).toBe('planned 28 May 2027');
  });

  it('cuts a window at the month’s end', () => {
    expect(cellsOf('Scan')['2026-10']?.bands).toEqual([{ from: 96.77, to: 100, tone: 'due' }]);
    expect(cellsOf('Scan')['2026-11']?.bands).toEqual([{ from: 0, to: 100, tone: 'due' }]);
    expect(cellsOf('Scan')['2027-01']?.bands).toEqual([{ from: 90.32, to: 100, tone: 'window' }]);
  });

  it('tells an open window from what is due within ten days', () => {
    const inWindow = (dueOn: string) => activity('Inventory', { every: 12, unit: 'month' }, [[today, dueOn]]);
    const marks = (dueOn: string) =>
      buildYear([inWindow(dueOn)], months, today)
        .flatMap((group) => group.rows)
        .flatMap((row) => row.cells)
        .flatMap((cell) => [...cell.marks.map((mark) => mark.kind), ...cell.bands.map((band) => band.tone)]);
    expect(marks('2026-12-04')).toEqual(expect.arrayContaining(['DUE', 'due']));
    expect(marks('2026-12-05')).toEqual(expect.arrayContaining(['OPEN', 'open']));
    expect(marks('2026-12-05')).not.toContain('due');
  });

  it('draws lateness until today and names since when', () => {
    const cell = cellsOf('Ruleset')['2026-11'];
    expect(cell?.words).toBe('late, was due 12 Nov 2026');
    expect(cell?.marks).toMatchObject([{ at: 38.33, kind: 'LATE' }]);
    expect(cell?.bands).toEqual([{ from: 36.67, to: 80, tone: 'late' }]);
    expect(cell?.todayAt).toBe(78.33);
    // Planned from today, because a due day in the past cannot be kept any more.
    expect(cellsOf('Ruleset')['2027-05']?.words).toBe('planned 24 May 2027');
  });

  it('shows what was done late with its delay', () => {
    const cell = cellsOf('Policy')['2026-09'];
    expect(cell?.words).toBe('done late on 20 Sep 2026, was due 8 Sep 2026');
    expect(cell?.bands).toEqual([{ from: 23.33, to: 66.67, tone: 'done-late' }]);
  });

  it('draws weeks as one line and counts them', () => {
    const cell = cellsOf('Page')['2026-11'];
    expect(cell?.words).toBe('done 2 times; done late on 19 Nov 2026, was due 17 Nov 2026; due 26 Nov 2026');
    expect(cell?.bands.filter((band) => band.tone === 'run')).toEqual([{ from: 0, to: 33.33, tone: 'run' }]);
    expect(cell?.marks.map((mark) => mark.kind)).toEqual(['DONE_LATE', 'DUE']);
  });
});

describe('the month', () => {
  it('begins on Monday and holds every day once', () => {
    const weeks = buildMonth([scan], '2026-11', today);
    expect(weeks).toHaveLength(6);
    expect(weeks[0]?.map((entry) => entry?.day ?? null)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
      '2026-11-01',
    ]);
    expect(weeks.flat().filter((entry) => entry !== null)).toHaveLength(30);
    expect(weeks.flat().filter((entry) => entry?.isToday)).toMatchObject([{ day: today }]);
  });

  it('counts on each day what is late, due and done', () => {
    const days = buildMonth(
      [scan, ruleset, onEvent, { ...onEvent, activityId: '2' }],
      '2026-11',
      today,
    ).flat();
    const words = (day: string) => days.find((entry) => entry?.day === day)?.words;
    expect(words('2026-11-02')).toBe('2 done');
    expect(words('2026-11-12')).toBe('1 late');
    expect(words('2026-11-30')).toBe('1 due');
    expect(words('2026-11-03')).toBe('');
  });

  it('of a leap February has 29 days', () => {
    expect(
      buildMonth([], '2028-02', today)
        .flat()
        .filter((entry) => entry !== null),
    ).toHaveLength(29);
  });

  it('one day lists what needs action first', () => {
    const busy = activity('Busy', quarterly, [['2026-10-01', '2026-11-02']]);
    expect(entriesOn([onEvent, busy], '2026-11-02', today).map((entry) => entry.kind)).toEqual([
      'LATE',
      'DONE',
    ]);
  });
});

describe('the agenda', () => {
  const due = (title: string, dueOn: string) => activity(title, quarterly, [['2026-10-01', dueOn]]);

  it('sorts by week; Tuesday 24 November ends its week on Sunday 29', () => {
    const agenda = buildAgenda(
      ['2026-11-23', '2026-11-24', '2026-11-29', '2026-11-30', '2026-12-06', '2026-12-07'].map((day) =>
        due(day, day),
      ),
      today,
    );
    const titles = (entries: { activity: ActivityView }[]) => entries.map((entry) => entry.activity.title);
    expect(titles(agenda.late)).toEqual(['2026-11-23']);
    expect(titles(agenda.thisWeek)).toEqual(['2026-11-24', '2026-11-29']);
    expect(titles(agenda.nextWeek)).toEqual(['2026-11-30', '2026-12-06']);
    expect(titles(agenda.later)).toEqual(['2026-12-07']);
    expect(agenda.soon).toBe(3);
  });

  it('cuts the far future and says how much is left out', () => {
    const agenda = buildAgenda(
      Array.from({ length: 15 }, (_, index) => due(`d${index}`, '2027-06-01')),
      today,
    );
    expect(agenda.later).toHaveLength(6);
    expect(agenda.more).toBe(9);
  });

  it.each([
    [[], 'Nothing is late or due in the next ten days'],
    [['2026-11-20'], 'One activity is late, nothing is due in the next ten days'],
    [['2026-11-20', '2026-11-21', '2026-12-04'], 'Two activities are late, one is due in the next ten days'],
    [['2026-12-04', '2026-11-24'], 'Nothing is late, two are due in the next ten days'],
    [['2026-12-05'], 'Nothing is late or due in the next ten days'],
    [
      Array.from({ length: 12 }, () => '2026-11-01'),
      '12 activities are late, nothing is due in the next ten days',
    ],
  ])('%j: %s', (days, words) => {
    expect(
      headline(
        buildAgenda(
          days.map((day, index) => due(`${index}`, day)),
          today,
        ),
      ),
    ).toBe(words);
  });
});

describe('the address', () => {
  const plain = parseScheduleAddress({}, today);

  it('without anything shows four months back, the current month and everybody', () => {
    expect(plain).toEqual({
      from: '2026-07',
      month: '2026-11',
      day: null,
      integrationId: null,
      ownerName: null,
      page: 1,
    });
    expect([shownMonths(plain)[0], shownMonths(plain)[11]]).toEqual(['2026-07', '2027-06']);
    expect(shownPeriod(plain)).toEqual({ from: '2026-07-01', to: '2027-06-30' });
    expect([earlierFrom(plain), laterFrom(plain)]).toEqual(['2026-04', '2026-10']);
  });

  it('that makes no sense shows today', () => {
    const odd = { from: '2026-13', month: 'x', day: '2026-02-31', integration: '1', owner: ' ', page: '-2' };
    expect(parseScheduleAddress(odd, today)).toEqual(plain);
  });

  it('keeps everything else when one thing changes', () => {
    const address = parseScheduleAddress({ day: '2026-12-03', owner: 'Hana & Co', page: '2' }, today);
    expect(address.month).toBe('2026-12');
    expect(scheduleHref(address, {})).toBe('/schedule?from=2026-07&day=2026-12-03&owner=Hana+%26+Co&page=2');
    expect(scheduleHref(address, { day: null, month: '2027-01', page: 1 })).toBe(
      '/schedule?from=2026-07&month=2027-01&owner=Hana+%26+Co',
    );
  });

  it('of a month outside the year reads that month too', () => {
    expect(shownPeriod(parseScheduleAddress({ month: '2025-02' }, today))).toEqual({
      from: '2025-02-01',
      to: '2027-06-30',
    });
  });
});
