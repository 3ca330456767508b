import { CopyField } from '@/components/ui/copy-field';
import type { Asked } from '@/lib/evidence-request/model';

/** What became of the mail, and the link, once. */
export function AskedResult({ asked }: { asked: Asked }) {
  return (
    <>
      <p className="text-ink-2 text-read" role="status">
        {mailWords(asked)}
      </p>
      {asked.link && (
        <>
          <CopyField label="Link" value={asked.link} copyText="Copy" copiedText="Copied" />
          <p className="hint">
            It works for one answer and is not shown again. Whoever has it can send files in the name of{' '}
            {asked.recipientName}, so what comes by it is marked as sent by a link that you handed over.
          </p>
        </>
      )}
    </>
  );
}

function mailWords({ recipientName, isOutside, mailed, link }: Asked): string {
  if (mailed === 'SENT') {
    return `${recipientName} is told by mail. You get one too when the answer is here.`;
  }
  if (link) return `No mail server is set up. Pass this link on to ${recipientName} yourself.`;
  if (mailed === 'FAILED' && isOutside)
    return `The mail could not be sent, so ${recipientName} has no link yet. Check the address on the request’s page, and remind them from there to try again.`;
  const why = mailed === 'FAILED' ? 'The mail could not be sent.' : 'No mail server is set up.';
  return `${why} Tell ${recipientName} yourself: the request stands on their overview.`;
}
