/** What happens to every upload, and whether a malware scanner looks at it: the server's settings decide that. */
export function UploadChecks({ hasScanner }: { hasScanner: boolean }) {
  return (
    <section aria-labelledby="upload-checks" className="mt-8 max-w-read">
      <h2 id="upload-checks">Uploads</h2>
      <p className="mt-1 text-ink-2">
        Texts, PDFs and office files are read for card numbers before anybody can open them. Pictures,
        archives and encrypted files cannot be read and say so.
      </p>
      <p className="mt-1 text-ink-2">
        {hasScanner ? (
          'A malware scanner looks at every upload first. While it does not answer, uploads stay closed.'
        ) : (
          <>
            Looking for malware is off: no scanner is set up. Whoever runs the server sets one with{' '}
            <code>CLAMD</code>.
          </>
        )}
      </p>
    </section>
  );
}
