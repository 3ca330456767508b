import { useEffect, useState } from 'react';
import type { EvidenceChoices } from '@/lib/evidence/model/fields';
import { readChoices } from './panel-api';

/** Whom and what there is to choose from, once it has come. */
export function useChoices(): EvidenceChoices | undefined {
  const [choices, setChoices] = useState<EvidenceChoices>();
  useEffect(() => {
    let isHere = true;
    void readChoices().then((read) => {
      if (isHere && read) setChoices(read);
    });
    return () => {
      isHere = false;
    };
  }, []);
  return choices;
}
