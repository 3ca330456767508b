import type { AttestationForm } from '@/lib/attestation/model/form';
import { acknowledgementIds, acknowledgements, outcomeNames } from '@/lib/attestation/model/outcome';
import type { AttestationContent, SnapshotSignature } from '@/lib/attestation/model/snapshot';
import { planRows } from '@/lib/attestation/rules/plan';
import type { Block } from '../model';
import {
  assessorBlocks,
  entityBlocks,
  environmentBlocks,
  productBlocks,
  scopeBlocks,
} from './attestation-scope';
import { type Facts, part } from './part';
import { dayOrDash, orDash, yesNo } from './words';

/** The attestation's parts 1a to 2h and 3 to 4 in the official order and own words. Parts a form lacks are left out. */
export function attestationBlocks(content: AttestationContent, signature: SnapshotSignature | null): Block[] {
  const { form } = content;
  return [
    { kind: 'heading', level: 2, text: 'Attestation of compliance', newPage: true },
    {
      kind: 'paragraph',
      text: 'The parts follow the order of the official form; the wording is our own. The form of the PCI SSC is what counts.',
      muted: true,
    },
    ...entityBlocks(content),
    ...assessorBlocks(form),
    ...scopeBlocks(form),
    ...environmentBlocks(form),
    ...productBlocks(form),
    ...providerBlocks(form),
    ...summaryPartBlocks(content),
    ...eligibilityBlocks(content),
    ...validationBlocks(content, signature),
    ...planBlocks(content),
  ];
}

function providerBlocks(form: AttestationForm): Block[] {
  const { providers } = form;
  return [
    ...part('2f', 'Third-party service providers', [
      { label: 'Handle account data', value: yesNo(providers.handleAccountData) },
      { label: 'Manage components in scope', value: yesNo(providers.manageInScope) },
      { label: 'Could affect security', value: yesNo(providers.couldAffectSecurity) },
    ]),
    ...(providers.providers.length > 0
      ? [
          {
            kind: 'table' as const,
            caption:
              'Third-party service providers and their services; requirement 12.8 applies to all of them',
            columns: [
              { header: 'Provider', share: 0.4 },
              { header: 'Service', share: 0.6 },
            ],
            rows: providers.providers.map((provider) => [orDash(provider.name), orDash(provider.service)]),
          },
        ]
      : []),
  ];
}

function summaryPartBlocks(content: AttestationContent): Block[] {
  const { approach } = content.form;
  const blocks: Block[] = [
    { kind: 'heading', level: 3, text: 'Part 2g. Summary of the assessment' },
    {
      kind: 'paragraph',
      text: 'Every kind of answer that occurs, per principal requirement of this questionnaire.',
      muted: true,
    },
    summaryTable(content),
  ];
  for (const service of approach?.services ?? []) {
    blocks.push({
      kind: 'facts',
      columns: 1,
      items: [{ label: service.service, value: orDash(service.justification) }],
    });
  }
  return blocks;
}

function summaryTable(content: AttestationContent): Block {
  const offered = content.questionnaire.responseOptions;
  const share = 0.6 / offered.length;
  const headers = {
    IN_PLACE: 'In Place',
    IN_PLACE_WITH_CCW: 'With CCW',
    NOT_APPLICABLE: 'Not Applicable',
    NOT_TESTED: 'Not Tested',
    NOT_IN_PLACE: 'Not in Place',
  };
  return {
    kind: 'table',
    caption: 'Kinds of answers per principal requirement',
    columns: [
      { header: 'Requirement', share: 0.4 },
      ...offered.map((finding) => ({ header: headers[finding], share, align: 'end' as const })),
    ],
    rows: content.summary.map((line) => [
      `${line.principalNumber} ${line.title}`,
      ...offered.map((finding) => (line.findings.includes(finding) ? 'Yes' : '–')),
    ]),
  };
}

function eligibilityBlocks(content: AttestationContent): Block[] {
  const { eligibility } = content.form;
  if (!eligibility) return [];
  const words = { YES: 'Yes', NO: 'No', NOT_CONCERNED: 'Does not concern this channel' };
  const answers = new Map(eligibility.criteria.map((entry) => [entry.criterionId, entry.answer]));
  return [
    { kind: 'heading', level: 3, text: `Part 2h. Eligibility for ${content.questionnaire.name}` },
    {
      kind: 'table',
      caption: 'Eligibility criteria and their answers',
      columns: [
        { header: 'Criterion', share: 0.75 },
        { header: 'Answer', share: 0.25 },
      ],
      rows: content.questionnaire.eligibility.map((criterion) => {
        const answer = answers.get(criterion.criterionId) ?? null;
        return [criterion.question, answer ? words[answer] : 'Not answered'];
      }),
    },
  ];
}

