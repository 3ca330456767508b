import { SMTPServer } from 'smtp-server';

/**
 * A mail server for tests: takes every mail on a port of this machine, 0 for a free one. Hands each to `onMail` too.
 */
export async function openMailbox(wantedPort: number, onMail?: (mail: string) => void) {
  const mails: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        // Quoted-printable: a long line is broken with "=" and a break, and "=" itself is "=3D".
        const mail = Buffer.concat(parts)
          .toString('utf8')
          .replace(/=\r?\n/g, '')
          .replaceAll('=3D', '=');
        mails.push(mail);
        onMail?.(mail);
        done();
      });
    },
  });
  await new Promise<void>((done) => server.listen(wantedPort, '127.0.0.1', done));
  const { port } = server.server.address() as { port: number };
  return { mails, port, close: () => new Promise<void>((done) => server.close(() => done())) };
}
