// @ts-check
// Headers that are the same for everything; those of one request are in proxy.ts.
const headers = [
  { key: 'x-content-type-options', value: 'nosniff' },
  // Not no-referrer: that would blank the Origin of plain form posts, which actions check.
  { key: 'referrer-policy', value: 'same-origin' },
  { key: 'cross-origin-opener-policy', value: 'same-origin' },
  { key: 'cross-origin-resource-policy', value: 'same-origin' },
  {
    key: 'permissions-policy',
    value:
      'accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()',
  },
];

/** @type {import('next').NextConfig} */
const nextConfig = {
  // Fonts that the PDF embeds: read from disk at run time, so the build cannot see them.
  outputFileTracingIncludes: {
    '/**': [
      './node_modules/geist/dist/fonts/geist-sans/Geist-{Regular,SemiBold}.ttf',
      './node_modules/geist/dist/fonts/geist-mono/GeistMono-Regular.ttf',
      './node_modules/@fontsource/{source-serif-4,noto-sans,noto-sans-arabic}/files/*-{400,600}-normal.woff',
    ],
  },
  output: 'standalone',
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  typescript: { ignoreBuildErrors: true }, // `npm test` checks the types; a start need not do it again
  agentRules: false,
  images: { unoptimized: true },
  headers: async () => [{ source: '/:path*', headers }],
  serverExternalPackages: ['pdfkit', '@node-rs/argon2', 'pg', 'pino'],
};
export default nextConfig;
