// @ts-check
import { PHASE_PRODUCTION_BUILD } from 'next/constants.js';

// Headers that are the same for everything; those of one request are in proxy.ts.
const nosniff = { key: 'x-content-type-options', value: 'nosniff' };
const sameSite = { key: 'cross-origin-resource-policy', value: 'same-origin' };
const headers = [
  nosniff,
  sameSite,
  // Not no-referrer: that would blank the Origin of plain form posts, which actions check.
  { key: 'referrer-policy', value: 'same-origin' },
  { key: 'cross-origin-opener-policy', value: 'same-origin' },
  {
    key: 'permissions-policy',
    value:
      'accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()',
  },
];

// Next compresses scripts and styles anew for each answer, and with gzip only. The build keeps them as Brotli beside the
// others (scripts/lib/build.mjs): 15 % fewer bytes, and no work for the server.
const brotli = {
  source: '/_next/static/:path(.*\\.(?:js|css))',
  has: [{ type: /** @type {const} */ ('header'), key: 'accept-encoding', value: '(.*\\bbr\\b.*)' }],
};

/** @type {(phase: string) => import('next').NextConfig} */
const nextConfig = (phase) => ({
  // Fonts that the PDF embeds: read from disk at run time, so the build cannot see them.
  outputFileTracingIncludes: {
    '/**': [
      // The program that reads uploads, what draws a PDF, and what they need: they lie beside the server as they are.
      './lib/evidence/{reader,viewer}/*.mjs',
      './node_modules/pdfjs-dist/package.json',
      './node_modules/pdfjs-dist/legacy/build/pdf{,.worker}.min.mjs',
      './node_modules/{yauzl,pend,saxes,xmlchars}/**/*.{js,json}',
      './node_modules/geist/dist/fonts/geist-sans/Geist-{Regular,SemiBold}.ttf',
      './node_modules/geist/dist/fonts/geist-mono/GeistMono-Regular.ttf',
      './node_modules/@fontsource/{source-serif-4,noto-sans,noto-sans-arabic}/files/*-{400,600}-normal.woff',
    ],
  },
  output: 'standalone',
  experimental: {
    // One part for what every page needs, one for the frame, one for the page: fewer requests, and text that is compressed
    // together is a tenth smaller. What two pages share may then be loaded with each of them (decision 0029).
    turbopackChunking: {
      firstPageLoadPriority: 1,
      requestCost: 5_000_000,
      minChunkSize: 1_000_000,
      maxMergeChunkSize: 10_000_000,
    },
  },
  // The title comes with the page. Streamed after it, it is gone for a moment whenever a page renders anew, and a screen
  // reader that asks just then hears of a document without a name.
  htmlLimitedBots: /.*/,
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  typescript: { ignoreBuildErrors: true }, // `npm test` checks the types; a start need not do it again
  agentRules: false,
  images: { unoptimized: true },
  headers: async () => [
    { source: '/((?!_next/static/).*)', headers },
    // The address is a key, also among the server's own requests: what a page loads before its words are read says where it
    // comes from. No form here is sent the plain way.
    { source: '/requested/:path*', headers: [{ key: 'referrer-policy', value: 'no-referrer' }] },
    // Data shows nothing and stands in no frame, not even the "not found" of an unknown address. Files have their own.
    {
      source: '/api/((?!(?:v1/)?evidence/(?:[^/]+/files/|viewer$)).*)',
      headers: [{ key: 'content-security-policy', value: "default-src 'none'; frame-ancestors 'none'" }],
    },
    // Scripts, styles and fonts are no documents: the rest would only be sent a dozen times per page.
    { source: '/_next/static/:path*', headers: [nosniff, sameSite] },
    ...(phase === PHASE_PRODUCTION_BUILD
      ? [
          {
            ...brotli,
            // Written so, because a plain "/_next/" makes Next warn of its development server, which never sees this.
            source: brotli.source.replace('/_next/', '/:root(_next)/'),
            headers: [
              { key: 'content-encoding', value: 'br' },
              { key: 'vary', value: 'accept-encoding' },
              { key: 'cache-control', value: 'public, max-age=31536000, immutable' },
            ],
          },
        ]
      : []),
  ],
  rewrites: async () => ({
    beforeFiles: phase === PHASE_PRODUCTION_BUILD ? [{ ...brotli, destination: '/brotli/:path' }] : [],
    afterFiles: [],
    fallback: [],
  }),
  serverExternalPackages: ['pdfkit', '@node-rs/argon2', 'pg', 'pino'],
});
export default nextConfig;
