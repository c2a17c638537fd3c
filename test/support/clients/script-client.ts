import { fileURLToPath } from 'node:url'
import { timesOf, type ClientResult, type ClientSetup } from './client.ts'
import { runProcess } from './run-process.ts'

/** Runs a sender script beside this file: the set-up goes in as JSON on stdin, so no secret is in an argument list. */
export function runScript(
  interpreter: string,
  script: 'send.py' | 'send.php' | 'send.rb',
  setup: ClientSetup,
): Promise<ClientResult> {
  const { timeoutMs, limitMs } = timesOf(setup)
  return runProcess(interpreter, [fileURLToPath(new URL(script, import.meta.url))], {
    input: JSON.stringify({ ...setup, timeoutMs, message: setup.message.toString('base64') }),
    limitMs,
  })
}
