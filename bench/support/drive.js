import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('load.js', import.meta.url))

/** Runs the load client as a process of its own. @returns {Promise<{ seconds: number, perSecond: number }>} */
export async function drive(setup) {
  const child = spawn(process.execPath, [script, JSON.stringify(setup)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  child.stdout.on('data', (chunk) => (text += chunk))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`load client ended with ${code} for ${JSON.stringify(setup)}`)
  return JSON.parse(text)
}
