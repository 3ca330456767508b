import { Badge, Tag } from '@/components/ui/badge';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { EmptyState } from '@/components/ui/empty-state';
import { AlarmClock, CircleAlert, KeyRound, X } from '@/components/ui/icons';
import { Instant } from '@/components/ui/time';
import type { Permission } from '@/lib/access/permissions';
import type { ApiKeyView } from '@/lib/api-key/model';
import type { ActionResult } from '@/lib/platform/result';
import { ConfirmFields } from './confirm-fields';
import { permissionWords } from './permission-words';

type ApiKeyListProps = {
  keys: readonly ApiKeyView[];
  timeZone: string;
  asksCode: boolean;
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

/** Keys of programs: whose, for what, until when, and when each was used last. */
export function ApiKeyList({ keys, timeZone, asksCode, action }: ApiKeyListProps) {
  if (keys.length === 0) {
    return (
      <EmptyState icon={<KeyRound />} title="No keys yet">
        A key is shown once, when it is made, and ends by itself after at most a year.
      </EmptyState>
    );
  }
  return (
    <div className="scroll-x">
      <table className="table table-two-line">
        <caption className="sr-only">API keys</caption>
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col" className="max-md:hidden">
              May
            </th>
            <th scope="col" className="max-md:hidden">
              Made
            </th>
            <th scope="col">Ends</th>
            <th scope="col" className="max-md:hidden">
              Last used
            </th>
            <th scope="col">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.keyId}>
              <th scope="row">
                {key.name} {key.isYours && <Tag>yours</Tag>}
                <small>
                  {key.ownerName}
                  {key.isService && ', service account'}
                </small>
              </th>
              <td className="max-md:hidden">
                <ul className="grid text-small">
                  {key.permissions.map((permission) => (
                    <li key={permission}>{permissionWords[permission as Permission]?.text ?? permission}</li>
                  ))}
                </ul>
              </td>
              <td className="max-md:hidden">
                <Instant value={key.createdAt} timeZone={timeZone} />
              </td>
              <td>
                <KeyEnd apiKey={key} timeZone={timeZone} />
              </td>
              <td className="max-md:hidden">
                {key.lastUsedAt ? (
                  <>
                    <Instant value={key.lastUsedAt} timeZone={timeZone} />
                    {key.lastUsedFrom && <small>from {key.lastUsedFrom}</small>}
                  </>
                ) : (
                  <span className="text-ink-3">Not yet</span>
                )}
              </td>
              <td>
                <div className="row-actions">
                  {(key.state === 'WORKS' || key.state === 'ENDS_SOON') && (
                    <ConfirmButton
                      variant="ghost"
                      size="sm"
                      icon={<X />}
                      label={`Revoke the key ${key.name}`}
                      title={`Revoke the key ${key.name}?`}
                      confirmText="Revoke"
                      cancelText="Cancel"
                      busyText="Revoking"
                      danger
                      action={action}
                      fields={{ keyId: key.keyId }}
                    >
                      <p>
                        Its next request is refused. A revoked key never works again; make a new one instead.
                      </p>
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
  );
}

function KeyEnd({ apiKey, timeZone }: { apiKey: ApiKeyView; timeZone: string }) {
  if (apiKey.state === 'REVOKED') return <Badge icon={<X />}>Revoked</Badge>;
  const day = <Instant value={apiKey.expiresAt} timeZone={timeZone} />;
  if (apiKey.state === 'ENDED') {
    return (
      <Badge tone="late" icon={<CircleAlert />}>
        Ended
      </Badge>
    );
  }
  if (apiKey.state === 'WORKS') return day;
  return (
    <>
      {day}{' '}
      <Badge tone="soon" icon={<AlarmClock />}>
        Ends soon
      </Badge>
    </>
  );
}
