import { findingNames } from '@/lib/catalogue/model';
import { formatInstant } from '@/lib/platform/format';
import { maxName, maxText } from '@/lib/response/model';
import { columns, type ExchangeSheet, formatVersion } from '../model';

export type ExplanationLine = { label: string; words: string };

/** The first sheet of a workbook: what this is, and what may be changed in it. */
export function explanationOf(
  sheet: ExchangeSheet,
  { exportedAt, timeZone, personName }: { exportedAt: Date; timeZone: string; personName: string },
): ExplanationLine[] {
  const seen = new Set(sheet.rows.map(({ requirementNumber }) => requirementNumber)).size;
  const may = columns.filter(({ isReadOnly }) => !isReadOnly).map(({ heading }) => heading);
  return [
    { label: 'Assessment', words: sheet.assessmentName },
    { label: 'Questionnaire', words: `${sheet.questionnaireName}, ${sheet.standard}` },
    {
      label: 'Holds',
      words: sheet.isPart
        ? `A part: ${seen} of ${sheet.requirementNumbers.length} requirements, those that ${personName} sees. It says nothing about the others.`
        : `The whole checklist: ${seen} requirements in ${sheet.rows.length} answer rows.`,
    },
    {
      label: 'Taken offline',
      words: `${formatInstant(exportedAt, timeZone)} (${timeZone}) by ${personName}`,
    },
    { label: 'Assessment id', words: sheet.assessmentId },
    { label: 'Format', words: `Inplace checklist ${formatVersion}` },
    { label: '', words: '' },
    {
      label: 'What to do',
      words: 'Answer on the sheet Checklist, save the file, and bring it back in Inplace.',
    },
    { label: 'You may change', words: `The white columns: ${may.join(', ')}.` },
    {
      label: 'Leave alone',
      words:
        'The grey columns. Inplace needs them to find each answer again; what you write there is not taken. Do not change the headings. You may sort, filter, and take out rows that you do not need.',
    },
    {
      label: 'Answer',
      words: `${sheet.options.map((option) => findingNames[option]).join(', ')}, or empty for unanswered.`,
    },
    { label: 'Dates', words: 'As year-month-day, for example 2026-11-25.' },
    {
      label: 'Texts',
      words: `Up to ${maxText.toLocaleString('en')} characters, names up to ${maxName}. Never write a card number.`,
    },
    {
      label: 'Evidence',
      words: 'Files stay in Inplace and are added there. This file only names them.',
    },
    {
      label: 'Tags',
      words:
        'Tags and assignments belong to a whole requirement. They are shown to filter by, and changed in Inplace.',
    },
    {
      label: 'Meanwhile',
      words:
        'Others may go on answering. When you bring the file back you first see every difference; what somebody else has changed since is kept unless you choose yours.',
    },
    {
      label: 'Keep it safe',
      words:
        'This file holds what your organization says about its security. Inplace does not guard it any more.',
    },
  ];
}
