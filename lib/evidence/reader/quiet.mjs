// Standard output is for the answer alone: whatever a library has to say about a file, it says to nobody.
for (const name of ['debug', 'error', 'info', 'log', 'warn']) console[name] = () => undefined;
