import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { openMailbox } from '@/scripts/testing/mailbox';

let mailbox: Awaited<ReturnType<typeof openMailbox>>;
let sendMail: typeof import('./mail').sendMail;

beforeAll(async () => {
  mailbox = await openMailbox(0);
  vi.stubEnv('SMTP_URL', `smtp://127.0.0.1:${mailbox.port}`);
  vi.stubEnv('MAIL_FROM', 'Inplace <inplace@example.test>');
  vi.resetModules();
  ({ sendMail } = await import('./mail'));
});
beforeEach(() => {
  mailbox.mails.length = 0;
});
afterAll(() => mailbox.close());

const head = (mail = '') => mail.slice(0, mail.indexOf('\r\n\r\n'));

it.each([
  'Invitation to A\r\nBcc: evil@example.test\r\nX: ',
  'Invitation to A\nContent-Type: text/html\n\n<img src=x>',
  'Invitation to A\r\n\r\n<script>1</script>',
  `Invitation to A\u2028Bcc: evil@example.test`,
])('a subject is one line of the head, whatever a name in it holds: %j', async (subject) => {
  await sendMail({ to: 'tom@example.test', subject, text: 'Hello' });
  expect(mailbox.mails).toHaveLength(1);
  const [mail] = mailbox.mails;
  expect(head(mail)).not.toMatch(/^(Bcc|Cc|X): /im);
  expect(head(mail).match(/^To: .*$/gm)).toEqual(['To: tom@example.test']);
  expect(head(mail).match(/^Content-Type: .*$/gim)).toEqual([expect.stringContaining('text/plain')]);
  expect(mail?.slice(head(mail).length).trim()).toBe('Hello');
});

it('an address brings no other one along, and a text no command', async () => {
  const to = 'tom@example.test>, <evil@example.test';
  await sendMail({ to, subject: 'Hello', text: 'Hello' }).catch(() => undefined);
  expect(mailbox.mails.filter((mail) => /^(To|Cc|Bcc):.*<evil@example\.test>/im.test(head(mail)))).toEqual(
    [],
  );
  mailbox.mails.length = 0;
  const text =
    'Hello\r\n.\r\nMAIL FROM:<x@example.test>\r\nRCPT TO:<evil@example.test>\r\nDATA\r\nmore\r\n.\r\n';
  await sendMail({ to: 'tom@example.test', subject: 'Hello', text });
  expect(mailbox.mails).toHaveLength(1);
  expect(mailbox.mails[0]).toContain('RCPT TO:<evil@example.test>');
});
