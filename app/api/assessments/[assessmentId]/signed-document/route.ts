import { routeGrant } from '@/app/access';
import { answer } from '@/app/route-answer';
import { bindSignedDocument, fileSignedAttestation } from '@/lib/attestation/commands/file-document';
import { fileSignedFormInput } from '@/lib/attestation/model/input';
import { withReceivedFiles } from '@/lib/evidence/commands/receive';
import { confirmPassword } from '@/lib/person/operations';
import { AppError } from '@/lib/platform/errors';
import { parseInput, parseRowId } from '@/lib/platform/parse';

/**
 * Takes a document that was signed outside. With the fields of a signature, the password among them, it seals the
 * attestation and is bound to it; with a file alone it is put beside one that is sealed already.
 */
export function POST(
  request: Request,
  { params }: RouteContext<'/api/assessments/[assessmentId]/signed-document'>,
): Promise<Response> {
  return answer(async () => {
    const assessmentId = parseRowId((await params).assessmentId);
    const sign = await routeGrant(request, 'attestation:sign');
    const attach = await routeGrant(request, 'evidence:attach');
    const result = await withReceivedFiles(attach, request, async (fields, files) => {
      const [file, ...more] = files;
      const form =
        Object.keys(fields).length > 0 ? parseInput(fileSignedFormInput, { ...fields, assessmentId }) : null;
      if (!file || more.length > 0) {
        throw new AppError('INVALID', undefined, { file: ['Choose one file with the signed document.'] });
      }
      if (!form) return bindSignedDocument({ sign, attach }, assessmentId, file);
      const { password, ...input } = form;
      const confirmation = await confirmPassword(sign.actor.userId ?? '', password);
      return fileSignedAttestation({ sign, attach }, confirmation, input, file);
    });
    return Response.json(result, { status: 201, headers: { 'cache-control': 'no-store' } });
  });
}
