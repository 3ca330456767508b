import 'server-only';
import { z } from 'zod';

/**
 * The one place that reads the process environment. A wrong value stops the start with a sentence that says what to
 * set. Values come from the launcher (`npm run up`) or from the administrator's own environment.
 */
const settings = z.object({
  /** PostgreSQL for the running app: a role that owns nothing and cannot bypass row-level security. */
  DATABASE_APP_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgresql:// address'),
  /** Folder for evidence files and secrets. */
  INPLACE_DATA_DIR: z.string().min(1),
  /** Signs the session cookie; at least 32 characters. */
  NEXTAUTH_SECRET: z.string().min(32, 'must have at least 32 characters'),
  /** Encrypts secrets that are kept in the database; at least 32 characters. Without it they cannot be read again. */
  DATA_KEY: z.string().min(32, 'must have at least 32 characters'),
  /** Signs checkpoints of the audit trail; at least 32 characters. Whoever has it can seal another history. */
  AUDIT_KEY: z.string().min(32, 'must have at least 32 characters'),
  /** The file outside of the database that checkpoints are appended to; without it audit/checkpoints.jsonl in the data folder. */
  AUDIT_JOURNAL: z.string().min(1).optional(),
  /** A time stamp authority (RFC 3161); without it checkpoints get no time stamps. Needs TIMESTAMP_CA. */
  TIMESTAMP_URL: z
    .string()
    .regex(/^https?:\/\//, 'must be an http:// or https:// address')
    .optional(),
  /** A file with the authority's root certificate (PEM). */
  TIMESTAMP_CA: z.string().min(1).optional(),
  /** The address people use, for example https://pci.example.com; decides cookie security and links. */
  NEXTAUTH_URL: z.url(),
  /** The mail server, for example smtps://user:password@mail.example.com; without it no mail is sent. */
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must be an smtp:// or smtps:// address')
    .optional(),
  /** The sender of mails, for example "Inplace <inplace@example.com>". */
  MAIL_FROM: z.string().min(3).default('Inplace <inplace@localhost>'),
  /** A syslog collector that gets every event of the instance, for example tls://siem.example.com:6514. */
  SYSLOG_URL: z
    .string()
    .regex(/^(tls|tcp):\/\/[^/?#@]+:\d+\/?$/, 'must be a tls:// or tcp:// address with a port')
    .optional(),
  /** File with the certificates (PEM) that the collector's is checked against, in place of the system's. */
  SYSLOG_CA: z.string().min(1).optional(),
  /** Webhooks that may lead inside or to any port, as host:port with commas between. Others: port 443 of public addresses. */
  WEBHOOK_ALLOW: z
    .string()
    .regex(/^[^\s,]+:\d+(,[^\s,]+:\d+)*$/, 'must be host:port, with commas between several')
    .optional(),
  /** File with certificates (PEM) that webhooks are checked against, in place of the system's. */
  WEBHOOK_CA: z.string().min(1).optional(),
  /** How many reverse proxies stand in front, each adding one address to X-Forwarded-For. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** Largest evidence file in bytes; an organization may set less. */
  EVIDENCE_MAX_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .default(2 * 1024 * 1024 * 1024),
  /** Keys that wrap the keys of evidence files, each of at least 32 characters, with spaces between: the first wraps, all open. */
  EVIDENCE_KEYS: z.string().min(32, 'must have at least 32 characters').optional(),
  /** File with the same, one a line, for when EVIDENCE_KEYS is not set. It is read again when it changes. */
  EVIDENCE_KEYS_FILE: z.string().min(1).optional(),
  /** An S3-compatible store for evidence, for example https://s3.eu-central-1.amazonaws.com; without it files lie in the data folder. */
  EVIDENCE_S3_ENDPOINT: z
    .string()
    .regex(/^https?:\/\/[^/?#@]+(\/[^?#]*)?$/, 'must be an https:// or http:// address')
    .optional(),
  EVIDENCE_S3_BUCKET: z.string().min(1).optional(),
  EVIDENCE_S3_REGION: z.string().min(1).default('us-east-1'),
  EVIDENCE_S3_KEY_ID: z.string().min(1).optional(),
  EVIDENCE_S3_SECRET: z.string().min(1).optional(),
  /** Stands before the name of each object, for a bucket that others use too: "inplace/". */
  EVIDENCE_S3_PREFIX: z.string().max(200).default(''),
  /** The malware scanner (clamd) that looks at every upload: tcp://host:port or unix:/path; without it none is looked for. */
  CLAMD: z
    .string()
    .regex(/^(tcp:\/\/[^/?#@]+:\d+\/?|unix:\/.+)$/, 'must be tcp://host:port or unix:/path/to/socket')
    .optional(),
  /** Hosts of sign-on providers inside the network, for example "login.corp.example,keycloak:8443"; others must be public. */
  OIDC_ALLOW_HOSTS: z.string().max(2000).default(''),
  /** "yes" lets a provider on this very machine (localhost, 127.0.0.1) answer over http: for trying out and for tests. */
  OIDC_ALLOW_HTTP: z.enum(['yes', 'no']).default('no'),
  /** Where TXT records of e-mail domains are looked up, for example "10.0.0.53"; without it at the system's resolvers. */
  DNS_SERVER: z.string().max(100).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
});

const schema = settings
  .refine((values) => !values.TIMESTAMP_URL || values.TIMESTAMP_CA, {
    path: ['TIMESTAMP_CA'],
    message: 'must name the file with the root certificate of the authority at TIMESTAMP_URL',
  })
  .refine(
    (values) =>
      !values.EVIDENCE_S3_ENDPOINT ||
      (values.EVIDENCE_S3_BUCKET && values.EVIDENCE_S3_KEY_ID && values.EVIDENCE_S3_SECRET),
    {
      path: ['EVIDENCE_S3_ENDPOINT'],
      message: 'takes EVIDENCE_S3_BUCKET, EVIDENCE_S3_KEY_ID and EVIDENCE_S3_SECRET with it',
    },
  )
  .refine((values) => values.EVIDENCE_KEYS || values.EVIDENCE_KEYS_FILE, {
    path: ['EVIDENCE_KEYS'],
    message: 'must have at least 32 characters, or EVIDENCE_KEYS_FILE must name a file with them',
  });

// biome-ignore-start lint/style/noProcessEnv: the one home of the environment
export type Env = z.infer<typeof schema>;

let cached: Env | undefined;

/** Reads and checks the environment once. Throws an Error that names each wrong variable. */
export function env(): Env {
  if (cached) return cached;
  const parsed = schema.safeParse(process.env);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(
      `Settings are missing or wrong. Start with "npm run up", or set:\n  ${lines.join('\n  ')}`,
    );
  }
  cached = parsed.data;
  return cached;
}
// biome-ignore-end lint/style/noProcessEnv: the one home of the environment

/** For the start of a server: ends it when a setting is missing or wrong, with the names of those as its last words. */
export function needSettings(): void {
  try {
    env();
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
