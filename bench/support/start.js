import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/**
 * Starts bench/servers/NAME.js as a process of its own and resolves when it has printed where it listens.
 * @returns {Promise<{ name: string, ports: Record<string, number>, pid: number, stop(): Promise<void> }>}
 */
export async function start(name, ...args) {
  const script = fileURLToPath(new URL(`../servers/${name}.js`, import.meta.url))
  const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  const ready = once(lines, 'line').then(([line]) => JSON.parse(line))
  const failed = once(child, 'exit').then(([code]) => Promise.reject(new Error(`${name} ended with ${code}`)))
  const ports = await Promise.race([ready, failed])
  failed.catch(() => {}) // from here on its end is expected
  return {
    name,
    ports,
    pid: child.pid,
    async stop() {
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}
