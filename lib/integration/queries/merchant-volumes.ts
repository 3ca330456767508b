import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import type { MerchantLevelOverrides } from '../model';
import { type BrandVolumes, strictestOverrides, sumVolumes } from '../rules/merchant-levels';
import { storedVolumes } from '../schema';

type MerchantVolumes = {
  integrationCount: number;
  volumes: BrandVolumes;
  overrides: MerchantLevelOverrides;
};

/** Transactions of all integrations in use of one legal entity: brands take a merchant's whole volume. */
export function getMerchantVolumes(
  grant: Grant<'integration:read'>,
  legalEntityId: string,
): Promise<MerchantVolumes> {
  return read(grant, async (tx) => {
    const rows = await tx.integration.findMany({
      where: { organizationId: grant.organizationId, legalEntityId, archivedAt: null },
      select: { yearlyTransactions: true, merchantLevels: true },
    });
    const stored = rows.map((row) => storedVolumes.parse(row));
    return {
      integrationCount: stored.length,
      volumes: sumVolumes(stored.map((row) => row.yearlyTransactions)),
      overrides: strictestOverrides(stored.map((row) => row.merchantLevels)),
    };
  });
}
