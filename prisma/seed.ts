// Loads every version of the standard into the database, as its owner.
import pg from 'pg';
import { loadCatalogue } from '@/lib/catalogue/load';
import { catalogueVersionIds, getCatalogue } from '@/lib/catalogue/queries';

const ownerUrl = process.env.DATABASE_OWNER_URL;
if (!ownerUrl) throw new Error('DATABASE_OWNER_URL is not set; the launcher sets it');

const client = new pg.Client({ connectionString: ownerUrl, application_name: 'inplace-catalogue' });
await client.connect();
try {
  for (const versionId of catalogueVersionIds) await loadCatalogue(client, getCatalogue(versionId));
} finally {
  await client.end();
}
