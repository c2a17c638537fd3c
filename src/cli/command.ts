import { exitCodes } from './exit-codes.ts'
import { run } from './run.ts'

// `fourport --help | head -1` closes the pipe early, and that is no error.
process.stdout.on('error', () => {})

process.on('uncaughtException', (error) => {
  process.stderr.write(`This is a bug in Fourport.\n\n${error.stack ?? error.message}\n`)
  process.exit(exitCodes.fault) // Not Node's 1, which means findings here.
})

async function main(): Promise<void> {
  process.exitCode = await run(process.argv.slice(2))
}

// Not awaited: a module that waits at its top cannot be required (main.cts).
void main()
