/** Runs once when a server starts: the one place where background work begins. */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: Next replaces this at build time, so that no other runtime bundles what follows
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { env, needSettings } = await import('@/lib/platform/env');
  needSettings();
  const { onOddInput } = await import('@/lib/platform/odd-input');
  const { log } = await import('@/lib/platform/log');
  onOddInput((fields) => log().warn({ fields }, 'somebody sent fields that no form has'));
  const { keepAuditTrail } = await import('@/lib/audit-trail/serve');
  await keepAuditTrail();
  const { startBackground } = await import('@/lib/platform/background');
  const { forwardEvents } = await import('@/lib/forwarding/operations/forward');
  startBackground('forwarding', 2_000, forwardEvents);
  const { sweepUploads } = await import('@/lib/evidence/operations/keep/sweep');
  startBackground('leftovers of uploads', 3_600_000, async () => {
    await sweepUploads();
  });
  const { encryptOlderFiles } = await import('@/lib/evidence/operations/keep/encrypt');
  startBackground('encryption of older evidence', 60_000, untilNone(encryptOlderFiles));
  const { deleteOutdated } = await import('@/lib/evidence/operations/keep/retire');
  startBackground('retention of evidence', 3_600_000, async () => {
    await deleteOutdated();
  });
  const { scanWaiting } = await import('@/lib/evidence/operations/scan/scan');
  startBackground('evidence scans', 3_000, scanWaiting);
  const { removeUndecided } = await import('@/lib/evidence/operations/scan/housekeeping');
  startBackground('blocked evidence', 3_600_000, removeUndecided);
  const { warnIdleAccounts } = await import('@/lib/person/commands/idle');
  startBackground('idle accounts', 3_600_000, async () => {
    await warnIdleAccounts(env().NEXTAUTH_URL);
  });
  const { askForRenewals } = await import('@/lib/evidence/operations/renewal/ask');
  startBackground('evidence to renew', 900_000, async () => {
    await askForRenewals();
  });
  const { tidyUp } = await import('@/lib/person/commands/tidy');
  startBackground('tidying up', 900_000, async () => {
    await tidyUp();
  });
}

/** Work that there is less of each time: once there was none it is not asked for again. */
function untilNone(work: () => Promise<number>): () => Promise<void> {
  let isThrough = false;
  return async () => {
    if (!isThrough) isThrough = (await work()) === 0;
  };
}
