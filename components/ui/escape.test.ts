import type { KeyboardEvent } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { closingOnEscape } from './escape';

class Field {
  constructor(given: object) {
    Object.assign(this, given);
  }
}
class Area extends Field {}
class Input extends Field {}
class Select extends Field {}

beforeEach(() => {
  vi.stubGlobal('HTMLTextAreaElement', Area);
  vi.stubGlobal('HTMLInputElement', Input);
  vi.stubGlobal('HTMLSelectElement', Select);
});
afterEach(() => vi.unstubAllGlobals());

const untouched = () => [
  new Area({ value: 'a', defaultValue: 'a' }),
  new Input({ value: 'b', defaultValue: 'b', checked: false, defaultChecked: false }),
  new Select({ selectedIndex: 0, options: [{ defaultSelected: false }, { defaultSelected: false }] }),
  new Select({ selectedIndex: 1, options: [{ defaultSelected: false }, { defaultSelected: true }] }),
];

function press(fields: readonly object[], event: object = {}) {
  const done: string[] = [];
  const form = { elements: fields, querySelector: () => ({ focus: () => done.push('on to the button') }) };
  closingOnEscape(() => done.push('closed'))({
    key: 'Escape',
    defaultPrevented: false,
    nativeEvent: { isComposing: false },
    target: fields[0],
    currentTarget: form,
    ...event,
  } as unknown as KeyboardEvent<HTMLFormElement>);
  return done;
}

it('closes a form in which nothing was written', () => {
  expect(press(untouched())).toEqual(['closed']);
});

it.each([
  ['a text', new Area({ value: 'ab', defaultValue: 'a' })],
  ['a line', new Input({ value: 'c', defaultValue: 'b', checked: false, defaultChecked: false })],
  ['a tick', new Input({ value: 'b', defaultValue: 'b', checked: true, defaultChecked: false })],
  ['a choice', new Select({ selectedIndex: 1, options: [{ defaultSelected: false }, {}] })],
  ['the first choice of a list', new Select({ selectedIndex: 0, options: [{}, { defaultSelected: true }] })],
])('goes on to its button where there is %s', (_words, field) => {
  expect(press([...untouched(), field])).toEqual(['on to the button']);
});

it.each([
  ['another key', { key: 'Enter' }],
  ['what was answered inside', { defaultPrevented: true }],
  ['an unfinished character', { nativeEvent: { isComposing: true } }],
  ['a list that may stand open', { target: new Select({}) }],
])('leaves %s alone', (_words, event) => {
  expect(press(untouched(), event)).toEqual([]);
});
