import { expect, it } from 'vitest';
import { inTurn } from './turn';

it('lets one piece of work run at a time, in order, also after one that failed', async () => {
  let running = 0;
  let most = 0;
  const order: number[] = [];
  const work = (number: number) => async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
    order.push(number);
    if (number === 2) throw new Error('no paper');
    return number;
  };
  const results = await Promise.allSettled([1, 2, 3].map((number) => inTurn(work(number))));
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(order).toEqual([1, 2, 3]);
  expect(most).toBe(1);
});
