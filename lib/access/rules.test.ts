import { describe, expect, test } from 'vitest';
import { deriveReturnPath } from './rules';

describe('after signing in', () => {
  test.each([
    ['/assessments/1/table?show=open', '/assessments/1/table?show=open'],
    ['/settings', '/settings'],
    ['/a/../settings', '/settings'],
  ])('the path %j is opened', (next, path) => {
    expect(deriveReturnPath(next)).toBe(path);
  });

  test.each([
    [undefined],
    [['/settings', '/evidence']],
    [''],
    ['/'],
    ['settings'],
    ['https://evil.example/'],
    ['//evil.example'],
    ['/\\evil.example'],
    ['/\t/evil.example'],
    ['/a\\..\\..//evil.example'],
    ['javascript:alert(1)'],
    ['/sign-in?next=/sign-in'],
    [`/${'a'.repeat(2000)}`],
  ])('%j leads to the overview', (next) => {
    expect(deriveReturnPath(next)).toBe('/dashboard');
  });

  test('a path that folds into another host stays on this site', () => {
    expect(deriveReturnPath('/a/..//evil.example')).toBe('/dashboard');
  });
});
