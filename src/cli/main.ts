#!/usr/bin/env node
// Nothing is imported statically: an older Node would read all of it before it ran a line, and fail there.

try {
  await import('../base/needs-node.ts')
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exit(3) // The server could not start (exit-codes.ts).
}

await import('./command.ts')
