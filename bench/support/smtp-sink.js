import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { untilAnswers } from './answers.js'
import { freePort } from './free-port.js'

/** Postfix's smtp-sink, or null where it is not installed. */
export async function startSmtpSink() {
  if (spawnSync('sh', ['-c', 'command -v smtp-sink']).status !== 0) return null
  const port = await freePort()
  // As root it insists on changing to a user that may not read its folder.
  const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : []
  const child = spawn('smtp-sink', [...user, '-c', `127.0.0.1:${port}`, '1000'], {
    cwd: '/tmp',
    stdio: 'ignore',
  })
  await untilAnswers(port)
  return {
    name: 'smtp-sink',
    ports: { plain: port },
    pid: child.pid,
    async stop() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}
