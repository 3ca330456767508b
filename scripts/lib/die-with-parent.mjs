// Loaded into the app's server: when the launcher is killed, its channel closes, and the server must not stay behind
// on the port.
process.on('disconnect', () => process.exit(0));
process.channel?.unref();
