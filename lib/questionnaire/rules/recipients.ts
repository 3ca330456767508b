import type { QuestionnaireId } from '@/lib/catalogue/model';

type Choices = {
  merchantIds: readonly { id: string; acquirerId: string }[];
  acquirers: readonly { id: string; nextDueOn: string | null }[];
};
type Recipients = { merchantIdIds: string[]; acquirerIds: string[]; deadlines: (string | null)[] };

/**
 * Whom a new assessment is proposed to be for. A service provider shows its attestation to customers and brands, not to
 * the acquirer of what it sells itself: nothing is proposed then, nor a deadline derived.
 */
export function proposeRecipients(
  questionnaireId: QuestionnaireId,
  { merchantIds, acquirers }: Choices,
): Recipients {
  if (questionnaireId === 'D-ServiceProvider') return { merchantIdIds: [], acquirerIds: [], deadlines: [] };
  const [onlyNumber] = merchantIds.length === 1 ? merchantIds : [];
  const own = new Set(merchantIds.map((one) => one.acquirerId));
  const near = acquirers.filter((one) => own.has(one.id) || acquirers.length === 1);
  return {
    merchantIdIds: onlyNumber ? [onlyNumber.id] : [],
    acquirerIds: near.length === 1 ? near.map((one) => one.id) : [],
    deadlines: near.map((one) => one.nextDueOn),
  };
}
