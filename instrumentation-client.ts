/**
 * The bundler's loader hands script addresses to the browser as plain text, which Trusted Types refuse. This policy lets
 * through what our own build made and nothing else; HTML and script text stay refused. Runs before the first late chunk.
 */
type PolicyFactory = {
  createPolicy: (name: string, rules: { createScriptURL: (address: string) => string }) => unknown;
};

const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };

trustedTypes?.createPolicy('default', {
  createScriptURL(address) {
    const url = new URL(address, document.baseURI);
    if (url.origin === location.origin && url.pathname.startsWith('/_next/static/')) return address;
    throw new TypeError('Only scripts of this build may be loaded.');
  },
});
