import { cx } from '@/components/ui/class-names';
import { StatusGlyph } from '@/components/ui/status';
import type { Block, Report } from '@/lib/report/model';
import { ReportCell } from './report-cell';

/** The report as a page: the same blocks as the PDF, on paper-like measure, made to be printed too. */
export function ReportView({ report }: { report: Report }) {
  return (
    <article className="mx-auto w-full max-w-[52rem] pb-16 print:max-w-none print:pb-0">
      {report.blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a document never change places
        <ReportBlock key={index} block={block} />
      ))}
    </article>
  );
}

function ReportBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case 'title':
      return (
        <header className="pt-4 pb-5">
          <h1 tabIndex={-1} className="font-serif text-[1.75rem] leading-9 outline-none">
            {block.text}
          </h1>
          <p className="mt-1 text-read text-ink-2">{block.subtitle}</p>
          {block.mark && <p className="mt-2 text-read font-medium text-danger">{block.mark}</p>}
        </header>
      );
    case 'heading':
      return block.level === 2 ? (
        <h2
          className={cx(
            'mt-8 border-t border-ink pt-2 pb-3 font-serif text-lead font-semibold break-after-avoid',
            block.newPage && 'print:break-before-page',
          )}
        >
          {block.text}
        </h2>
      ) : (
        <h3 className="mt-5 pb-1.5 text-read font-semibold break-after-avoid">{block.text}</h3>
      );
    case 'paragraph':
      return (
        <p className={cx('pb-2 whitespace-pre-line', block.muted ? 'text-ui text-ink-3' : 'text-read')}>
          {block.text}
        </p>
      );
    case 'facts':
      return <Facts block={block} />;
    case 'result':
      return <Result block={block} />;
    case 'table':
      return <Table block={block} />;
    case 'signatures':
      return <Signatures block={block} />;
  }
}

function Facts({ block }: { block: Extract<Block, { kind: 'facts' }> }) {
  return (
    <dl className={cx('grid gap-x-8 gap-y-1.5 pb-2 text-read', block.columns === 2 && 'sm:grid-cols-2')}>
      {block.items.map((item) => (
        <div
          key={`${item.label} ${item.value}`}
          className={cx(
            'grid gap-x-4',
            block.columns === 2 ? 'grid-cols-[7rem_1fr]' : 'sm:grid-cols-[13rem_1fr]',
          )}
        >
          <dt className="text-ink-2">{item.label}</dt>
          <dd
            className={cx(
              'min-w-0 whitespace-pre-line',
              item.mono ? 'font-mono text-small break-all' : 'break-words',
            )}
          >
            {item.value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const outcomeGlyph = {
  COMPLIANT: 'IN_PLACE',
  NON_COMPLIANT: 'NOT_IN_PLACE',
  COMPLIANT_WITH_LEGAL_EXCEPTION: 'IN_PLACE_WITH_CCW',
} as const;

function Result({ block }: { block: Extract<Block, { kind: 'result' }> }) {
  return (
    <div className="my-4 flex items-center gap-4 border border-ink px-5 py-4 break-inside-avoid">
      <StatusGlyph kind={outcomeGlyph[block.outcome]} className="size-6 shrink-0" />
      <div>
        <p className="font-serif text-question font-semibold">{block.title}</p>
        <p className="text-read text-ink-2">{block.text}</p>
      </div>
    </div>
  );
}

function Table({ block }: { block: Extract<Block, { kind: 'table' }> }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className="overflow-x-auto print:overflow-visible" aria-label={block.caption} tabIndex={0}>
      <table className="w-full border-collapse text-ui">
        <caption className="sr-only">{block.caption}</caption>
        <thead className="table-header-group">
          <tr className="border-b border-ink text-ink-2">
            {block.columns.map((column) => (
              <th
                key={column.header}
                scope="col"
                className={cx(
                  'py-1.5 pe-3 align-bottom font-normal',
                  column.align === 'end' ? 'text-end' : 'text-start',
                )}
              >
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...block.rows, ...(block.total ? [block.total] : [])].map((row, rowIndex) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a document never change places
            <tr key={rowIndex} className="border-b border-line break-inside-avoid">
              {row.map((cell, index) => (
                <td
                  // biome-ignore lint/suspicious/noArrayIndexKey: a column has no other name than its place
                  key={index}
                  className={cx(
                    'py-1.5 pe-3 align-top',
                    block.columns[index]?.align === 'end' && 'text-end tabular-nums',
                  )}
                >
                  <ReportCell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Signatures({ block }: { block: Extract<Block, { kind: 'signatures' }> }) {
  return block.items.map((item) => (
    <div key={item.name} className="max-w-sm pb-4 break-inside-avoid">
      <p
        aria-hidden="true"
        className="border-b border-ink px-1 pt-3 pb-1 font-serif text-question text-accent italic"
      >
        {item.name}
      </p>
      <p className="pt-2 text-read font-medium">{item.name}</p>
      {item.lines.map((line) => (
        <p key={line} className="text-ui text-ink-2">
          {line}
        </p>
      ))}
    </div>
  ));
}
