import { CheckField } from '@/components/ui/choice-field';
import { TextField } from '@/components/ui/text-field';
import { acknowledgementIds, acknowledgements } from '@/lib/attestation/model/outcome';

type SignatureFieldsProps = {
  contentSha256: string;
  officerName: string;
  resultWords: string;
  /** What is only claimed; empty where nothing is. */
  claimedWords: string;
};

/** What an officer says and types in parts 3a and 3b, whichever way they prove who they are. */
export function SignatureFields({
  contentSha256,
  officerName,
  resultWords,
  claimedWords,
}: SignatureFieldsProps) {
  return (
    <>
      <input type="hidden" name="contentSha256" value={contentSha256} />
      <p>
        You attest: <b className="font-medium">{resultWords}</b>.{' '}
        {claimedWords && <span className="tone-soon">{claimedWords}</span>}
      </p>
      {acknowledgementIds.map((id) => (
        <CheckField key={id} name={id} label={acknowledgements[id]} />
      ))}
      <TextField
        name="fullName"
        label="Full name"
        hint={`As part 3b has it: ${officerName}`}
        autoComplete="off"
      />
    </>
  );
}
