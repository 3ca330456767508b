import { expect, it } from 'vitest';
import { leavingMs, othersLeaveMs } from './sign-out-news';

it('lets the tab that signs out end the session before the others ask whether there is one', () => {
  expect(othersLeaveMs).toBeGreaterThanOrEqual(leavingMs + 1_000);
});
