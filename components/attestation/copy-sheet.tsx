import { SectionHead } from '@/components/ui/section-head';
import type { CopyRow, CopySection } from '@/lib/attestation/rules/copy-sheet';
import { CopyValue } from './copy-value';

/** Every value in the order of the official form, made to be carried over into a portal field by field. */
export function CopySheet({ sections }: { sections: readonly CopySection[] }) {
  return (
    <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[14rem_minmax(0,1fr)]">
      <nav aria-label="Parts of the form" className="self-start lg:sticky lg:top-16">
        <ul className="grid gap-0.5">
          {sections.map((section) => (
            <li key={section.id}>
              <a
                className="flex min-h-6 gap-2 text-ink-2 hover:text-ink hover:underline"
                href={`#${section.id}`}
              >
                <span className="w-20 flex-none whitespace-nowrap text-ink-3">{section.name}</span>
                {section.title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="grid gap-7">
        {sections.map((section) => (
          <section
            key={section.id}
            id={section.id}
            aria-labelledby={`h-${section.id}`}
            className="scroll-mt-16"
          >
            <SectionHead id={`h-${section.id}`} title={`${section.name}: ${section.title}`} />
            <ul className="border-line border-y">
              {section.rows.map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a sheet never change places
                <SheetRow key={index} row={row} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  );
}

function SheetRow({ row }: { row: CopyRow }) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 border-line border-t py-1 first:border-0 md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto]">
      <span className="col-span-2 text-ink-3 md:col-span-1">{row.label}</span>
      {row.value === '' ? (
        <span className="text-ink-3">Not filled in</span>
      ) : (
        <CopyValue label={row.label} value={row.value} />
      )}
    </li>
  );
}
