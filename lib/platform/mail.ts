import 'server-only';
import { createTransport, type Transporter } from 'nodemailer';
import { env } from './env';

type Mail = { to: string; subject: string; text: string };

let transport: Transporter | undefined;

/** Whether the administrator has named a mail server. Without one nothing is ever sent. */
export function canSendMail(): boolean {
  return env().SMTP_URL !== undefined;
}

/** Sends one message in plain text through the administrator's own server (SMTP_URL). Throws when it is not taken. */
export async function sendMail({ to, subject, text }: Mail): Promise<void> {
  const { SMTP_URL, MAIL_FROM } = env();
  if (!SMTP_URL) throw new Error('SMTP_URL is not set');
  transport ??= createTransport({
    url: SMTP_URL,
    connectionTimeout: 10_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // An object, not a list to be parsed: an address cannot bring another one along.
  await transport.sendMail({ from: MAIL_FROM, to: { name: '', address: to }, subject, text });
}
