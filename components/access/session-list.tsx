import { Tag } from '@/components/ui/badge';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { SectionHead } from '@/components/ui/section-head';
import { Instant } from '@/components/ui/time';
import type { SessionView } from '@/lib/person/model';
import type { ActionResult } from '@/lib/platform/result';
import { describeBrowser } from './browser-name';
import { ConfirmFields } from './confirm-fields';

type SessionListProps = {
  sessions: readonly SessionView[];
  timeZone: string;
  asksCode: boolean;
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

/** Where the person is signed in now, with a way to end it. */
export function SessionList({ sessions, timeZone, asksCode, action }: SessionListProps) {
  const others = sessions.filter((session) => !session.isCurrent);
  return (
    <section aria-labelledby="sessions-title">
      <SectionHead
        id="sessions-title"
        title="Sessions"
        note={`Times are in ${timeZone}.`}
        actions={
          others.length > 1 && (
            <ConfirmButton
              size="sm"
              text="End all others"
              title="End all other sessions?"
              confirmText="End them"
              cancelText="Cancel"
              busyText="Ending"
              danger
              action={action}
            >
              <p>Everywhere else you will have to sign in again.</p>
              <ConfirmFields asksCode={asksCode} />
            </ConfirmButton>
          )
        }
      />
      <div className="scroll-x">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Browser</th>
              <th scope="col" className="max-md:hidden">
                Signed in
              </th>
              <th scope="col">Last active</th>
              <th scope="col">
                <span className="sr-only">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sessions.map((session) => (
              <tr key={session.id}>
                <th scope="row">
                  <span className="font-normal">{describeBrowser(session.userAgent)}</span>{' '}
                  {session.isCurrent && <Tag>this one</Tag>}
                </th>
                <td className="max-md:hidden">
                  <Instant value={session.startedAt} timeZone={timeZone} />
                </td>
                <td>
                  <Instant value={session.lastSeenAt} timeZone={timeZone} />
                </td>
                <td>
                  <div className="row-actions">
                    {!session.isCurrent && (
                      <ConfirmButton
                        variant="ghost"
                        size="sm"
                        text="End"
                        title="End this session?"
                        confirmText="End session"
                        cancelText="Cancel"
                        busyText="Ending"
                        danger
                        action={action}
                        fields={{ sessionId: session.id }}
                      >
                        <p>{describeBrowser(session.userAgent)} will have to sign in again.</p>
                        <ConfirmFields asksCode={asksCode} />
                      </ConfirmButton>
                    )}
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
