import { useId } from 'react';
import { type DataFlow, dataFlowSteps, type FlowBox } from '@/lib/integration/rules/data-flow';

type Place = { x: number; y: number; width: number; height: number };

const line = 114;
const columns = {
  direct: { provider: { x: 470, width: 150 }, onward: { x: 714, width: 145 } },
  relayed: { provider: { x: 544, width: 130 }, onward: { x: 728, width: 131 } },
};

function clip(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

/** A box; what holds card data has a 2 px ink border. About 7 px a letter fit. */
function Box({ box, at }: { box: FlowBox; at: Place }) {
  const letters = Math.floor((at.width - 26) / 6.6);
  const look = box.holdsCardData ? 'fill-surface stroke-2 stroke-ink' : 'fill-surface stroke-line-control';
  return (
    <>
      <rect {...at} rx="5" className={look} />
      <text x={at.x + 13} y={at.y + 22} className="fill-ink">
        {clip(box.title, letters)}
      </text>
      <text x={at.x + 13} y={at.y + 39} className="fill-ink-3" fontSize="12">
        {clip(box.note, letters + 1)}
      </text>
    </>
  );
}

/** Solid ink: card data. Dashed grey: token or result. */
function Arrow({ from, to, label }: { from: number; to: number; label?: string }) {
  return (
    <>
      <path d={`M${from} ${line}H${to - 7}`} className="stroke-2 stroke-ink" />
      <path d={`M${to} ${line}l-7-4v8z`} className="fill-ink" />
      {label && (
        <text x={(from + to) / 2} y={line - 9} textAnchor="middle" className="fill-ink">
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
  const providerMiddle = provider.x + provider.width / 2;
  const kept = flow.home.holdsCardData;
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
            <Box box={flow.relay} at={{ x: 353, width: 136, ...boxY }} />
            <Arrow from={489} to={provider.x - 1} />
          </>
        ) : (
          <Arrow from={flow.entryInYours ? 231 : 244} to={provider.x - 1} label={flow.carried} />
        )}
        <Box box={flow.provider} at={{ ...provider, ...boxY }} />
        <Arrow from={provider.x + provider.width} to={onward.x - 1} />
        <Box box={flow.onward} at={{ ...onward, ...boxY }} />
        <path
          d={`M${providerMiddle} 140V173`}
          className={kept ? 'stroke-2 stroke-ink' : 'stroke-ink-3'}
          strokeDasharray={kept ? undefined : '4 3'}
        />
        <path d={`M${providerMiddle} 180l-4-7h8z`} className={kept ? 'fill-ink' : 'fill-ink-3'} />
        <text x={providerMiddle + 12} y="164" className={kept ? 'fill-ink' : 'fill-ink-3'} fontSize="12">
          {flow.back}
        </text>
        <Box box={flow.home} at={{ x: provider.x, y: 181.5, width: provider.width, height: 50 }} />
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
