import { Download } from '@/components/ui/icons';
import { DownloadButton } from '@/components/ui/link-button';
import { Notice } from '@/components/ui/notice';

type TakeOfflineProps = {
  assessmentId: string;
  /** Requirements that the person sees, and all that the questionnaire asks. */
  seen: number;
  total: number;
};

/** The two files, and what they hold. */
export function TakeOffline({ assessmentId, seen, total }: TakeOfflineProps) {
  const base = `/api/assessments/${assessmentId}`;
  return (
    <div className="grid max-w-176 gap-4">
      <p>
        One row for each answer, with its texts, evidence titles, who answers, and tags. The workbook offers
        the answers of this questionnaire as a list and explains itself on its first sheet. CSV holds the same
        for other programs.
      </p>
      {seen < total && (
        <Notice title={`Your part: ${seen} of ${total} requirements.`}>
          The file holds what you may see and says so.
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <DownloadButton href={`${base}/checklist.xlsx`} icon={<Download />}>
          Workbook (XLSX)
        </DownloadButton>
        <DownloadButton href={`${base}/checklist.csv`} icon={<Download />}>
          CSV
        </DownloadButton>
      </div>
      <p className="hint">
        The file holds what your organization says about its security, and nothing guards it once it has left.
        The audit log says that you took it.
      </p>
    </div>
  );
}
