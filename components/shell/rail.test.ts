import { describe, expect, it } from 'vitest';
import { isRailed } from './rail';

describe('the sidebar as a rail', () => {
  it.each(['/assessments/new', '/assessments/0192/table', '/assessments/0192/requirements/6.4.3'])(
    'leaves its width to %s',
    (path) => expect(isRailed(path)).toBe(true),
  );
  it.each([
    '/assessments',
    '/assessments/0192',
    '/assessments/0192/sign-off',
    '/catalogue/6.4.3',
    '/dashboard',
  ])('stays wide beside %s', (path) => expect(isRailed(path)).toBe(false));
});
