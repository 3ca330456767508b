import { SectionHead } from '@/components/ui/section-head';
import { cardBrandNames, cardBrands, type MerchantLevelOverrides } from '@/lib/integration/model';
import {
  type BrandVolumes,
  brandsThatNeedReport,
  deriveMerchantLevels,
  deriveServiceProviderLevel,
  validationOf,
} from '@/lib/integration/rules/merchant-levels';
import type { EntityType } from '@/lib/legal-entity/model';

type MerchantLevelsProps = {
  entityType: EntityType;
  /** Of all integrations in use of the legal entity. */
  volumes: BrandVolumes;
  overrides: MerchantLevelOverrides;
  integrationCount: number;
};

/** Level per brand with its reason. A proposal: the acquirer decides, and the section says so. */
export function MerchantLevels({ entityType, volumes, overrides, integrationCount }: MerchantLevelsProps) {
  const counted = `from the yearly transactions of ${integrationCount} ${integrationCount === 1 ? 'integration' : 'integrations'}`;
  if (entityType === 'SERVICE_PROVIDER') return <ServiceProviderLevel volumes={volumes} counted={counted} />;
  const levels = deriveMerchantLevels(volumes, overrides);
  const brands = cardBrands.filter((brand) => levels[brand]);
  const reportBrands = brandsThatNeedReport(levels);
  return (
    <section aria-labelledby="levels-head">
      <SectionHead id="levels-head" title="Merchant level" note={brands.length > 0 ? counted : undefined} />
      {brands.length === 0 ? (
        <p className="text-ink-2">
          Not known yet. Enter the yearly transactions per brand on the integrations of this legal entity.
        </p>
      ) : (
        <>
          <ul className="border-line border-b">
            {brands.map((brand) => {
              const level = levels[brand];
              if (!level) return null;
              const byAcquirer = overrides[brand] !== undefined;
              return (
                <li
                  key={brand}
                  className="grid gap-x-4 border-line border-t py-2 sm:grid-cols-[9rem_5rem_1fr]"
                >
                  <span className="font-medium">{cardBrandNames[brand]}</span>
                  <span>Level {level.level}</span>
                  <span className="text-ink-2">
                    {level.because.charAt(0).toUpperCase() + level.because.slice(1)}.
                    {byAcquirer && level.tableLevel !== null && level.tableLevel !== level.level && (
                      <> By the brand’s table it would be level {level.tableLevel}.</>
                    )}{' '}
                    {validationOf(brand, level.level)} <span className="text-ink-3">{level.doubt}</span>
                  </span>
                </li>
              );
            })}
          </ul>
          {reportBrands.length > 0 && (
            <p className="mt-2">
              <b>Level 1 at {reportBrands.join(' and ')}:</b> a report by an assessor is normally asked for
              there, a questionnaire alone will not do.
            </p>
          )}
          <p className="mt-2 max-w-(--measure) text-ink-3 text-small">
            The thresholds come from pages of the brands and secondary sources. A proposal only: the acquirer
            decides the level. What it has told you is entered on an integration, with the reason.
          </p>
        </>
      )}
    </section>
  );
}

function ServiceProviderLevel({ volumes, counted }: { volumes: BrandVolumes; counted: string }) {
  const { level, doubt } = deriveServiceProviderLevel(volumes);
  const known = volumes.visa !== undefined || volumes.mastercard !== undefined;
  return (
    <section aria-labelledby="levels-head">
      <SectionHead id="levels-head" title="Service provider level" note={known ? counted : undefined} />
      <p className="text-ink-2">
        {known
          ? level === 1
            ? 'Level 1 at Visa and Mastercard: a Report on Compliance instead of a questionnaire.'
            : 'Level 2 at Visa and Mastercard: SAQ D for service providers.'
          : 'Not known yet. Enter the yearly transactions per brand on the integrations of this legal entity.'}{' '}
        <span className="text-ink-3">{doubt}</span>
      </p>
    </section>
  );
}
