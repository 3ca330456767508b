import type { Metadata } from 'next';
import { SettingsFrame } from '@/app/(workspace)/settings/settings-frame';
import { pageGrant } from '@/app/access';
import { TestResult } from '@/components/sign-on/test-result';
import { finishTestAction } from '../actions';

export const metadata: Metadata = { title: 'Test of the sign-on' };

export default async function SignOnTestPage() {
  await pageGrant('organization:manage');
  return (
    <SettingsFrame current="/settings/sign-in" title="Test of the sign-on">
      <TestResult finish={finishTestAction} />
    </SettingsFrame>
  );
}
