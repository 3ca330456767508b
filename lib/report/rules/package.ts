import type { AttestationContent, SnapshotEvidence } from '@/lib/attestation/model/snapshot';
import { findingNames } from '@/lib/catalogue/model';
import { toFileName } from './file-name';

/** A file of the evidence as its row says; only what is OPEN goes along. */
export type PackageFile = {
  fileId: string;
  evidenceId: string;
  fileName: string;
  sizeBytes: number;
  sha256: string;
  state: 'OPEN' | 'HELD' | 'DELETED' | 'MISSING';
};

/** What the index says of one use of one file; of evidence without files, one line of it alone. */
export type PackageLine = {
  requirementNumber: string;
  requirementTitle: string;
  answers: string;
  evidence: SnapshotEvidence | null;
  file: { fileName: string; sizeBytes: number; sha256: string; path: string | null; remark: string } | null;
};

/** A file that proves many requirements lies under each of them; a larger one lies under the first, and the index leads there. */
export const COPIED_UP_TO = 32 * 1024 * 1024;

const remarks = {
  OPEN: '',
  HELD: 'not included: it is in quarantine',
  DELETED: 'not included: it was deleted when its retention had ended',
  MISSING: 'not included: it is missing from the storage, or not the one that was received',
};

/**
 * Where each file of an assessment's evidence lies in the package, and the lines of its index: every requirement of the
 * questionnaire in its order, also where nothing is attached. `files` are those of the evidence that the document names; what
 * the document does not name (another version) is left out.
 */
export function planPackage<F extends PackageFile>(
  content: Pick<AttestationContent, 'requirements' | 'evidence'>,
  files: readonly F[],
): { placed: (F & { path: string })[]; lines: PackageLine[] } {
  const placed: (F & { path: string })[] = [];
  const taken = new Map<string, string>();
  const firstPath = new Map<string, string>();

  function place(number: string, file: F): string {
    const first = firstPath.get(file.fileId);
    if (first && file.sizeBytes > COPIED_UP_TO) return first;
    const path = freePath(`evidence/${number}`, toFileName(file.fileName), file.sha256, taken);
    if (!placed.some((one) => one.path === path)) placed.push({ ...file, path });
    firstPath.set(file.fileId, first ?? path);
    return path;
  }

  const lines = content.requirements.flatMap((requirement): PackageLine[] => {
    const about = {
      requirementNumber: requirement.requirementNumber,
      requirementTitle: requirement.title,
      answers: answersInWords(requirement.answers),
    };
    const used = content.evidence.filter(({ requirementNumbers }) =>
      requirementNumbers.includes(requirement.requirementNumber),
    );
    if (used.length === 0) return [{ ...about, evidence: null, file: null }];
    return used.flatMap((evidence): PackageLine[] => {
      if (evidence.files.length === 0) return [{ ...about, evidence, file: null }];
      return evidence.files.map(({ fileName, sizeBytes, sha256 }) => {
        const row = rowOf(files, evidence.id, { fileName, sha256 });
        const path = row?.state === 'OPEN' ? place(requirement.requirementNumber, row) : null;
        const remark = remarks[row?.state ?? 'MISSING'];
        return { ...about, evidence, file: { fileName, sizeBytes, sha256, path, remark } };
      });
    });
  });
  return { placed, lines };
}

/** The same bytes may have come twice: what is open is as good as what is not. */
function rowOf<F extends PackageFile>(
  files: readonly F[],
  evidenceId: string,
  { fileName, sha256 }: { fileName: string; sha256: string },
): F | undefined {
  const same = files.filter((file) => file.evidenceId === evidenceId && file.sha256 === sha256);
  return (
    same.find((file) => file.state === 'OPEN' && file.fileName === fileName) ??
    same.find((file) => file.state === 'OPEN') ??
    same[0]
  );
}

/** A name in a folder that no other file has, whatever system unpacks it. */
function freePath(folder: string, name: string, sha256: string, taken: Map<string, string>): string {
  const [, stem = '', ending = ''] = /^(.*?)(\.[^.]*)?$/s.exec(name) ?? [];
  for (let copy = 1; ; copy += 1) {
    const path = `${folder}/${copy === 1 ? name : `${stem} (${copy})${ending}`}`;
    const key = path.normalize('NFC').toLowerCase();
    const holder = taken.get(key);
    if (holder === sha256) return path;
    if (holder === undefined) {
      taken.set(key, sha256);
      return path;
    }
  }
}

function answersInWords(answers: AttestationContent['requirements'][number]['answers']): string {
  const names = answers.map(({ finding }) => (finding ? findingNames[finding] : 'Unanswered'));
  return [...new Set(names)].join(', ');
}

/** What `sha256sum -c` reads: one line for each file of the package but this one. Paths have nothing to escape. */
export function sumsOf(entries: readonly { path: string; sha256: string }[]): string {
  return entries.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join('');
}
