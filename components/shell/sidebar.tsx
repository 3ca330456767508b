import Link from 'next/link';
import { SearchButton } from '@/components/palette/search-button';
import { type Role, roleNames } from '@/lib/access/model';
import { AppearanceMenu, type AppearanceProps } from './appearance-menu';
import { KeysButton } from './keys-button';
import { Logo } from './logo';
import { NavLink } from './nav-link';
import type { Section } from './navigation';
import { type OrganizationChoice, OrganizationMenu } from './organization-menu';
import { PersonMenu } from './person-menu';

export type Frame = {
  person: { id: string; name: string; email: string };
  role: Role;
  organization: OrganizationChoice;
  organizations: readonly OrganizationChoice[];
  appearance: AppearanceProps['current'];
};

export type FrameActions = {
  switchOrganization: (form: FormData) => Promise<void>;
  setAppearance: (form: FormData) => Promise<void>;
  signOut: () => Promise<void>;
};

/** Organization, sections, person. Becomes a 48 px rail when the page asks for it (see shell.css). */
export function Sidebar({
  frame,
  actions,
  sections,
}: {
  frame: Frame;
  actions: FrameActions;
  sections: readonly Section[];
}) {
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
        />
      ) : (
        <div className="org">
          <span>{organization.name}</span>
        </div>
      )}
      <SearchButton />
      <ul className="nav">
        {sections.map(({ href, label, letter, also, icon: Icon }) => (
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
        <KeysButton />
        <AppearanceMenu current={frame.appearance} action={actions.setAppearance} />
      </div>
    </nav>
  );
}
