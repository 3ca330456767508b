import { Door } from './door';

/** /setup without a token that works: what happened and what to do. */
export function SetUpClosed({ tokenGiven }: { tokenGiven: boolean }) {
  return (
    <Door
      title={tokenGiven ? 'This set-up address no longer works' : 'Inplace waits for its set-up'}
      intro={
        tokenGiven
          ? 'It was used, or Inplace was started again and printed a newer one. Open the newest address.'
          : 'The terminal that started Inplace printed an address with a one-time token. Open that address.'
      }
    >
      <ol className="mt-6 grid list-decimal gap-2 pl-5 text-ink-2 text-read">
        <li>
          Go to the terminal where <code>npm run up</code> runs.
        </li>
        <li>
          Find the line with <code>/setup?token=…</code> and open it in this browser.
        </li>
        <li>
          If it is gone, stop Inplace with Ctrl C and start it again: a new address is printed until somebody
          is set up.
        </li>
      </ol>
    </Door>
  );
}
