import type { Route } from 'next';
import { keyOfAnswer } from '@/components/response/answer-keys';
import type { Section } from '@/components/shell/navigation';
import {
  ArrowRight,
  CircleUserRound,
  Download,
  FileCheck2,
  FilePenLine,
  History,
  type Icon,
  Keyboard,
  ListChecks,
  LogOut,
  Paperclip,
  RectangleHorizontal,
  Signature,
  SunMoon,
  Table2,
  Undo2,
  UserRoundPen,
} from '@/components/ui/icons';
import type { Role } from '@/lib/access/model';
import { isAllowed } from '@/lib/access/permissions';
import { type Finding, findingNames } from '@/lib/catalogue/model';

type Theme = 'system' | 'light' | 'dark';

/** What a command does that is no address. KEY: what the key does on the screen. */
type Act =
  | { what: 'KEY'; key: string }
  | { what: 'KEYS' }
  | { what: 'SIGN_OUT' }
  | { what: 'THEME'; theme: Theme };

export type Command = {
  id: string;
  label: string;
  icon: Icon;
  /** Its shortcut without the palette. */
  keys?: readonly string[];
  /** What else it may be called. */
  also?: string;
} & ({ href: Route } | { act: Act });

/** "/assessments/…": the assessment whose page is open, and its part. */
export function assessmentIn(path: string): { assessmentId: string; part: string } | null {
  const [, assessmentId, part = ''] = /^\/assessments\/([0-9a-f-]{36})(?:\/([a-z-]+))?/.exec(path) ?? [];
  return assessmentId ? { assessmentId, part } : null;
}

type Place = {
  path: string;
  role: Role;
  sections: readonly Section[];
  theme: Theme;
  /** What can be answered on the screen behind the palette. */
  answers: readonly Finding[];
};

/** What can be done from here: first on this assessment, then everywhere. */
export function listCommands({ path, role, sections, theme, answers }: Place): Command[] {
  const here = assessmentIn(path);
  return [
    ...(here ? assessmentCommands(here, role) : []),
    ...answers.map((finding) =>
      keyCommand(keyOfAnswer(finding), `Answer ${findingNames[finding]}`, ListChecks),
    ),
    ...(here?.part === 'requirements' && answers.length > 0 ? requirementCommands : []),
    ...sections.map(({ href, label, command, letter, icon }) => ({
      id: `go-${letter}`,
      label: command ?? `Go to ${label.toLowerCase()}`,
      icon,
      keys: ['G', letter],
      href,
    })),
    { id: 'account', label: 'Go to your account', icon: CircleUserRound, href: '/settings/account' },
    {
      id: 'keys',
      label: 'Show all keys',
      also: 'keyboard shortcuts help',
      icon: Keyboard,
      keys: ['?'],
      act: { what: 'KEYS' },
    },
    ...themes
      .filter(([value]) => value !== theme)
      .map(([value, label]) => ({
        id: `theme-${value}`,
        label,
        also: 'theme appearance mode',
        icon: SunMoon,
        act: { what: 'THEME' as const, theme: value },
      })),
    { id: 'sign-out', label: 'Sign out', also: 'log out', icon: LogOut, act: { what: 'SIGN_OUT' } },
  ];
}

function keyCommand(key: string, label: string, icon: Icon): Command {
  return { id: `key-${key}`, label, icon, keys: [key.toUpperCase()], act: { what: 'KEY', key } };
}

const requirementCommands: readonly Command[] = [
  keyCommand('e', 'Attach evidence', Paperclip),
  keyCommand('t', 'Record a test', FileCheck2),
  keyCommand('c', 'Write a comment', FilePenLine),
  keyCommand('z', 'Undo the last change', Undo2),
];

const themes: readonly [Theme, string][] = [
  ['light', 'Use light colours'],
  ['dark', 'Use dark colours'],
  ['system', 'Use the colours of the system'],
];

function assessmentCommands({ assessmentId, part }: { assessmentId: string; part: string }, role: Role) {
  const base = `/assessments/${assessmentId}`;
  const pages = [
    {
      part: 'assignments',
      label: 'Assign requirements',
      also: 'who answers what',
      icon: UserRoundPen,
      isOpen: isAllowed(role, 'assignment:manage'),
    },
    {
      part: 'review',
      label: 'Review the answers',
      also: '',
      icon: FileCheck2,
      isOpen: isAllowed(role, 'response:review'),
    },
    {
      part: 'questionnaire',
      label: 'Change the questionnaire',
      also: 'saq type picker',
      icon: FilePenLine,
      isOpen: isAllowed(role, 'assessment:manage'),
    },
    { part: 'last-year', label: 'See the answers of last year', also: '', icon: History, isOpen: true },
    {
      part: 'offline',
      label: 'Take it offline',
      also: 'export download xlsx csv workbook',
      icon: Download,
      isOpen: true,
    },
    {
      part: 'sign-off',
      label: 'Review and sign',
      also: 'attestation',
      icon: Signature,
      isOpen: isAllowed(role, 'attestation:read'),
    },
    { part: '', label: 'Go to the overview of this assessment', also: '', icon: ListChecks, isOpen: true },
  ];
  const isChecklist = part === 'requirements' || part === 'table';
  const commands: Command[] = isChecklist
    ? [
        {
          id: 'next',
          label: 'Go to next unanswered requirement',
          icon: ArrowRight,
          keys: ['U'],
          act: { what: 'KEY', key: 'u' },
        },
      ]
    : [];
  if (part === 'table')
    commands.push({
      id: 'one-by-one',
      label: 'Switch to one by one',
      icon: RectangleHorizontal,
      keys: ['V'],
      act: { what: 'KEY', key: 'v' },
    });
  else
    commands.push({
      id: 'table',
      label: 'Switch to table mode',
      icon: Table2,
      ...(isChecklist && { keys: ['V'] }),
      href: `${base}/table` as Route,
    });
  for (const { part: other, label, also, icon, isOpen } of pages)
    if (isOpen && other !== part)
      commands.push({
        id: `assessment-${other || 'overview'}`,
        label,
        ...(also && { also }),
        icon,
        href: (other ? `${base}/${other}` : base) as Route,
      });
  return commands;
}
