import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchColleagues } from './watch';

let asked: string[];
let answers: (() => void)[];
let here: { name: string; isWriting: boolean }[];

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  answers = [];
  here = [];
  vi.stubGlobal('window', { location: { pathname: '/assessments/a/requirements/6.3.3' } });
  vi.stubGlobal('document', { activeElement: null });
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address);
    await new Promise<void>((done) => answers.push(done));
    return Response.json({ isOpen: true, items: [], questionnaire: 'SAQ A', here });
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const watch = () =>
  watchColleagues(
    { assessmentId: 'a', questionnaireName: 'SAQ A' },
    { refresh: () => {}, change: () => {}, meet: () => {} },
  );
const passed = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const answer = () => {
  answers.shift()?.();
  return passed(0);
};

it('looks again some seconds after each answer', async () => {
  const colleagues = watch();
  colleagues.start(0);
  await passed(0);
  await passed(60_000);
  expect(asked, 'one look at a time').toHaveLength(1);
  await answer();
  await passed(4_900);
  expect(asked).toHaveLength(1);
  await passed(200);
  expect(asked).toHaveLength(2);
});

it('looks more often while somebody else is at the same requirement', async () => {
  const colleagues = watch();
  colleagues.start(0);
  await passed(0);
  here = [{ name: 'Sam Okafor', isWriting: true }];
  await answer();
  await passed(2_600);
  expect(asked).toHaveLength(2);
  here = [];
  await answer();
  await passed(4_900);
  expect(asked, 'alone again').toHaveLength(2);
  await passed(200);
  expect(asked).toHaveLength(3);
});

it('sees at once whoever is there where somebody came to a requirement during a look', async () => {
  const colleagues = watch();
  colleagues.start(0);
  await passed(0);
  colleagues.arrived();
  await answer();
  await passed(1_300);
  expect(asked).toHaveLength(2);
  await answer();
  await passed(4_900);
  expect(asked, 'and goes on as before').toHaveLength(2);
  await passed(200);
  expect(asked).toHaveLength(3);
});

it('stops, also during a look', async () => {
  const colleagues = watch();
  colleagues.start(0);
  await passed(0);
  colleagues.stop();
  colleagues.arrived();
  await answer();
  await passed(60_000);
  expect(asked).toHaveLength(1);
});
