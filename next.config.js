// @ts-check
/** @type {import('next').NextConfig} */
const nextConfig = {
  output: 'standalone',
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  agentRules: false,
  images: { unoptimized: true },
  serverExternalPackages: ['pdfkit', '@node-rs/argon2', 'pg', 'pino'],
};
export default nextConfig;
