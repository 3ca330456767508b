/** The token of the link in a mail as the test's mailbox took it. For tests only. */
export function mailedToken(mail: string | undefined): string {
  return /requested\/([\w-]{43})/.exec(mail ?? '')?.[1] ?? '';
}

/** The subject line of a mail. For tests only. */
export function subjectIn(mail: string | undefined): string {
  return /^Subject: (.*(?:\r\n[ \t].*)*)/m.exec(mail ?? '')?.[1]?.replace(/\r\n[ \t]/g, ' ') ?? '';
}
