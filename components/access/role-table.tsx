import { Check } from '@/components/ui/icons';
import { type Role, roleNames, roles } from '@/lib/access/model';
import { isAllowed, type Permission, wholeOrganization } from '@/lib/access/permissions';
import { permissionWords } from './permission-words';

const entries = Object.entries(permissionWords) as [Permission, (typeof permissionWords)[Permission]][];
const groups = [...new Set(entries.map(([, words]) => words.group))];

/** Who may do what, from the same table that the server asks. */
export function RoleTable({ ownRole }: { ownRole: Role }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="scroll-x" aria-label="Roles and what they may do" tabIndex={0}>
      <table className="table max-w-5xl">
        <caption className="sr-only">Roles and what they may do</caption>
        <thead>
          <tr>
            <th scope="col" className="sticky left-0 bg-surface">
              Permission
            </th>
            {roles.map((role) => (
              <th key={role} scope="col" className="text-center">
                {roleNames[role]}
                {role === ownRole && ' (you)'}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group}>
            <tr>
              <th scope="rowgroup" colSpan={roles.length + 1} className="pt-3 text-ink-3 text-small">
                {group}
              </th>
            </tr>
            {entries
              .filter(([, words]) => words.group === group)
              .map(([permission, words]) => (
                <tr key={permission}>
                  <th scope="row" className="sticky left-0 min-w-40 bg-surface md:min-w-64">
                    <span className="font-normal">
                      {words.text}
                      {wholeOrganization.includes(permission) && (
                        <small className="hint block">
                          Takes the whole organization in view: not for an assessor with chosen integrations.
                        </small>
                      )}
                    </span>
                  </th>
                  {roles.map((role) => (
                    <td key={role} className="text-center">
                      {isAllowed(role, permission) ? (
                        <>
                          <Check className="mx-auto tone-ok" />
                          <span className="sr-only">yes</span>
                        </>
                      ) : (
                        <span className="text-ink-3">
                          <span aria-hidden="true">–</span>
                          <span className="sr-only">no</span>
                        </span>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}
