import { describeApi } from '@/lib/api/rules';
import { env } from '@/lib/platform/env';

export const dynamic = 'force-dynamic';

let described: object | undefined;

/** What programs may ask for, for tools. The same for everybody: it is made from the schemas and holds no data. */
export async function GET(): Promise<Response> {
  described ??= describeApi(new URL(env().NEXTAUTH_URL).origin);
  return Response.json(described, { headers: { 'cache-control': 'public, max-age=300' } });
}
