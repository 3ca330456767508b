import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchColleagues } from './watch';

let asked: string[];
let answers: (() => void)[];

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  answers = [];
  vi.stubGlobal('window', { location: { pathname: '/assessments/a/requirements/6.3.3' } });
  vi.stubGlobal('document', { activeElement: null });
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address);
    await new Promise<void>((done) => answers.push(done));
    return Response.json({ isOpen: true, items: [], questionnaire: 'SAQ A', here: [] });
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
  await passed(7_900);
  expect(asked).toHaveLength(1);
  await passed(200);
  expect(asked).toHaveLength(2);
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
  await passed(7_900);
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
