/** In a tab of its own: what was typed stays here. Where it ends tells this one. */
export function SignInBeside({ className = 'btn btn-sm' }: { className?: string }) {
  return (
    <a className={className} href="/sign-in?next=/signed-in" target="_blank" rel="noreferrer">
      Sign in in a new tab
    </a>
  );
}
