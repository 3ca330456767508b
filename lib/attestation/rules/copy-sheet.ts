import { findingNames, type QuestionnaireId } from '@/lib/catalogue/model';
import { channelNames } from '@/lib/integration/model';
import { ownValue } from '@/lib/platform/own-value';
import { fieldNames, worksheetFields } from '@/lib/response/model';
import { partFields } from '../model/fields/all';
import type { FieldSpec, PlainField } from '../model/fields/spec';
import type { AttestationForm, FormPart } from '../model/form';
import { acknowledgementIds, acknowledgements, outcomeNames } from '../model/outcome';
import type {
  AttestationContent,
  SnapshotAnswer,
  SnapshotRequirement,
  SnapshotSignature,
} from '../model/snapshot';
import { partName, partsOf, partWords } from './parts';
import { planRows } from './plan';

export type CopyRow = { label: string; value: string };
export type CopySection = { id: string; name: string; title: string; rows: CopyRow[] };

const closing: readonly FormPart[] = ['completion', 'result', 'officer', 'qsa', 'isa', 'plan'];

/** Every value in the order of the official form, to be typed or pasted into a portal. Empty values stay empty texts. */
export function copySheet(content: AttestationContent, signature: SnapshotSignature | null): CopySection[] {
  const parts = partsOf(content.questionnaire.questionnaireId as QuestionnaireId);
  const opening = parts.filter((part) => !closing.includes(part));
  const scope = opening.filter((part) => part !== 'eligibility');
  return [
    ...scope.flatMap((part) => partSection(part, content)),
    { id: 'summary', name: 'Part 2g', title: 'Summary of the assessment', rows: summaryRows(content) },
    ...opening.filter((part) => part === 'eligibility').flatMap((part) => partSection(part, content)),
    ...partSection('completion', content),
    { id: 'answers', name: 'Section 2', title: 'Answers', rows: answerRows(content) },
    ...appendices(content),
    { id: 'validation', name: 'Part 3', title: 'Validation', rows: validationRows(content) },
    acknowledgementSection(signature),
    ...officerSection(content, signature),
    ...(['qsa', 'isa', 'plan'] as const).flatMap((part) => partSection(part, content)),
  ].filter((section) => section.rows.length > 0);
}

function partSection(part: FormPart, content: AttestationContent): CopySection[] {
  const values = content.form[part];
  if (values === null) return [];
  const derived = derivedRows(part, content);
  const labels = givenLabels(part, content);
  const rows = partFields[part].flatMap((spec) => fieldRows(spec, values, labels));
  return [{ id: part, name: partName(part), title: partWords[part].title, rows: [...derived, ...rows] }];
}

/** What stands in a part of the form and follows from elsewhere. */
function derivedRows(part: FormPart, content: AttestationContent): CopyRow[] {
  if (part === 'channels') {
    return [{ label: 'Covered channels', value: channelWords(content.assessment.channels) }];
  }
  if (part === 'plan') {
    return planRows(content).map(({ principalNumber, title, isMet }) => ({
      label: `Requirement ${principalNumber}, ${title}: compliant`,
      value: isMet ? 'Yes' : 'No',
    }));
  }
  return [];
}

function fieldRows(spec: FieldSpec, values: object, labels: Readonly<Record<string, string>>): CopyRow[] {
  const value = (values as Record<string, unknown>)[spec.name];
  switch (spec.kind) {
    case 'YES_NO':
    case 'TICK': {
      const answer = value === true ? 'Yes' : value === false ? 'No' : '';
      const more = value === true ? (spec.whenYes ?? []) : [];
      return [
        { label: spec.label, value: answer },
        ...more.flatMap((inner) => fieldRows(inner, values, labels)),
      ];
    }
    case 'ROWS':
      return rowsOf(value).flatMap((row, index) => columnRows(spec.columns, row, `${spec.row} ${index + 1}`));
    case 'GIVEN_ROWS':
      return rowsOf(value).flatMap((row) => {
        const key = String(row[spec.key]);
        return columnRows(spec.columns, row, ownValue(labels, key) ?? key);
      });
    default: {
      const text = plainText(spec, value);
      return text === '' && spec.optional ? [] : [{ label: spec.label, value: text }];
    }
  }
}

function columnRows(
  columns: readonly PlainField[],
  row: Readonly<Record<string, unknown>>,
  name: string,
): CopyRow[] {
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  return columns.flatMap((column) => {
    const value = plainText(column, row[column.name]);
    if (value === '' && column.optional) return [];
    return [{ label: columns.length === 1 ? title : `${title}: ${column.label}`, value }];
  });
}

function plainText(spec: PlainField, value: unknown): string {
  if (spec.kind === 'CHOICE') {
    return spec.choices.find((choice) => choice.value === value)?.label ?? notConcerned(value);
  }
  return typeof value === 'string' ? value.trim() : '';
}

function notConcerned(value: unknown): string {
  return value === 'NOT_CONCERNED' ? 'Not Applicable' : '';
}

function rowsOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? (value as Record<string, unknown>[]) : [];
}

/** Words for the rows that are given: what each key stands for. */
function givenLabels(part: FormPart, content: AttestationContent): Record<string, string> {
  if (part === 'cardRole') return channelNames;
  if (part === 'eligibility') {
    return Object.fromEntries(
      content.questionnaire.eligibility.map(({ criterionId, question }, index) => [
        criterionId,
        `${index + 1}. ${question}`,
      ]),
    );
  }
  if (part === 'plan') {
    return Object.fromEntries(
      content.summary.map(({ principalNumber, title }) => [
        principalNumber,
        `Requirement ${principalNumber}, ${title}`,
      ]),
    );
  }
  return {};
}

function channelWords(channels: readonly string[]): string {
  return channels.map((one) => channelNames[one as keyof typeof channelNames] ?? one).join(', ');
}

function summaryRows({ summary }: AttestationContent): CopyRow[] {
  return summary.map(({ principalNumber, title, findings }) => ({
    label: `Requirement ${principalNumber}, ${title}`,
    value: findings.map((finding) => findingNames[finding]).join(', '),
  }));
}

function answerRows({ requirements }: AttestationContent): CopyRow[] {
  return eachAnswer(requirements).map(({ label, answer }) => ({
    label,
    value: answer.finding ? findingNames[answer.finding] : '',
  }));
}

function eachAnswer(requirements: readonly SnapshotRequirement[]) {
  return requirements.flatMap(({ requirementNumber, title, answers }) =>
    answers.map((answer) => ({
      number: requirementNumber,
      label: `${requirementNumber} ${answer.label || title}`,
      answer,
    })),
  );
}

/** Appendices B to D and the described results, as the answers oblige to them. */
function appendices({ requirements, audience }: AttestationContent): CopySection[] {
  const answers = eachAnswer(requirements);
  const texts = (holds: (answer: SnapshotAnswer) => boolean, read: (answer: SnapshotAnswer) => string) =>
    answers
      .filter(({ answer }) => holds(answer))
      .map(({ label, answer }) => ({ label, value: read(answer).trim() }));
  const worksheets = answers
    .filter(({ answer }) => answer.finding === 'IN_PLACE_WITH_CCW')
    .flatMap(({ label, answer }) =>
      worksheetFields.map((field) => ({
        label: `${label}: ${fieldNames[field]}`,
        value: answer[field].trim(),
      })),
    );
  return [
    {
      id: 'results',
      name: 'Section 2',
      title: 'Described results',
      rows:
        audience === 'SERVICE_PROVIDER'
          ? texts(
              ({ finding }) => finding !== null,
              ({ resultNote }) => resultNote,
            )
          : [],
    },
    { id: 'worksheets', name: 'Appendix B', title: 'Compensating control worksheets', rows: worksheets },
    {
      id: 'not-applicable',
      name: 'Appendix C',
      title: 'Reasons for Not Applicable',
      rows: texts(
        ({ finding }) => finding === 'NOT_APPLICABLE',
        ({ notApplicableReason }) => notApplicableReason,
      ),
    },
    {
      id: 'not-tested',
      name: 'Appendix D',
      title: 'Reasons for Not Tested',
      rows: texts(
        ({ finding }) => finding === 'NOT_TESTED',
        ({ notTestedReason, notTestedAskedBy }) => `${notTestedReason}\nAsked for by: ${notTestedAskedBy}`,
      ),
    },
  ];
}

function validationRows({ result }: AttestationContent): CopyRow[] {
  return [
    ...(result.extent
      ? [{ label: 'Full or partial assessment', value: result.extent === 'FULL' ? 'Full' : 'Partial' }]
      : []),
    { label: 'Status', value: outcomeNames[result.outcome] },
    ...(result.outcome === 'NON_COMPLIANT'
      ? [{ label: 'Target date for compliance', value: result.targetOn ?? '' }]
      : []),
    ...result.legalExceptions.map(({ requirementNumber, basis }) => ({
      label: `Legal exception, ${requirementNumber}`,
      value: basis,
    })),
  ];
}

/** Part 3a: ticked by the signature; while there is none, nothing is ticked. */
function acknowledgementSection(signature: SnapshotSignature | null): CopySection {
  const rows = signature
    ? signature.acknowledgements.map(({ text }) => ({ label: text, value: 'Yes' }))
    : acknowledgementIds.map((id) => ({ label: acknowledgements[id], value: '' }));
  return { id: 'acknowledgement', name: 'Part 3a', title: 'Acknowledgement', rows };
}

function officerSection(content: AttestationContent, signature: SnapshotSignature | null): CopySection[] {
  const { officer }: AttestationForm = content.form;
  const rows = [
    { label: 'Name', value: signature?.signerName ?? officer.name },
    { label: 'Title', value: signature?.signerTitle ?? officer.title },
    { label: 'Date', value: signature?.signedOn ?? '' },
  ];
  return [{ id: 'officer', name: 'Part 3b', title: partWords.officer.title, rows }];
}
