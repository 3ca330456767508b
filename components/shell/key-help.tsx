'use client';

import { Fragment } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { isMac } from '@/components/ui/keys';
import type { Jump } from './shell-keys';

const everywhere: readonly [string, readonly string[]][] = [
  ['All keys', ['?']],
  ['Filter this list', ['/']],
  ['Move between rows', ['↑', '↓']],
  ['Open', ['Enter']],
  ['Close, clear', ['Esc']],
];

const assessment: readonly [string, readonly string[]][] = [
  ['In Place', ['1']],
  ['In Place with CCW', ['2']],
  ['Not Applicable', ['3']],
  ['Not in Place', ['4']],
  ['Not Tested, where the form has it', ['5']],
  ['Next open row, next unanswered', ['U']],
  ['Row below, above', ['↓', '↑']],
  ['Next, previous', ['J', 'K']],
  ['Next, previous section', ['Shift J', 'Shift K']],
  ['Note', ['N']],
  ['Record a test', ['T']],
  ['Evidence', ['E']],
  ['Comment', ['C']],
  ['One by one, table', ['V']],
  ['Select in the table', ['X']],
  ['Undo', ['Z']],
  ['From a text back to the answer', ['Esc']],
];

/** All keys in a dialog. Loaded when asked for. */
export default function KeyHelp({ jumps, onClose }: { jumps: readonly Jump[]; onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title="Keyboard shortcuts" wide>
      <p className="mt-1 text-ink-2">
        Single keys work outside fields. You can switch them off under Settings, Your account.
      </p>
      <div className="mt-3 gap-x-8 md:columns-2">
        <KeyList
          title="Everywhere"
          keys={[['Search and commands', [isMac() ? 'Cmd' : 'Ctrl', 'K']], ...everywhere]}
        />
        <KeyList title="In an assessment" keys={assessment} />
        <KeyList
          title="Go to"
          keys={jumps.map(({ label, letter }) => [label, ['G', letter]] as const)}
          joined="then"
        />
      </div>
      <form method="dialog" className="dialog-actions">
        <button type="submit" className="btn">
          Close
        </button>
      </form>
    </Dialog>
  );
}

function KeyList({
  title,
  keys,
  joined,
}: {
  title: string;
  keys: readonly (readonly [string, readonly string[]])[];
  joined?: string;
}) {
  return (
    <section className="mb-4 break-inside-avoid">
      <h3 className="pb-1">{title}</h3>
      <dl>
        {keys.map(([does, caps]) => (
          <div key={does} className="flex justify-between gap-4 border-line border-b py-1">
            <dt>{does}</dt>
            <dd className="whitespace-nowrap">
              {caps.map((cap, index) => (
                <Fragment key={cap}>
                  {index > 0 && <span className="text-ink-3 text-small"> {joined} </span>}
                  <kbd>{cap}</kbd>
                </Fragment>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
