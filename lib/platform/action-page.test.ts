import { expect, test } from 'vitest';
import { isActionOfPage } from './action-page';

const build = {
  pages: [
    'app/page',
    'app/_not-found/page',
    'app/(auth)/sign-in/page',
    'app/(workspace)/acquirers/[acquirerId]/page',
    'app/(workspace)/acquirers/new/page',
    'app/(workspace)/acquirers/page',
    'app/(workspace)/acquirers/[acquirerId]/edit/page',
    'app/docs/[...words]/page',
    'app/help/[[...words]]/page',
  ],
  homes: new Map([
    ['home', ['app/page']],
    ['archive', ['app/(workspace)/acquirers/[acquirerId]/page']],
    ['add', ['app/(workspace)/acquirers/new/page']],
    ['frame', ['app/(workspace)/acquirers/page', 'app/(workspace)/acquirers/[acquirerId]/edit/page']],
    ['read', ['app/docs/[...words]/page', 'app/help/[[...words]]/page']],
    ['lost', ['app/_not-found/page']],
  ]),
};

test.each([
  ['/', 'home', true],
  ['/acquirers/7', 'archive', true],
  ['/acquirers/7/', 'archive', true],
  ['/acquirers/%20', 'archive', true],
  ['/acquirers/new', 'archive', false], // a page of its own stands there
  ['/acquirers/new', 'add', true],
  ['/acquirers/7', 'add', false],
  ['/acquirers', 'frame', true],
  ['/acquirers/7/edit', 'frame', true],
  ['/acquirers/new/edit', 'frame', true],
  ['/acquirers/7', 'frame', false],
  ['/(workspace)/acquirers', 'frame', false],
  ['/docs/a', 'read', true],
  ['/docs/a/b/c', 'read', true],
  ['/docs', 'read', false],
  ['/help', 'read', true],
  ['/sign-in', 'archive', false],
  ['/nowhere/at/all', 'archive', false],
  ['/nowhere/at/all', 'lost', true],
  ['/acquirers/7', 'nobody’s', false],
  ['/acquirers/7', '__proto__', false],
])('%j has the action %j: %j', (pathname, id, expected) => {
  expect(isActionOfPage(pathname, id, build)).toBe(expected);
});
