/** The cap of a key beside the action it does; hidden on phones by the base styles. */
export function KeyCap({ children }: { children: string }) {
  return (
    <span aria-hidden="true">
      <kbd>{children}</kbd>
    </span>
  );
}
