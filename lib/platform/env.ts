import 'server-only';
import { z } from 'zod';

/**
 * The one place that reads the process environment. A wrong value stops the start with a sentence that says what to
 * set. Values come from the launcher (`npm run up`) or from the administrator's own environment.
 */
const schema = z.object({
  /** PostgreSQL for the running app: a role that owns nothing and cannot bypass row-level security. */
  DATABASE_APP_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgresql:// address'),
  /** Folder for evidence files and secrets. */
  INPLACE_DATA_DIR: z.string().min(1),
  /** Signs the session cookie; at least 32 characters. */
  NEXTAUTH_SECRET: z.string().min(32, 'must have at least 32 characters'),
  /** The address people use, for example https://pci.example.com; decides cookie security and links. */
  NEXTAUTH_URL: z.url(),
  /** Largest evidence file in bytes. */
  EVIDENCE_MAX_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .default(100 * 1024 * 1024),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
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
