import type { ActionResult } from '@/lib/platform/result';

export type FormAction = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;

export type SignOnActions = {
  configure: FormAction;
  changePolicy: FormAction;
  changeMode: FormAction;
  addDomain: FormAction;
  proveDomain: FormAction;
  vouchForDomain: FormAction;
  removeDomain: FormAction;
  changePasswordWay: FormAction;
  unlink: FormAction;
  startTest: () => Promise<ActionResult<{ url: string }>>;
};
