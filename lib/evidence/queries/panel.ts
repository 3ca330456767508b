import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { compareRequirementNumbers } from '@/lib/catalogue/rules';
import { dayIn, toDay } from '@/lib/platform/clock';
import { env } from '@/lib/platform/env';
import { notFound } from '@/lib/platform/errors';
import { formatDay } from '@/lib/platform/format';
import { evidenceKindNames, type PanelItemView, type PanelView } from '../model';
import { lockReason } from '../policy';
import { allowsPreview, deriveValidity, evidenceTypeName } from '../rules';
import type { RequirementTarget } from '../schema';
import { fileFacts, kindOf, numberOf } from './words';

/** The evidence of one requirement of an assessment, ready to draw. Throws NOT_FOUND. */
export async function listRequirementEvidence(
  grant: Grant<'evidence:read'>,
  target: RequirementTarget,
): Promise<PanelView> {
  const { organizationId } = grant;
  const requirementKey = `pci-dss:${target.requirementNumber}`;
  return read(grant, async (tx) => {
    const assessment = await tx.assessment.findFirst({
      where: { organizationId, id: target.assessmentId, responses: { some: { requirementKey } } },
      select: { status: true, archivedAt: true },
    });
    if (!assessment) throw notFound();
    const links = await tx.evidenceLink.findMany({
      where: { organizationId, assessmentId: target.assessmentId, requirementKey, removedAt: null },
      orderBy: { id: 'asc' },
      select: {
        evidence: {
          select: {
            id: true,
            kind: true,
            title: true,
            evidenceType: true,
            url: true,
            note: true,
            validUntil: true,
            receivedAt: true,
            files: {
              select: { id: true, fileName: true, sizeBytes: true, mediaType: true },
              orderBy: { id: 'asc' },
            },
            links: { where: { removedAt: null }, select: { requirementKey: true } },
          },
        },
      },
    });
    return {
      items: links.map(({ evidence }) => itemView(evidence, target.requirementNumber, grant.timeZone)),
      locked: lockReason(assessment),
      maxBytes: env().EVIDENCE_MAX_BYTES,
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
  files: { id: string; fileName: string; sizeBytes: bigint; mediaType: string }[];
  links: { requirementKey: string }[];
};

function itemView(item: Item, here: string, timeZone: string): PanelItemView {
  const kind = kindOf(item.kind);
  const validUntil = item.validUntil && toDay(item.validUntil);
  const [file] = item.files;
  const what = item.files.length > 1 ? `${item.files.length} files` : file ? fileFacts(file) : null;
  const received = `received ${formatDay(dayIn(timeZone, item.receivedAt))}`;
  const elsewhere = new Set(item.links.map((link) => numberOf(link.requirementKey)));
  elsewhere.delete(here);
  return {
    evidenceId: item.id,
    kind,
    title: item.title,
    facts: [evidenceTypeName(item.evidenceType), what ?? evidenceKindNames[kind], received]
      .filter(Boolean)
      .join(', '),
    url: item.url,
    note: kind === 'NOTE' ? item.note : '',
    validity: deriveValidity(validUntil, dayIn(timeZone)),
    validUntil: validUntil ? formatDay(validUntil) : '',
    files: item.files.map((one) => ({
      fileId: one.id,
      fileName: one.fileName,
      facts: fileFacts(one),
      canPreview: allowsPreview(one.mediaType),
    })),
    alsoUsedFor: [...elsewhere].sort(compareRequirementNumbers),
  };
}
