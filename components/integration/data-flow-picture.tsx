import { useId } from 'react';
import { boxLines } from '@/lib/integration/rules/box-lines';
import { type DataFlow, dataFlowSteps, type FlowBox } from '@/lib/integration/rules/data-flow';

type Place = { x: number; y: number; width: number; height: number };

const line = 114;
const relayAt = { x: 353, width: 136 };
const columns = {
  direct: { provider: { x: 470, width: 150 }, onward: { x: 714, width: 145 } },
  relayed: { provider: { x: 544, width: 130 }, onward: { x: 728, width: 131 } },
};

/** First line and the distance to the next, by how many lines there are. */
const baselines = { 2: [22, 17], 3: [16, 14.5] } as const;

/** A box; what holds card data has a 2 px ink border. About 7 px a letter fit. */
function Box({ box, at }: { box: FlowBox; at: Place }) {
  const { titles, notes } = boxLines(box, Math.floor((at.width - 26) / 6.6));
  const look = box.holdsCardData ? 'fill-surface stroke-2 stroke-ink' : 'fill-surface stroke-line-control';
  const [first, step] = baselines[titles.length + notes.length > 2 ? 3 : 2];
  const lineAt = (index: number) => ({ x: at.x + 13, y: at.y + first + index * step });
  return (
    <>
      <rect {...at} rx="5" className={look} />
      {titles.map((words, index) => (
        <text key={words} {...lineAt(index)} className="fill-ink">
          {words}
        </text>
      ))}
      {notes.map((words, index) => (
        <text key={words} {...lineAt(titles.length + index)} className="fill-ink-3" fontSize="12">
          {words}
        </text>
      ))}
    </>
  );
}

/** What comes back from the provider, and what is kept, to the systems at the end. */
function Home({ flow, provider }: { flow: DataFlow; provider: { x: number; width: number } }) {
  const { keptFrom } = flow;
  const middle = provider.x + provider.width / 2;
  const ink = keptFrom === 'PROVIDER' ? 'ink' : 'ink-3';
  const at = keptFrom === 'RELAY' ? relayAt : provider;
  const relayMiddle = relayAt.x + relayAt.width / 2;
  // Beside the provider where the server in front of it feeds them: the result then turns the corner.
  const back = keptFrom === 'RELAY' ? `V206H${at.x + at.width + 8}` : 'V173';
  const head = keptFrom === 'RELAY' ? `M${at.x + at.width + 1} 206l7-4v8z` : `M${middle} 180l-4-7h8z`;
  return (
    <>
      <path
        d={`M${middle} 140${back}`}
        className={ink === 'ink' ? 'stroke-2 stroke-ink' : 'stroke-ink-3'}
        strokeDasharray={ink === 'ink' ? undefined : '4 3'}
      />
      <path d={head} className={ink === 'ink' ? 'fill-ink' : 'fill-ink-3'} />
      <text x={middle + 12} y="164" className={ink === 'ink' ? 'fill-ink' : 'fill-ink-3'} fontSize="12">
        {flow.back}
      </text>
      {keptFrom === 'RELAY' && (
        <>
          <path d={`M${relayMiddle} 140V173`} className="stroke-2 stroke-ink" />
          <path d={`M${relayMiddle} 180l-4-7h8z`} className="fill-ink" />
          <text x={relayMiddle + 12} y="164" className="fill-ink" fontSize="12">
            Card data kept
          </text>
        </>
      )}
      {keptFrom === 'YOURS' && <Arrow from={245} to={at.x - 1} y={191} label="Card data kept" />}
      <Box box={flow.home} at={{ x: at.x, y: 181.5, width: at.width, height: 50 }} />
    </>
  );
}

/** Solid ink: card data. Dashed grey: token or result. */
function Arrow({ from, to, y = line, label }: { from: number; to: number; y?: number; label?: string }) {
  return (
    <>
      <path d={`M${from} ${y}H${to - 7}`} className="stroke-2 stroke-ink" />
      <path d={`M${to} ${y}l-7-4v8z`} className="fill-ink" />
      {label && (
        <text x={(from + to) / 2} y={y - 9} textAnchor="middle" className="fill-ink">
          {label}
        </text>
      )}
    </>
  );
}

/** Where card data goes, drawn on the server. Narrow places get the same as steps. */
export function DataFlowPicture({ flow }: { flow: DataFlow }) {
  const id = useId();
  const steps = dataFlowSteps(flow);
  const { provider, onward } = flow.relay ? columns.relayed : columns.direct;
  const boxY = { y: line - 25, height: 50 };
  return (
    <div className="@container">
      <svg
        viewBox="0 0 860 232"
        role="img"
        aria-labelledby={`${id}-title ${id}-desc`}
        className="@2xl:block hidden h-auto w-full font-sans"
        fontSize="13"
        fill="none"
      >
        <title id={`${id}-title`}>Where card data goes</title>
        <desc id={`${id}-desc`}>{steps.join(' ')}</desc>
        <rect x="0.5" y="0.5" width="258" height="213" rx="7" className="fill-sunken stroke-line-strong" />
        <text x="14" y="22" className="fill-ink-2">
          {flow.place}
        </text>
        {flow.entryInYours ? (
          <Box box={flow.yours} at={{ x: 14.5, y: 34.5, width: 230, height: 164 }} />
        ) : (
          <Box box={flow.yours} at={{ x: 14.5, y: 150.5, width: 230, height: 50 }} />
        )}
        <Box
          box={flow.entry}
          at={
            flow.entryInYours
              ? { x: 29, y: 88, width: 202, height: 52 }
              : { x: 15, y: 88, width: 229, height: 52 }
          }
        />
        {flow.relay ? (
          <>
            <Arrow from={flow.entryInYours ? 231 : 244} to={352} label={flow.carried} />
            <Box box={flow.relay} at={{ ...relayAt, ...boxY }} />
            <Arrow from={489} to={provider.x - 1} />
          </>
        ) : (
          <Arrow from={flow.entryInYours ? 231 : 244} to={provider.x - 1} label={flow.carried} />
        )}
        <Box box={flow.provider} at={{ ...provider, ...boxY }} />
        <Arrow from={provider.x + provider.width} to={onward.x - 1} />
        <Box box={flow.onward} at={{ ...onward, ...boxY }} />
        <Home flow={flow} provider={provider} />
        <g fontSize="12" className="fill-ink-3">
          <path d="M622 16h26" className="stroke-2 stroke-ink" />
          <text x="656" y="20">
            card data
          </text>
          <path d="M732 16h26" className="stroke-ink-3" strokeDasharray="4 3" />
          <text x="766" y="20">
            token or result
          </text>
        </g>
      </svg>
      <ol className="@2xl:hidden list-decimal ps-5 text-read">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className="mt-2 text-ink-3 text-small">
        Drawn from the method and the facts on this page. It does not replace the data-flow diagram of 1.2.4,
        which you keep yourself.
      </p>
    </div>
  );
}
