import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { compareRequirementNumbers } from '@/lib/catalogue/rules';
import { dayIn, now, toDay } from '@/lib/platform/clock';
import { notFound } from '@/lib/platform/errors';
import { formatDay } from '@/lib/platform/format';
import type { RequirementTarget } from '@/lib/response/model';
import { unsafeReadGroundsOf } from '@/lib/review/queries/grounds';
import { evidenceKindNames, type PanelItemView, type PanelView } from '../model';
import { lockReason } from '../policy';
import { deriveValidity, evidenceTypeName, opensInTab } from '../rules';
import { scanMark } from '../words';
import { askersGone } from './askers';
import { cadenceOf } from './cadence';
import { limitIn } from './limit';
import { failureOf, type MachineResultRow, machineFacts, newestResult } from './machine';
import { rejectionOf, reviewFields, unsafeRejectedIds } from './review';
import { type ScanRow, scanFields, scanView, versionInForce, wasOpenAt } from './scan-view';
import { fileFacts, kindOf, numberOf } from './words';

/** The evidence of one requirement of an assessment, ready to draw. Throws NOT_FOUND. */
export async function listRequirementEvidence(
  grant: Grant<'evidence:read'>,
  target: RequirementTarget,
): Promise<PanelView> {
  const { organizationId } = grant;
  const requirementKey = `pci-dss:${target.requirementNumber}`;
  return read(grant, async (tx) => {
    const grounds = await unsafeReadGroundsOf(tx, organizationId, target.assessmentId, requirementKey);
    const assessment = await tx.assessment.findFirst({
      where: { organizationId, id: target.assessmentId, responses: { some: { requirementKey } } },
      select: { status: true, archivedAt: true, signedAt: true },
    });
    if (!assessment) throw notFound();
    const rejected = await unsafeRejectedIds(tx, organizationId);
    const links = await tx.evidenceLink.findMany({
      where: { organizationId, assessmentId: target.assessmentId, requirementKey, removedAt: null },
      orderBy: { id: 'asc' },
      select: {
        signedVersion: true,
        evidence: {
          select: {
            fileVersion: true,
            id: true,
            kind: true,
            title: true,
            evidenceType: true,
            url: true,
            note: true,
            validUntil: true,
            receivedAt: true,
            files: {
              select: {
                id: true,
                fileName: true,
                sizeBytes: true,
                mediaType: true,
                fileVersion: true,
                ...scanFields,
              },
              orderBy: { id: 'asc' },
            },
            links: { where: { removedAt: null }, select: { requirementKey: true } },
            // What was signed is shown with what had been said by then.
            results: assessment.signedAt
              ? { ...newestResult, where: { receivedAt: { lte: assessment.signedAt } } }
              : newestResult,
            reviewState: true,
            reviews: { select: reviewFields, orderBy: { number: 'desc' } },
            requests: {
              where: { assessmentId: target.assessmentId, requirementKeys: { has: requirementKey } },
              select: { answeredByName: true },
            },
          },
        },
      },
    });
    const asked = await tx.evidenceRequest.findMany({
      where: {
        organizationId,
        assessmentId: target.assessmentId,
        requirementKeys: { has: requirementKey },
        answeredAt: null,
        withdrawnAt: null,
        expiresAt: { gt: now() },
        NOT: { memberId: null, createdById: { in: await askersGone(tx, organizationId) } },
      },
      orderBy: { id: 'asc' },
      select: { id: true, title: true, recipientName: true, expiresAt: true },
    });
    return {
      items: links.map(({ evidence: { files, ...evidence }, signedVersion }) => {
        // What was signed goes on being what is shown here, whatever came after it, or out of quarantine after it. In an open
        // assessment the version before stays beside a newer one that nobody can open yet.
        const inOpen = [evidence.fileVersion, versionInForce(files)];
        const isShown = (file: ScanRow & { fileVersion: number }) =>
          assessment.status === 'OPEN'
            ? inOpen.includes(file.fileVersion)
            : file.fileVersion === (signedVersion ?? 1) && wasOpenAt(file, assessment.signedAt);
        const item = { ...evidence, files: files.filter(isShown) };
        return {
          ...itemView(item, target.requirementNumber, grant.timeZone),
          ...countingIn(assessment, { ...evidence, signedVersion }, rejected),
        };
      }),
      asked: asked.map(({ id, title, recipientName, expiresAt }) => ({
        requestId: id,
        title,
        recipientName,
        untilOn: formatDay(dayIn(grant.timeZone, new Date(expiresAt.getTime() - 1))),
      })),
      grounds,
      locked: lockReason(assessment),
      maxBytes: await limitIn(tx, organizationId),
      cadence: cadenceOf([target.requirementNumber]),
      today: dayIn(grant.timeZone),
    };
  });
}

