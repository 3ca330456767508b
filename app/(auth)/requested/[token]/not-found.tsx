/** The same for every address that is no link of a request. */
export default function NoSuchLink() {
  return (
    <main id="main" className="mx-auto w-full max-w-[42rem] px-4 pt-10 pb-16">
      <h1 className="mb-2">This link does not work</h1>
      <p className="text-ink-2 text-read">
        Part of the address may be missing: open the link from the message again, or copy all of it. If it
        still does not work, ask whoever sent it for a new one.
      </p>
    </main>
  );
}
