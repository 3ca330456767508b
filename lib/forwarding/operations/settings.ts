import 'server-only';
import { readFileSync } from 'node:fs';
import type { OutboundSettings } from '@/lib/platform/delivery';
import { env } from '@/lib/platform/env';
import type { SyslogTarget } from './deliver';

export type ForwardingSettings = {
  hostname: string;
  syslog: SyslogTarget | null;
  webhooks: OutboundSettings;
};

/** What the administrator of the instance has set. Certificates are read anew, so that a renewed file needs no restart. */
export function forwardingSettings(): ForwardingSettings {
  const { NEXTAUTH_URL, SYSLOG_URL, SYSLOG_CA } = env();
  return {
    hostname: new URL(NEXTAUTH_URL).hostname,
    syslog: SYSLOG_URL
      ? { url: new URL(SYSLOG_URL), ...(SYSLOG_CA && { ca: readFileSync(SYSLOG_CA, 'utf8') }) }
      : null,
    webhooks: webhookSettings(),
  };
}

export function webhookSettings(): OutboundSettings {
  const { WEBHOOK_ALLOW, WEBHOOK_CA } = env();
  return {
    allowed: WEBHOOK_ALLOW ? WEBHOOK_ALLOW.split(',') : [],
    ...(WEBHOOK_CA && { ca: readFileSync(WEBHOOK_CA, 'utf8') }),
  };
}
