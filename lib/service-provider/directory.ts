import { z } from 'zod';
import data from './data/directory.json';
import type { DirectoryProvider } from './model';

const directory = z.strictObject({
  compiledOn: z.iso.date(),
  source: z.string().min(1),
  providers: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z_]+$/),
      name: z.string().min(1),
      website: z.url(),
      scope: z.enum(['CARDS', 'WALLET', 'PAY_LATER', 'NOT_CARDS']),
      note: z.string(),
      methods: z
        .array(
          z.strictObject({
            name: z.string().min(1),
            kind: z.string().min(1),
            usualQuestionnaireId: z.string().nullable(),
            basis: z.enum(['PROVIDER_STATES', 'DERIVED']).nullable(),
            note: z.string(),
            doubt: z.string(),
          }),
        )
        .min(1),
    }),
  ),
});

const parsed = directory.parse(data);

/** Payment providers that the product knows: facts to start from, compiled on a day, to be confirmed. */
export const providerDirectory: readonly DirectoryProvider[] = parsed.providers;
export const directoryCompiledOn = parsed.compiledOn;

/** The entry of a provider that was picked from the directory. */
export function findInDirectory(directoryId: string | null): DirectoryProvider | null {
  return providerDirectory.find((provider) => provider.id === directoryId) ?? null;
}
