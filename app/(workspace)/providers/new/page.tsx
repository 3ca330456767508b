import type { Metadata } from 'next';
import { pageGrant } from '@/app/access';
import { DirectoryPicker } from '@/components/service-provider/directory-picker';
import { ServiceProviderForm } from '@/components/service-provider/service-provider-form';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { findInDirectory, providerDirectory } from '@/lib/service-provider/directory';
import { addServiceProviderAction } from '../actions';

export const metadata: Metadata = { title: 'Add provider' };

export default async function NewProviderPage({ searchParams }: PageProps<'/providers/new'>) {
  await pageGrant('service-provider:manage');
  const { directory: asked } = await searchParams;
  const directory = findInDirectory(typeof asked === 'string' ? asked : null);
  return (
    <Page crumbs={[{ label: 'Providers', href: '/providers' }, { label: 'Add' }]}>
      <PageHead title="Add a service provider" />
      <div className="mb-5">
        <DirectoryPicker
          path="/providers/new"
          providers={providerDirectory}
          chosenId={directory?.id ?? null}
          hint="Fills in name and website. Everything else is added by hand below."
          buttonText="Fill in"
        />
      </div>
      <ServiceProviderForm action={addServiceProviderAction} directory={directory} cancelHref="/providers" />
    </Page>
  );
}
