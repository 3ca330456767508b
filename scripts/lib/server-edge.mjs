// Loaded into the app's server, before any of it: what holds for each request and answer, also for those that Next gives
// without asking the app (a redirect of an address with a slash at its end, a method that it does not know).
import { subscribe } from 'node:diagnostics_channel';

const isSecure = process.env.NEXTAUTH_URL?.startsWith('https://') === true;

subscribe('http.server.request.start', ({ request, response }) => {
  // Who is at the other end of the connection. Next hands on what the sender wrote about itself, and a sender may write
  // anything; this header is always set here, over whatever arrived.
  request.headers['x-inplace-peer'] = request.socket.remoteAddress ?? '';
  response.setHeader('x-content-type-options', 'nosniff');
  if (isSecure) response.setHeader('strict-transport-security', 'max-age=31536000; includeSubDomains');
});
