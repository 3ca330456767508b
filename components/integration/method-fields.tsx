'use client';

import { useState } from 'react';
import { ChoiceGroup } from '@/components/ui/choice-field';
import { SelectField } from '@/components/ui/select-field';
import {
  type Channel,
  channelNames,
  channels,
  type IntegrationMethod,
  type MerchantLevelOverrides,
  methodFacts,
  methodGroups,
  type YearlyTransactions,
} from '@/lib/integration/model';
import { VolumeFields } from './volume-fields';

const methodOptions = methodGroups.map(({ label, methods }) => ({
  label,
  options: methods.map((method) => ({ value: method, label: methodFacts[method].label })),
}));

type MethodFieldsProps = {
  method: IntegrationMethod | null;
  chosen: readonly Channel[];
  yearlyTransactions: YearlyTransactions;
  merchantLevels: MerchantLevelOverrides;
};

/** How cards are taken, over which channels, how often: the method decides which channels can be chosen. */
export function MethodFields(props: MethodFieldsProps) {
  const [method, setMethod] = useState(props.method);
  const [chosen, setChosen] = useState<readonly Channel[]>(props.chosen);
  const [filled, setFilled] = useState(props.method);
  const possible = method ? methodFacts[method].channels : channels;

  function chooseMethod(next: IntegrationMethod | null) {
    setMethod(next);
    if (!next) return;
    const fitting = chosen.filter((channel) => methodFacts[next].channels.includes(channel));
    const [first] = methodFacts[next].channels;
    setChosen(fitting.length === 0 && first ? [first] : fitting);
  }

  // A product was chosen above: it fills the method unless somebody chose another one.
  if (props.method !== filled) {
    setFilled(props.method);
    if (method === null || method === filled) chooseMethod(props.method);
  }

  return (
    <>
      <SelectField
        name="method"
        label="How cards are taken"
        placeholder="Choose one"
        options={methodOptions}
        value={method ?? ''}
        onChange={(event) => chooseMethod((event.target.value || null) as IntegrationMethod | null)}
        hint={
          method ? methodFacts[method].hint : 'Think of the place where the card number is typed or read.'
        }
      />
      <ChoiceGroup
        kind="checkbox"
        name="channels[]"
        label="Channels"
        inline
        choices={channels.map((channel) => ({
          value: channel,
          label: channelNames[channel],
          disabled: !possible.includes(channel),
        }))}
        value={chosen}
        onChange={({ target }) => {
          const channel = target.value as Channel;
          setChosen(target.checked ? [...chosen, channel] : chosen.filter((other) => other !== channel));
        }}
      />
      <VolumeFields
        channels={channels.filter((channel) => chosen.includes(channel))}
        yearlyTransactions={props.yearlyTransactions}
        merchantLevels={props.merchantLevels}
      />
    </>
  );
}
