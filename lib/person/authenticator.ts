import 'server-only';
import { Secret, TOTP } from 'otpauth';
import encodeQR from 'qr';

// What every authenticator app can do: SHA-1, six digits, 30 seconds (RFC 6238).
const PERIOD_SECONDS = 30;

function codesOf(secret: string, account = ''): TOTP {
  return new TOTP({
    issuer: 'Inplace',
    label: account,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_SECONDS,
    secret: Secret.fromBase32(secret),
  });
}

/** A new secret of 160 bits in base 32, as apps take it by hand. */
export function newAuthenticatorSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The picture that the app scans: one path in a square of `size` units, quiet zone included. */
export function authenticatorQr(secret: string, account: string): { size: number; path: string } {
  const rows = encodeQR(codesOf(secret, account).toString(), 'raw', { ecc: 'medium', border: 4 });
  const path = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size: rows.length, path: path.join('') };
}

/**
 * The 30-second step of a six-digit code, or null when it is none of now. One step before and after count too: clocks
 * differ, and typing takes time.
 */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  if (!/^[0-9]{6}$/.test(code)) return null; // the library throws at digits of other scripts
  const timestamp = now.getTime();
  const delta = codesOf(secret).validate({ token: code, window: 1, timestamp });
  return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD_SECONDS) + delta;
}

/** The code of a moment. For tests. */
export function codeAt(secret: string, moment: Date): string {
  return codesOf(secret).generate({ timestamp: moment.getTime() });
}
