/** Ends this server when the process that started it is gone, however it went: its standard input closes then. */
process.stdin.resume().once('end', () => process.exit())
