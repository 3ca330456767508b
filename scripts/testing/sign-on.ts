import { NextRequest } from 'next/server';
import { GET as callback } from '@/app/api/sign-on/[organizationId]/callback/route';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { findAnySession, findSession, type SessionContext, sessionCookieName } from '@/lib/access/session';
import { makeOrganization, unsafeRows } from '@/lib/platform/testing';
import { configureProvider } from '@/lib/sign-on/commands/settings';
import { type Departure, startSignOn } from '@/lib/sign-on/commands/start';

type Connection = { issuer: string; clientId: string; clientSecret: string };

let count = 0;

/** An organization with a proven domain of its own, before it has a provider. */
export async function makeSignOnOrganization() {
  const ours = await makeOrganization();
  count += 1;
  const domain = `shop-${count}-${ours.organizationId.slice(0, 8)}.example`;
  await unsafeRows(
    `INSERT INTO "SignOnDomain" ("organizationId", "id", "domain", "token", "verifiedAt", "verifiedBy") VALUES ($1, gen_random_uuid(), $2, 'token', now(), 'DNS')`,
    [ours.organizationId, domain],
  );
  await unsafeRows('UPDATE "Organization" SET "secondFactorRequired" = false WHERE "id" = $1', [
    ours.organizationId,
  ]);
  const confirmation = unsafeMakeConfirmation(ours.userId);
  const { organizationId } = ours;
  return {
    ...ours,
    domain,
    confirmation,
    manager: () => ours.grant('organization:manage'),
    /** Connects the provider and turns single sign-on on, as if a test had gone well. */
    connect: async ({ issuer, clientId, clientSecret }: Connection) => {
      await configureProvider(ours.grant('organization:manage'), confirmation, {
        issuer,
        clientId,
        clientSecret,
      });
      await unsafeRows('UPDATE "SignOnProvider" SET "testedAt" = now() WHERE "organizationId" = $1', [
        organizationId,
      ]);
      await setMode(organizationId, 'OFFERED');
    },
    setPolicy: (text: string, values: unknown[] = []) =>
      unsafeRows(`UPDATE "SignOnProvider" SET ${text} WHERE "organizationId" = '${organizationId}'`, values),
    setMode: (mode: string) => setMode(organizationId, mode),
    /** Makes a member whose address is of our domain. */
    addEmployee: async (
      name: string,
      role: 'CONTROL_OWNER' | 'MANAGER' | 'ADMINISTRATOR' = 'CONTROL_OWNER',
    ) => {
      const member = await ours.addMember({ name, role });
      const email = `${name.toLowerCase().replace(/\W/g, '.')}@${domain}`;
      await unsafeRows('UPDATE "User" SET "email" = $2 WHERE "id" = $1', [member.userId, email]);
      return { ...member, email };
    },
    refusals: async () => {
      const rows = await unsafeRows<{ reason: string }>(
        `SELECT "text"::jsonb->'data'->>'reason' AS reason FROM "AuditEvent" WHERE "organizationId" = $1 AND "type" = 'sign-on.refused' ORDER BY "sequence"`,
        [organizationId],
      );
      return rows.map(({ reason }) => reason);
    },
    events: async () => {
      const rows = await unsafeRows<{ type: string }>(
        'SELECT "type" FROM "AuditEvent" WHERE "organizationId" = $1 ORDER BY "sequence"',
        [organizationId],
      );
      return rows.map(({ type }) => type);
    },
  };
}

async function setMode(organizationId: string, mode: string): Promise<void> {
  await unsafeRows('UPDATE "Organization" SET "signOn" = $2 WHERE "id" = $1', [organizationId, mode]);
}

/** Cookies of one browser, for the provider and for us. */
export class TestBrowser {
  readonly #jars = new Map<string, Map<string, string>>();

  /** As the last answer set them. */
  lastCookies: string[] = [];

  jar(origin: string): Map<string, string> {
    const jar = this.#jars.get(origin) ?? new Map<string, string>();
    this.#jars.set(origin, jar);
    return jar;
  }

  header(origin: string): string {
    return [...this.jar(origin)].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  keep(origin: string, answer: Response): void {
    this.lastCookies = answer.headers.getSetCookie();
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (/max-age=0|1970/i.test(line)) this.jar(origin).delete(pair.slice(0, at));
      else this.jar(origin).set(pair.slice(0, at), pair.slice(at + 1));
    }
  }

  /** Goes through the provider until it sends the browser back to us; returns that address. */
  async walk(departure: Departure): Promise<string> {
    this.jar(US).set(departure.cookie.name, departure.cookie.value);
    let address = departure.url;
    for (let hop = 0; hop < 12; hop += 1) {
      const { origin } = new URL(address);
      if (origin === US) return address;
      const answer = await fetch(address, {
        redirect: 'manual',
        headers: { cookie: this.header(origin) },
      });
      this.keep(origin, answer);
      const next = answer.headers.get('location');
      if (!next) throw new Error(`${address} answered ${answer.status}: ${await answer.text()}`);
      address = new URL(next, address).href;
    }
    throw new Error('the provider goes round in circles');
  }

  /** Brings the provider's answer to our route; returns where it leads to. */
  async comeBack(address: string): Promise<string> {
    const organizationId = new URL(address).pathname.split('/')[3] ?? '';
    const request = new NextRequest(address, {
      headers: {
        cookie: this.header(US),
        'user-agent': 'test',
        'x-inplace-peer': `198.51.100.${++peer % 250}`,
      },
    });
    const answer = await callback(request, { params: Promise.resolve({ organizationId }) });
    this.keep(US, answer);
    const to = new URL(answer.headers.get('location') ?? '');
    return to.pathname + to.search;
  }

  /** The whole round trip of a sign-in. */
  async signIn(email: string, next = '/evidence'): Promise<string> {
    const departure = await startSignOn(email, next);
    if (!departure) throw new Error('no single sign-on for this domain');
    return this.comeBack(await this.walk(departure));
  }

  cookie(): string | undefined {
    return this.jar(US).get(sessionCookieName());
  }

  session(): Promise<SessionContext | null> {
    return findSession(this.cookie(), true);
  }

  anySession() {
    return findAnySession(this.cookie());
  }
}

let peer = 0;
/** As scripts/testing/integration.ts sets it. */
export const US = 'http://localhost:3000';
