import type { IntegrationMethod } from '@/lib/integration/model';

/** How the notes name a method. Methods without a word of their own take every note that names none. */
const methodWords: Partial<Record<IntegrationMethod, RegExp>> = {
  HOSTED_REDIRECT: /redirect/i,
  PAYMENT_LINK: /redirect/i,
  HOSTED_FIELDS: /hosted fields|embedded/i,
  PROVIDER_SCRIPT_FORM: /hosted fields|embedded/i,
  DIRECT_POST: /direct post/i,
  SERVER_API: /own (payment )?API|own vault|own card storage/i,
};
const namesMethod = /^[^:;.]{0,60}(redirect|hosted fields|embedded|direct post|own API)[^:;.]{0,40}:/i;

const webMethods: readonly IntegrationMethod[] = [
  'HOSTED_REDIRECT',
  'HOSTED_FIELDS',
  'PROVIDER_SCRIPT_FORM',
  'DIRECT_POST',
  'SERVER_API',
  'MOBILE_SDK',
  'PAYMENT_LINK',
];

/**
 * The web note in parts, each with whether it concerns these methods: "Direct post: …" is for direct post alone. Null
 * when none of the integrations is on the web.
 */
export function webNoteFor(
  note: string | null,
  methods: readonly IntegrationMethod[],
): { text: string; concerns: boolean }[] | null {
  const onTheWeb = methods.filter((method) => webMethods.includes(method));
  if (!note || onTheWeb.length === 0) return null;
  return note.split(/(?<=[.;])\s+(?=\S)/).map((text) => {
    const label = namesMethod.exec(text)?.[0];
    const concerns = !label || onTheWeb.some((method) => methodWords[method]?.test(label) ?? false);
    return { text, concerns };
  });
}
