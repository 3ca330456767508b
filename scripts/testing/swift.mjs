// A real S3-compatible store for tests: OpenStack Swift with its s3api, from Debian's packages, in a folder of its own on
// ports of its own. It checks signatures.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const PARTS = ['account', 'container', 'object'];
const needed = [
  '/usr/bin/swift-account-server',
  '/usr/bin/swift-container-server',
  '/usr/bin/swift-object-server',
  '/usr/bin/swift-proxy-server',
  '/usr/bin/swift-ring-builder',
  '/usr/bin/memcached',
  '/etc/swift/swift.conf',
];

/** Whether this machine has what it takes. */
export const hasSwift = () => needed.every((file) => existsSync(file));

/** Starts it; `stop` ends every process of it. */
export async function startSwift(folder) {
  const secret = randomBytes(16).toString('hex');
  const ports = Object.fromEntries(
    await Promise.all([...PARTS, 'proxy', 'memcached'].map(async (name) => [name, await freePort()])),
  );
  for (const name of ['conf', 'node/d1', 'cache']) mkdirSync(join(folder, name), { recursive: true });
  makeRings(folder, ports);
  for (const part of PARTS) {
    writeFileSync(join(folder, 'conf', `${part}.conf`), server(folder, part, ports[part]));
  }
  const proxyFile = join(folder, 'conf', 'proxy.conf');
  writeFileSync(proxyFile, proxy(folder, ports, secret));
  const user = process.getuid?.() === 0 ? ['-u', 'root'] : [];
  const children = [
    spawn('memcached', ['-l', '127.0.0.1', '-p', String(ports.memcached), '-m', '16', ...user], {
      stdio: 'ignore',
    }),
    ...PARTS.map((part) =>
      spawn(`swift-${part}-server`, [join(folder, 'conf', `${part}.conf`)], { stdio: 'ignore' }),
    ),
    spawn('swift-proxy-server', [proxyFile], { stdio: 'ignore' }),
  ];
  const endpoint = `http://127.0.0.1:${ports.proxy}`;
  await answers(endpoint);
  return {
    endpoint,
    keyId: 'tracker:app',
    secret,
    stop: () => {
      for (const child of children) child.kill('SIGKILL');
    },
  };
}

/** All three in one process: the tool that makes them takes seconds to load. */
function makeRings(folder, ports) {
  const script = `
import sys
from swift.common.ring import RingBuilder
for word in sys.argv[2:]:
    name, port = word.split('=')
    ring = RingBuilder(4, 1, 0)
    ring.add_dev({'region': 1, 'zone': 1, 'ip': '127.0.0.1', 'port': int(port), 'device': 'd1', 'weight': 1.0})
    ring.rebalance()
    ring.get_ring().save('%s/conf/%s.ring.gz' % (sys.argv[1], name))
`;
  const words = PARTS.map((part) => `${part}=${ports[part]}`);
  const { status, stderr } = spawnSync('/usr/bin/python3', ['-c', script, folder, ...words], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`no rings were made: ${stderr}`);
}

async function answers(endpoint) {
  for (let tries = 0; tries < 600; tries += 1) {
    const answer = await fetch(endpoint).catch(() => null);
    if (answer) return;
    await setTimeout(100);
  }
  throw new Error('the S3 store for tests does not answer');
}

function freePort() {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

const common = (folder, port) => `[DEFAULT]
swift_dir = ${folder}/conf
devices = ${folder}/node
mount_check = false
bind_ip = 127.0.0.1
bind_port = ${port}
workers = 0
user = ${process.getuid?.() === 0 ? 'root' : process.env.USER || 'nobody'}
disable_fallocate = true
recon_cache_path = ${folder}/cache
`;

const server = (folder, part, port) => `${common(folder, port)}[pipeline:main]
pipeline = ${part}-server
[app:${part}-server]
use = egg:swift#${part}
`;

const proxy = (folder, ports, secret) => `${common(folder, ports.proxy)}[pipeline:main]
pipeline = catch_errors cache s3api tempauth bulk slo dlo versioned_writes symlink proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:${ports.memcached}
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
s3_acl = false
[filter:tempauth]
use = egg:swift#tempauth
user_tracker_app = ${secret} .admin
${['bulk', 'slo', 'dlo', 'versioned_writes', 'symlink'].map((name) => `[filter:${name}]\nuse = egg:swift#${name}\n`).join('')}`;
