import { unsafePool } from '@/lib/platform/db';

export const dynamic = 'force-dynamic';

/** For supervisors and load balancers: 200 when the app can reach its database, 503 when it cannot. */
export async function GET(): Promise<Response> {
  try {
    await unsafePool().query('SELECT 1');
    return Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } });
  } catch {
    return Response.json(
      { status: 'database unreachable' },
      { status: 503, headers: { 'cache-control': 'no-store' } },
    );
  }
}
