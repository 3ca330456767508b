// Nothing here asks the network for anything. What a file could make a library ask for ends here; it is no wall against code
// that has taken over the program (decision 0035).
import dgram from 'node:dgram';
import net from 'node:net';

function refuse() {
  throw new Error('there is no network here');
}

for (const name of ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']) delete globalThis[name];
net.Socket.prototype.connect = refuse;
net.Server.prototype.listen = refuse;
for (const name of ['bind', 'connect', 'send']) dgram.Socket.prototype[name] = refuse;
