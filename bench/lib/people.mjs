import { randomUUID } from 'node:crypto';
import { encode } from 'next-auth/jwt';

/** So many further officers of the bench's organization, each with a session of their own: their cookies. */
export async function addPeople({ owner, organizationId, secret }, count) {
  const cookies = [];
  for (let index = 0; index < count; index += 1) {
    const [userId, sessionId] = [randomUUID(), randomUUID()];
    await owner.query(`INSERT INTO "User" ("id","email","name","passwordHash") VALUES ($1,$2,$3,'-')`, [
      userId,
      `officer-${index}@example.test`,
      `Officer ${index}`,
    ]);
    await owner.query(
      `INSERT INTO "Membership" ("organizationId","id","userId","role") VALUES ($1,$2,$2,'COMPLIANCE_OFFICER')`,
      [organizationId, userId],
    );
    await owner.query(
      `INSERT INTO "Session" ("id","userId","organizationId","secondFactorAt","absoluteEnd") VALUES ($1,$2,$3,now(),now() + interval '12 hours')`,
      [sessionId, userId, organizationId],
    );
    const value = await encode({ token: { sub: userId, sid: sessionId }, secret, maxAge: 12 * 60 * 60 });
    cookies.push({ name: 'inplace.session', value });
  }
  return cookies;
}
