#!/usr/bin/env node
// CommonJS: for an ES module Node first loads a second loader, and then reads each file in a thread.

try {
  require('../base/needs-node.ts')
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exit(3) // The server could not start (exit-codes.ts).
}

// Not before: an older Node would read all of it before it ran a line, and fail there.
if ((process.features as { require_module?: boolean }).require_module === true) require('./command.js')
else void import('./command.js') // Node 22 before 22.12
