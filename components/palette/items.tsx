import type { Route } from 'next';
import type { ReactNode } from 'react';
import { FileText, History, Plug } from '@/components/ui/icons';
import { StatusGlyph } from '@/components/ui/status';
import { findingNames } from '@/lib/catalogue/model';
import type { PaletteHits } from '@/lib/palette/model';
import { bestFirst, wordsOf } from '@/lib/palette/rules';
import type { Command } from './commands';
import type { Place } from './places';

/** One line of the palette. */
export type Item = {
  id: string;
  icon: ReactNode;
  number?: string;
  label: string;
  detail?: string;
  keys?: readonly string[];
} & Pick<Partial<Extract<Command, { href: Route }>>, 'href'> &
  Pick<Partial<Extract<Command, { act: object }>>, 'act'>;

export type Group = { title: string; items: Item[] };

const PLACES = 5;

/** From this length on, the beginning of a command's name is taken for the command. */
const COMMAND_BEGINS = 3;

/**
 * What is shown for the words; without words the last places and everything that can be done. A command that is typed by
 * its name comes first: "sign out" also stands in the texts of requirements.
 */
export function groupsOf(
  query: string,
  hits: PaletteHits,
  { commands, places, path }: { commands: readonly Command[]; places: readonly Place[]; path: string },
): Group[] {
  const words = wordsOf(query);
  const fitting =
    words.length === 0
      ? commands
      : bestFirst(words, commands, ({ label, also }) => ({ title: label, text: also ?? '' }));
  const typed = query.trim().toLowerCase();
  const isCommand =
    typed.length >= COMMAND_BEGINS && fitting.some(({ label }) => label.toLowerCase().startsWith(typed));
  const done = { title: 'Commands', items: fitting.map(commandItem) };
  const found = [
    {
      title: 'Opened last',
      items:
        words.length === 0
          ? places
              .filter((place) => place.path !== path)
              .slice(0, PLACES)
              .map(placeItem)
          : [],
    },
    { title: 'Requirements', items: hits.requirements.map(requirementItem) },
    { title: 'Evidence', items: hits.evidence.map(evidenceItem) },
    { title: 'Integrations', items: hits.integrations.map(integrationItem) },
  ];
  return (isCommand ? [done, ...found] : [...found, done]).filter(({ items }) => items.length > 0);
}

function requirementItem(hit: PaletteHits['requirements'][number]): Item {
  const { assessmentId, assessmentName, requirementNumber, title, finding } = hit;
  return {
    id: `${assessmentId}-${requirementNumber}`,
    icon: (
      <StatusGlyph
        kind={finding ?? 'UNANSWERED'}
        label={finding === null ? 'Unanswered' : findingNames[finding]}
      />
    ),
    number: requirementNumber,
    label: title,
    detail: assessmentName,
    href: `/assessments/${assessmentId}/requirements/${requirementNumber}` as Route,
  };
}

/** So many of the requirements that an item is used for are named. */
const NAMED = 3;

function evidenceItem({ evidenceId, title, usedBy }: PaletteHits['evidence'][number]): Item {
  const more = usedBy.length - NAMED;
  const named = usedBy.slice(0, NAMED).join(', ');
  return {
    id: evidenceId,
    icon: <FileText />,
    label: title,
    detail: usedBy.length === 0 ? 'not used yet' : `used by ${named}${more > 0 ? ` and ${more} more` : ''}`,
    href: `/evidence/${evidenceId}` as Route,
  };
}

function integrationItem({ integrationId, name, method }: PaletteHits['integrations'][number]): Item {
  return {
    id: integrationId,
    icon: <Plug />,
    label: name,
    detail: method,
    href: `/integrations/${integrationId}` as Route,
  };
}

function placeItem({ path, title, detail }: Place): Item {
  return { id: `place-${path}`, icon: <History />, label: title, detail, href: path as Route };
}

function commandItem({ icon: Icon, also: _, ...command }: Command): Item {
  return { ...command, icon: <Icon /> };
}
