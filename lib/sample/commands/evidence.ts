import 'server-only';
import { Readable } from 'node:stream';
import { currentCatalogueVersionId, listQuestionnaireRequirements } from '@/lib/catalogue/queries';
import { nextRegularDay } from '@/lib/catalogue/rules';
import { addFileEvidence, addTypedEvidence } from '@/lib/evidence/commands/add';
import { linkEvidence } from '@/lib/evidence/commands/link';
import type { ReceivedFile } from '@/lib/evidence/model';
import { storeObject } from '@/lib/evidence/store/objects';
import { renderPdf } from '@/lib/report/pdf/render';
import type { RequirementTarget } from '@/lib/response/model';
import type { IntegrationKey } from '../model/company';
import { accountReviews, providerAttestations, type Round, scannedHosts, scans } from '../model/evidence';
import { accountReview, scanReport } from '../model/files';
import type { Made } from './assessments';
import type { SampleGrants } from './sample';

type Day = (distance: number) => string;
type Kept = { evidenceId: string; collectedOn: string };

/** The newest scan report and account review of each integration: the schedule's records name them. */
export type SampleEvidence = Record<'scans' | 'reviews', Map<IntegrationKey, Kept>>;

/** Keeps the documents of one round, each once, and links them to all assessments of the round that they concern. */
export async function fillEvidence(
  grants: SampleGrants,
  round: Round,
  made: readonly Made[],
  day: Day,
): Promise<SampleEvidence> {
  const attach = grants('evidence:attach');
  const kept: SampleEvidence = { scans: new Map(), reviews: new Map() };
  const targets = (keys: readonly IntegrationKey[], ...numbers: string[]) =>
    made.filter(({ key }) => keys.includes(key)).flatMap((one) => targetsIn(one, numbers));

  for (const scan of scans.filter((one) => one.round === round)) {
    const doneOn = day(-scan.daysAgo);
    const hosts = scan.keys.map((key) => scannedHosts[key]);
    const pdf = await store(
      attach.organizationId,
      `asv-scan-${doneOn}.pdf`,
      await renderPdf(scanReport(doneOn, hosts)),
    );
    const [first = null, ...others] = targets(scan.keys, '11.3.2');
    const details = {
      title: `ASV scan, ${scan.about}, ${doneOn}`,
      note: '',
      evidenceType: 'scan_report',
      collectedOn: doneOn,
      validUntil: nextRegularDay({ every: 3, unit: 'month' }, doneOn),
    } as const;
    const { evidenceId } = await addFileEvidence(attach, details, [pdf], first);
    if (others.length > 0) await linkEvidence(attach, evidenceId, others);
    for (const key of scan.keys) kept.scans.set(key, { evidenceId, collectedOn: doneOn });
  }
  for (const review of accountReviews.filter((one) => one.round === round)) {
    const doneOn = day(-review.daysAgo);
    const csv = await store(
      attach.organizationId,
      `accounts-${doneOn}.csv`,
      Buffer.from(accountReview(doneOn, review.accounts), 'utf8'),
    );
    const [first = null, ...others] = targets(review.keys, '7.2.4', '8.2.1', '8.2.2', '8.2.5');
    const details = {
      title: `Account review, ${review.about}, ${doneOn}`,
      note: 'Checked with the team leads.',
      evidenceType: 'inventory',
      collectedOn: doneOn,
      validUntil: nextRegularDay({ every: 6, unit: 'month' }, doneOn),
    } as const;
    const { evidenceId } = await addFileEvidence(attach, details, [csv], first);
    if (others.length > 0) await linkEvidence(attach, evidenceId, others);
    for (const key of review.keys) kept.reviews.set(key, { evidenceId, collectedOn: doneOn });
  }
  for (const { name, url, keys, attestedOn, validUntil } of providerAttestations(day).filter(
    (one) => one.round === round,
  )) {
    const [first = null, ...others] = targets(keys, '12.8.4');
    const title = `Attestation of compliance, ${name}, ${attestedOn}`;
    const details = { title, url, note: '', collectedOn: attestedOn, validUntil } as const;
    const typed = { kind: 'LINK', evidenceType: 'aoc', ...details } as const;
    const { evidenceId } = await addTypedEvidence(attach, typed, first);
    if (others.length > 0) await linkEvidence(attach, evidenceId, others);
  }
  return kept;
}

function targetsIn({ assessmentId, questionnaireId }: Made, numbers: readonly string[]): RequirementTarget[] {
  return listQuestionnaireRequirements(currentCatalogueVersionId, questionnaireId)
    .filter(({ requirementNumber }) => numbers.includes(requirementNumber))
    .map(({ requirementNumber }) => ({ assessmentId, requirementNumber }));
}

async function store(organizationId: string, fileName: string, content: Buffer): Promise<ReceivedFile> {
  const stored = await storeObject(organizationId, Readable.from([content]), {
    maxBytes: content.byteLength,
    fileName,
  });
  return { ...stored, fileName, isOwn: true };
}
