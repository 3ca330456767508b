'use client';

import { useActionForm } from '@/components/ui/action-form-context';
import { ChevronRight } from '@/components/ui/icons';
import { SelectField } from '@/components/ui/select-field';
import { TextField } from '@/components/ui/text-field';
import {
  type Channel,
  cardBrandNames,
  cardBrands,
  channelNames,
  type MerchantLevelOverrides,
  type YearlyTransactions,
} from '@/lib/integration/model';

type VolumeFieldsProps = {
  channels: readonly Channel[];
  yearlyTransactions: YearlyTransactions;
  merchantLevels: MerchantLevelOverrides;
};

/** Transactions per brand and channel, and the level that the acquirer has set where it has. */
export function VolumeFields({ channels, yearlyTransactions, merchantLevels }: VolumeFieldsProps) {
  const { fieldErrors } = useActionForm();
  const hasValues = Object.keys(yearlyTransactions).length + Object.keys(merchantLevels).length > 0;
  const hasErrors = Object.keys(fieldErrors).some((name) =>
    /^(yearlyTransactions|merchantLevels)\./.test(name),
  );
  return (
    <details className="group border-line border-y py-3" open={hasValues || hasErrors}>
      <summary className="flex items-center gap-1.5 font-semibold text-read">
        <ChevronRight className="group-open:rotate-90" />
        Yearly transactions and merchant level
      </summary>
      <p className="mt-1 mb-3 max-w-(--measure) text-ink-2">
        Numbers of the last twelve months give the merchant level. Leave empty what you do not know. Where the
        acquirer has set another level, choose it and say how you know.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="scroll-x" aria-label="Yearly transactions per brand" tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Brand</th>
              {channels.map((channel) => (
                <th key={channel} scope="col">
                  {channelNames[channel]}
                </th>
              ))}
              <th scope="col">Level set by acquirer</th>
              <th scope="col">How you know</th>
            </tr>
          </thead>
          <tbody>
            {cardBrands.map((brand) => (
              <tr key={brand}>
                <th scope="row" className="whitespace-nowrap">
                  {cardBrandNames[brand]}
                </th>
                {channels.map((channel) => (
                  <td key={channel} className="min-w-32 py-1.5 align-top">
                    <TextField
                      name={`yearlyTransactions.${brand}.${channel}`}
                      label={`${cardBrandNames[brand]}, ${channelNames[channel]}`}
                      labelHidden
                      inputMode="numeric"
                      autoComplete="off"
                      defaultValue={yearlyTransactions[brand]?.[channel]?.toLocaleString('en')}
                    />
                  </td>
                ))}
                <td className="min-w-28 py-1.5 align-top">
                  <SelectField
                    name={`merchantLevels.${brand}.level`}
                    label={`${cardBrandNames[brand]}, level set by acquirer`}
                    labelHidden
                    placeholder="not set"
                    options={(brand === 'jcb' ? [1, 2] : [1, 2, 3, 4]).map((level) => ({
                      value: String(level),
                      label: `Level ${level}`,
                    }))}
                    defaultValue={merchantLevels[brand]?.level ?? ''}
                  />
                </td>
                <td className="min-w-40 py-1.5 align-top">
                  <TextField
                    name={`merchantLevels.${brand}.reason`}
                    label={`${cardBrandNames[brand]}, how you know`}
                    labelHidden
                    autoComplete="off"
                    defaultValue={merchantLevels[brand]?.reason}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
