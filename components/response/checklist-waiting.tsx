import { TopBar } from '@/components/shell/top-bar';

/** While the list is on its way: where we are, and the width that it will have. */
export function ChecklistWaiting({ name }: { name: string }) {
  return (
    <>
      <TopBar crumbs={[{ label: 'Assessments', href: '/assessments' }, { label: name }]} />
      <main className="page page-fill checklist" id="main" aria-busy="true">
        <p className="sr-only">Opening the checklist</p>
        <span className="bone m-6 w-72" />
      </main>
    </>
  );
}
