import type { FormPart } from '@/lib/attestation/model/form';
import type { DraftView } from '@/lib/attestation/model/view';
import { channelNames } from '@/lib/integration/model';

/** The rows of a part that are not typed but given, with their words. */
export function givenRows(
  part: FormPart,
  view: DraftView,
): { key: string; label: string; note?: string | undefined }[] {
  switch (part) {
    case 'cardRole':
      return (view.form.cardRole?.channels ?? []).map(({ channel }) => ({
        key: channel,
        label: channelNames[channel],
      }));
    case 'approach':
      return (view.form.approach?.services ?? []).map(({ service }) => ({ key: service, label: service }));
    case 'eligibility':
      return view.criteria.map(({ criterionId, question, isConcerned }, index) => ({
        key: criterionId,
        label: `${index + 1}. ${question}`,
        note: isConcerned ? undefined : 'Does not concern this way of taking cards.',
      }));
    case 'plan':
      return (view.form.plan?.items ?? []).map(({ principalNumber }) => ({
        key: principalNumber,
        label: `Requirement ${principalNumber}, ${view.summary.find((line) => line.principalNumber === principalNumber)?.title ?? ''}`,
      }));
    default:
      return [];
  }
}