function validationBlocks(content: AttestationContent, signature: SnapshotSignature | null): Block[] {
  const { form, result } = content;
  const statement: Facts = [
    { label: 'Completed on', value: dayOrDash(form.completion.completedOn) },
    { label: 'A law prevents a requirement', value: yesNo(form.completion.legalConstraint) },
    ...(result.extent
      ? [
          {
            label: 'Extent',
            value:
              result.extent === 'FULL'
                ? 'Full: all requirements were assessed'
                : 'Partial: some requirements are Not Tested',
          },
        ]
      : []),
    { label: 'Status', value: outcomeNames[result.outcome] },
    ...(result.targetOn ? [{ label: 'Target date', value: dayOrDash(result.targetOn) }] : []),
    ...result.legalExceptions.map((exception) => ({
      label: `Legal exception, ${exception.requirementNumber}`,
      value: orDash(exception.basis),
    })),
  ];
  return [
    ...part('3', 'Validation', statement),
    { kind: 'heading', level: 3, text: 'Part 3a. Acknowledgement' },
    ...(signature
      ? signature.acknowledgements.map((entry): Block => ({ kind: 'paragraph', text: entry.text }))
      : acknowledgementIds.map((id): Block => ({ kind: 'paragraph', text: `[  ] ${acknowledgements[id]}` }))),
    ...part('3b', 'Executive officer', [
      { label: 'Name', value: orDash(signature?.signerName ?? form.officer.name) },
      { label: 'Title', value: orDash(signature?.signerTitle ?? form.officer.title) },
      ...(signature ? signedFacts(signature) : linesToSign('')),
    ]),
    ...(signature && signature.method !== 'UPLOADED' ? [signedInApp(signature)] : []),
    ...part(
      '3c',
      'Qualified security assessor',
      involvement(form.qsa.involved, form.qsa, [
        { label: 'Lead assessor', value: orDash(form.qsa.leadName) },
        { label: 'Signed on', value: dayOrDash(form.qsa.leadSignedOn) },
        { label: 'Officer of the company', value: orDash(form.qsa.officerName) },
        { label: 'Signed on', value: dayOrDash(form.qsa.officerSignedOn) },
        { label: 'Company', value: orDash(form.qsa.company) },
        ...(signature ? [] : [...linesToSign('Lead assessor: '), ...linesToSign('Officer of the company: ')]),
      ]),
    ),
    ...part('3d', 'Internal security assessor', involvement(form.isa.involved, form.isa, [])),
  ];
}

function signedFacts({ method, signedOn, document }: SnapshotSignature): Facts {
  const date = { label: 'Date', value: dayOrDash(signedOn) };
  if (method !== 'UPLOADED') return [date];
  // The hand's own signature is on the pages: a name in script here would be a second one that nobody wrote.
  const pages = document ? `, ${document.fileName}` : '';
  return [{ label: 'Signature', value: `Signed on the filed pages${pages}` }, date];
}

function signedInApp({ method, signerName }: SnapshotSignature): Block {
  const how =
    method === 'BY_LINK' ? 'by a link to the officer’s mailbox and a code' : 'password entered again';
  const lines = [`Signed in Inplace, ${how}`];
  return { kind: 'signatures', items: [{ name: signerName, lines }] };
}

/** A draft may be printed and signed by hand. */
function linesToSign(who: string): Facts {
  return [
    { label: `${who}Signature`, value: '_'.repeat(36) },
    { label: `${who}Date`, value: '_'.repeat(18) },
  ];
}

function involvement(
  involved: boolean | null,
  share: { performedTesting: boolean; otherHelp: boolean; otherHelpDescription: string },
  more: Facts,
): Facts {
  if (!involved) return [{ label: 'Involved', value: yesNo(involved) }];
  return [
    { label: 'Performed testing', value: yesNo(share.performedTesting) },
    { label: 'Helped otherwise', value: share.otherHelp ? orDash(share.otherHelpDescription) : 'No' },
    ...more,
  ];
}

function planBlocks(content: AttestationContent): Block[] {
  if (!content.form.plan || content.form.plan.items.length === 0) return [];
  return [
    { kind: 'heading', level: 3, text: 'Part 4. Action plan' },
    {
      kind: 'table',
      caption: 'When and how each gap will be closed',
      columns: [
        { header: 'Requirement', share: 0.15 },
        { header: 'Compliant', share: 0.15 },
        { header: 'By', share: 0.15 },
        { header: 'Actions', share: 0.55 },
      ],
      rows: planRows(content).map(({ principalNumber, item, isMet }) => [
        principalNumber,
        isMet ? 'Yes' : 'No',
        item ? dayOrDash(item.targetOn) : '',
        item ? orDash(item.actions) : '',
      ]),
    },
  ];
}
