import type { Route } from 'next';
import {
  BookOpenText,
  Building2,
  CalendarRange,
  Handshake,
  type Icon,
  Inbox,
  LayoutList,
  Link2,
  ListChecks,
  Paperclip,
  Plug,
  Settings,
} from '@/components/ui/icons';
import type { Permission } from '@/lib/access/permissions';

export type Section = {
  href: Route;
  label: string;
  /** Its name in the palette, where "Go to" and the label make no sentence. */
  command?: string;
  /** The second key after G. */
  letter: string;
  icon: Icon;
  permission: Permission;
  /** Further addresses that belong to the section. */
  also?: readonly string[];
};

export const sections: readonly Section[] = [
  { href: '/dashboard', label: 'Overview', letter: 'O', icon: LayoutList, permission: 'dashboard:read' },
  {
    href: '/assigned',
    label: 'Assigned to me',
    command: 'Assigned to me',
    letter: 'M',
    icon: Inbox,
    permission: 'response:record',
  },
  { href: '/integrations', label: 'Integrations', letter: 'I', icon: Plug, permission: 'integration:read' },
  {
    href: '/assessments',
    label: 'Assessments',
    letter: 'A',
    icon: ListChecks,
    permission: 'assessment:read',
  },
  { href: '/evidence', label: 'Evidence', letter: 'E', icon: Paperclip, permission: 'evidence:read' },
  {
    href: '/schedule',
    label: 'Schedule',
    letter: 'S',
    icon: CalendarRange,
    permission: 'schedule:read',
    also: ['/risk-analyses'],
  },
  {
    href: '/providers',
    label: 'Providers',
    letter: 'P',
    icon: Handshake,
    permission: 'service-provider:read',
  },
  {
    href: '/legal-entities',
    label: 'Legal entities',
    letter: 'N',
    icon: Building2,
    permission: 'legal-entity:read',
    also: ['/acquirers'],
  },
  { href: '/catalogue', label: 'Catalogue', letter: 'C', icon: BookOpenText, permission: 'assessment:read' },
  { href: '/audit-log', label: 'Audit log', letter: 'L', icon: Link2, permission: 'audit-trail:read' },
  { href: '/settings', label: 'Settings', letter: 'T', icon: Settings, permission: 'organization:read' },
];

/** Those that stand in the phone's bottom bar; the rest are under "More". */
export const bottomBarLabels: Readonly<Record<string, string>> = {
  '/dashboard': 'Overview',
  '/assessments': 'Answer',
  '/schedule': 'Schedule',
  '/evidence': 'Evidence',
};
