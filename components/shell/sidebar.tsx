import { ChevronsUpDown, Keyboard } from 'lucide-react';
import Link from 'next/link';
import { type Role, roleNames } from '@/lib/access/model';
import type { ActionResult } from '@/lib/platform/result';
import { AppearanceMenu, type AppearanceProps } from './appearance-menu';
import { KeysButton } from './keys-button';
import { Logo } from './logo';
import { NavLink } from './nav-link';
import { sectionsFor } from './navigation';
import { type OrganizationChoice, OrganizationMenu } from './organization-menu';
import { PersonMenu } from './person-menu';

export type Frame = {
  person: { name: string; email: string };
  role: Role;
  organization: { id: string; name: string; isSample: boolean };
  organizations: readonly OrganizationChoice[];
  appearance: AppearanceProps['current'];
};

export type FrameActions = {
  switchOrganization: (form: FormData) => Promise<void>;
  setAppearance: (form: FormData) => Promise<void>;
  signOut: () => Promise<void>;
  removeSample: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

/** Organization, sections, person. Becomes a 48 px rail when the page asks for it (see shell.css). */
export function Sidebar({ frame, actions }: { frame: Frame; actions: FrameActions }) {
  const { organization, organizations, role, person } = frame;
  return (
    <nav className="side" aria-label="Main">
      <div className="side-top">
        <Link href="/dashboard" className="brand" title="Inplace, overview">
          <Logo />
          <span className="side-words">Inplace</span>
        </Link>
      </div>
      {organizations.length > 1 ? (
        <OrganizationMenu
          current={organization}
          choices={organizations}
          action={actions.switchOrganization}
          trigger={<ChevronsUpDown />}
        />
      ) : (
        <div className="org">
          <span>{organization.name}</span>
        </div>
      )}
      <ul className="nav">
        {sectionsFor(role).map(({ href, label, letter, also, icon: Icon }) => (
          <li key={href}>
            <NavLink href={href} also={also} title={`${label} (G then ${letter})`}>
              <Icon />
              <span className="side-words">{label}</span>
            </NavLink>
          </li>
        ))}
      </ul>
      <div className="side-foot">
        <PersonMenu
          name={person.name}
          roleName={roleNames[role]}
          email={person.email}
          signOut={actions.signOut}
        />
        <KeysButton icon={<Keyboard />} />
        <AppearanceMenu current={frame.appearance} action={actions.setAppearance} />
      </div>
    </nav>
  );
}
