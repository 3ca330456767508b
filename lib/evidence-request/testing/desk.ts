import { makeOrganization, type TestMember, type TestOrganization } from '@/lib/platform/testing';

/** The commands, loaded once the settings of the mail are stubbed: settings are read when modules load. For tests only. */
export const loadCommands = async () => ({
  ...(await import('../commands/ask')),
  ...(await import('../commands/look-after')),
  ...(await import('../commands/answer')),
});

/** An officer who asks, two control owners who are asked, and another organization. For tests only. */
export async function makePeople(): Promise<{
  shop: TestOrganization;
  owner: TestMember;
  other: TestMember;
  theirs: TestOrganization;
}> {
  const shop = await makeOrganization({ name: 'Priya Raman', role: 'COMPLIANCE_OFFICER' });
  return {
    shop,
    theirs: await makeOrganization(),
    owner: await shop.addMember({ role: 'CONTROL_OWNER', name: 'Ona Owner' }),
    other: await shop.addMember({ role: 'CONTROL_OWNER', name: 'Oto Other' }),
  };
}
