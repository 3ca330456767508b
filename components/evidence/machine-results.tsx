import { DescriptionList, type Fact } from '@/components/ui/description-list';
import { ExternalLink } from '@/components/ui/icons';
import { SectionHead } from '@/components/ui/section-head';
import { Instant } from '@/components/ui/time';
import type { MachineResultView } from '@/lib/evidence/model/machine';
import { ResultMark } from './result-mark';

type MachineResultsProps = { results: readonly MachineResultView[]; timeZone: string };

/** What a program said with its newest version, and the runs before it. */
export function MachineResults({ results, timeZone }: MachineResultsProps) {
  const [newest, ...before] = results;
  if (!newest) return null;
  return (
    <section aria-labelledby="result-head">
      <SectionHead id="result-head" title="Result" />
      <Result result={newest} timeZone={timeZone} />
      {newest.result === 'FAIL' && (
        <p className="mt-3 max-w-(--measure) text-ink-2">
          It proves nothing now. Once a run passes, it counts again; what was signed stays as it was signed.
        </p>
      )}
      {before.length > 0 && (
        <details className="mt-4">
          <summary className="link w-fit">
            {before.length === 1 ? 'The run before' : `${before.length} runs before`}
          </summary>
          <ul className="mt-2 grid gap-1">
            {before.map((run) => (
              <li key={run.version} className="flex flex-wrap items-center gap-x-3 border-line border-t pt-1">
                <span>Version {run.version}</span>
                <ResultMark result={run.result} />
                <span className="text-ink-3">
                  {nameOf(run)}, <Instant value={run.ranAt} timeZone={timeZone} />
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

const nameOf = ({ tool, toolVersion }: MachineResultView) => (toolVersion ? `${tool} ${toolVersion}` : tool);

function Result({ result, timeZone }: { result: MachineResultView; timeZone: string }) {
  const { source, runUrl, summary, keyName, receivedByName } = result;
  const facts: (Fact | null)[] = [
    { term: 'Result', detail: <ResultMark result={result.result} /> },
    { term: 'Tool', detail: nameOf(result) },
    { term: 'Ran', detail: <Instant value={result.ranAt} timeZone={timeZone} /> },
    source ? { term: 'Source', detail: source } : null,
    runUrl ? { term: 'Run', detail: <RunLink url={runUrl} /> } : null,
    { term: 'Pushed by', detail: `${receivedByName}, with the key ${keyName}` },
  ];
  return (
    <>
      <DescriptionList facts={facts.filter((fact) => fact !== null)} />
      {summary && (
        <p className="mt-3 max-w-(--measure) whitespace-pre-wrap wrap-anywhere text-read">{summary}</p>
      )}
    </>
  );
}

function RunLink({ url }: { url: string }) {
  return (
    <a
      href={url}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="link inline-flex items-center gap-1.5 wrap-anywhere"
    >
      <code>{url.replace(/^https?:\/\//, '')}</code>
      <ExternalLink className="size-3.5" />
      <span className="sr-only">(opens in a new tab)</span>
    </a>
  );
}
