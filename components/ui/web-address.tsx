/** A web address as people read it: without its scheme, in mono, opening in a new tab. */
export function WebAddress({ href }: { href: string }) {
  return (
    <a className="link break-all" href={href} target="_blank" rel="noreferrer">
      <code>{href.replace(/^https?:\/\//, '').replace(/\/$/, '')}</code>
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  );
}
