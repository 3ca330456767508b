import type { MerchantLevelOverrides } from '@/lib/integration/model';
import { type CardBrand, cardBrandNames, cardBrands } from '@/lib/integration/model';
import {
  type BrandVolumes,
  deriveMerchantLevels,
  deriveServiceProviderLevel,
  validationOf,
} from '@/lib/integration/rules/merchant-levels';
import type { EntityType, PickerContext } from '../model/facts';

/** Levels that bear on the question whether the entity may assess itself: level 1, and Mastercard's level 2. */
export function levelNotes(
  entityType: EntityType,
  volumes: BrandVolumes,
  overrides: MerchantLevelOverrides,
): PickerContext['levelNotes'] {
  if (entityType === 'SERVICE_PROVIDER') {
    const { level, doubt } = deriveServiceProviderLevel(volumes);
    return level === 1 ? [{ level, words: `By its transactions the entity is level 1. ${doubt}` }] : [];
  }
  const levels = deriveMerchantLevels(volumes, overrides);
  return cardBrands.flatMap((brand) => {
    const derived = levels[brand];
    if (!derived || !bears(brand, derived.level)) return [];
    const words = `${cardBrandNames[brand]}, level ${derived.level} (${derived.because}): ${validationOf(brand, derived.level)}`;
    return [{ level: derived.level, words }];
  });
}

function bears(brand: CardBrand, level: number): boolean {
  return level === 1 || (brand === 'mastercard' && level === 2);
}
