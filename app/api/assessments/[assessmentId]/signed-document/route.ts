import { assertStillOpen, confirmed, routeGrant, routeSession } from '@/app/access';
import { answer } from '@/app/route-answer';
import { bindSignedDocument, fileSignedAttestation } from '@/lib/attestation/commands/file-document';
import { fileSignedFormInput } from '@/lib/attestation/model/input';
import { spendRecordedTurn } from '@/lib/audit-trail/operations/refusal';
import { withReceivedFilesAfter } from '@/lib/evidence/commands/receive';
import { confirmationInput } from '@/lib/person/model';
import { AppError } from '@/lib/platform/errors';
import { parseInput, parseRowId } from '@/lib/platform/parse';

/**
 * Takes a document that was signed outside, from somebody who enters the password again. With the fields of a signature it
 * seals the attestation and is bound to it; without them it is put beside one that is sealed already.
 */
export function POST(
  request: Request,
  { params }: RouteContext<'/api/assessments/[assessmentId]/signed-document'>,
): Promise<Response> {
  return answer(async () => {
    const assessmentId = parseRowId((await params).assessmentId);
    const sign = await routeGrant(request, 'attestation:sign');
    const attach = await routeGrant(request, 'evidence:attach');
    await spendRecordedTurn('upload', attach);
    let session = await routeSession(request);
    const before = async (fields: Record<string, string>) => {
      // What seals carries more than who files it.
      const isSealing = Object.keys(fields).some((name) => !['password', 'code', 'passkey'].includes(name));
      const { password, code, passkey, ...input } = isSealing
        ? parseInput(fileSignedFormInput, { ...fields, assessmentId })
        : { ...parseInput(confirmationInput, fields), input: null };
      const { confirmation, sessionId } = await confirmed(session, { password, code, passkey });
      session = { ...session, sessionId };
      return { input: 'contentSha256' in input ? input : null, confirmation };
    };
    const result = await withReceivedFilesAfter(attach, request, before, async (form, files) => {
      const [file, ...more] = files;
      if (!file || more.length > 0) {
        throw new AppError('INVALID', undefined, { file: ['Choose one file with the signed document.'] });
      }
      // An upload may take longer than a membership lasts.
      await assertStillOpen(session);
      const { confirmation, input } = form;
      return input
        ? fileSignedAttestation({ sign, attach }, confirmation, input, file)
        : bindSignedDocument({ sign, attach }, confirmation, assessmentId, file);
    });
    return Response.json(result, { status: 201, headers: { 'cache-control': 'no-store' } });
  });
}
