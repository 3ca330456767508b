import 'server-only';
import { env } from '@/lib/platform/env';
import { formatDay } from '@/lib/platform/format';
import type { ToRenewView } from '../../model/renewal';
import { endInWords } from '../../rules/renewal';

/** So many items are named one by one; the list in the app has them all. */
const MOST = 30;

/** One mail for all that a person is asked to renew: titles, days and links, never contents. */
export function renewalMail(name: string, items: readonly ToRenewView[]): { subject: string; text: string } {
  const address = (path: string) => new URL(path, env().NEXTAUTH_URL).href;
  const [first] = items;
  const only = items.length === 1 && first ? `“${first.title}” ` : '';
  const lines = items
    .slice(0, MOST)
    .flatMap(({ evidenceId, title, validUntil, days }) => [
      `- ${title}: ${endInWords(formatDay(validUntil), days)}`,
      `  ${address(`/evidence/${evidenceId}`)}`,
    ]);
  return {
    subject: only
      ? `${only}${(first?.days ?? 0) < 0 ? 'has ended' : 'ends soon'}: renew it`
      : `${items.length} pieces of evidence to renew`,
    text: [
      `Hello ${name},`,
      '',
      'you answer for evidence that is in use and ends soon, or has ended. Bring a new version of each, once you have signed in:',
      '',
      ...lines,
      ...(items.length > MOST ? [`and ${items.length - MOST} more`] : []),
      '',
      `All of it: ${address('/dashboard')}`,
      '',
      `You can switch these mails off in your settings: ${address('/settings/account')}`,
      '',
    ].join('\n'),
  };
}