type Item = {
  id: string;
  kind: string;
  title: string;
  evidenceType: string;
  url: string;
  note: string;
  validUntil: Date | null;
  receivedAt: Date;
  files: ({
    id: string;
    fileName: string;
    sizeBytes: bigint;
    mediaType: string;
    fileVersion: number;
  } & ScanRow)[];
  links: { requirementKey: string }[];
  results: MachineResultRow[];
  requests: { answeredByName: string }[];
};

type Counted = {
  id: string;
  reviewState: string;
  reviews: readonly { outcome: string; reason: string; byName: string; at: Date }[];
  results: readonly MachineResultRow[];
  signedVersion: number | null;
};

/** Why an item does not count, or that it was accepted; in a signed assessment what had been said when it was signed. */
function countingIn(
  { status, signedAt }: { status: string; signedAt: Date | null },
  { id, reviewState, reviews, results, signedVersion }: Counted,
  rejected: readonly string[],
): Pick<PanelItemView, 'rejection' | 'failure' | 'isAccepted'> {
  if (status === 'OPEN') {
    const isRejected = rejected.includes(id);
    return {
      rejection: isRejected ? rejectionOf(reviews) : null,
      failure: failureOf(results),
      isAccepted: !isRejected && reviewState === 'ACCEPTED',
    };
  }
  const before = reviews.filter(({ at }) => signedAt !== null && at <= signedAt);
  // Version 0: it was no evidence of what was signed.
  return {
    rejection: signedVersion === 0 ? rejectionOf(before) : null,
    failure: signedVersion === 0 ? failureOf(results) : null,
    isAccepted: false,
  };
}

function itemView(
  item: Item,
  here: string,
  timeZone: string,
): Omit<PanelItemView, 'rejection' | 'failure' | 'isAccepted'> {
  const kind = kindOf(item.kind);
  const validUntil = item.validUntil && toDay(item.validUntil);
  const [file] = item.files;
  const newest = Math.max(...item.files.map((one) => one.fileVersion));
  const files = item.files.length > 1 ? `${item.files.length} files` : file ? fileFacts(file) : null;
  const what = machineFacts(item.results) ?? files;
  const received = `received ${formatDay(dayIn(timeZone, item.receivedAt))}`;
  const [answer] = item.requests;
  const elsewhere = new Set(item.links.map((link) => numberOf(link.requirementKey)));
  elsewhere.delete(here);
  return {
    evidenceId: item.id,
    kind,
    title: item.title,
    facts: [
      evidenceTypeName(item.evidenceType),
      what ?? evidenceKindNames[kind],
      received,
      answer && `answered by ${answer.answeredByName}`,
    ]
      .filter(Boolean)
      .join(', '),
    url: item.url,
    note: kind === 'NOTE' ? item.note : '',
    validity: deriveValidity(validUntil, dayIn(timeZone)),
    validUntil: validUntil ? formatDay(validUntil) : '',
    files: item.files.map((one) => ({
      fileId: one.id,
      fileName: one.fileName,
      facts: one.fileVersion === newest ? fileFacts(one) : `version ${one.fileVersion}, ${fileFacts(one)}`,
      canPreview: opensInTab(one.mediaType),
      isOpen: one.state === 'AVAILABLE',
      scanMark: scanMark([scanView(one)]),
    })),
    alsoUsedFor: [...elsewhere].sort(compareRequirementNumbers),
  };
}
