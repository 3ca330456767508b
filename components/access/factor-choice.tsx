import { KeyRound, Lock } from '@/components/ui/icons';

/** The two ways to a second factor, for somebody who has none yet. `paths` are paths of this site. */
export function FactorChoice({ paths }: { paths: { passkey: string; app: string } }) {
  const ways = [
    {
      path: paths.passkey,
      icon: <KeyRound />,
      name: 'Use a passkey',
      words: 'A finger, a face, the PIN of this device or a security key. No false page can take it.',
    },
    {
      path: paths.app,
      icon: <Lock />,
      name: 'Authenticator app',
      words: 'Six digits from your phone or password manager.',
    },
  ];
  return (
    <ul className="mt-6 grid gap-3">
      {ways.map(({ path, icon, name, words }) => (
        <li key={path}>
          <a href={path} className="flex gap-3 rounded-md border border-line p-3 hover:border-line-strong">
            <span className="mt-0.5 shrink-0">{icon}</span>
            <span>
              <b className="font-medium">{name}</b>
              <span className="mt-0.5 block text-ink-2 text-small">{words}</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
