import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { untilAnswers } from './answers.js'
import { freePort } from './free-port.js'

/**
 * Mailpit, in Go, of the folder that `go install` puts programs into, or of the path; null where there is none. With a
 * certificate it speaks TLS from the first byte.
 */
export async function startMailpit(certificate) {
  const program = find()
  if (program === null) return null
  const [port, http] = [await freePort(), await freePort()]
  const tls =
    certificate === undefined
      ? []
      : ['--smtp-tls-cert', certificate.cert, '--smtp-tls-key', certificate.key, '--smtp-require-tls']
  const own = ['--smtp', `127.0.0.1:${port}`, '--listen', `127.0.0.1:${http}`, '--max', '2000']
  const child = spawn(
    program,
    [...own, ...tls, '--smtp-disable-rdns', '--disable-version-check', '--quiet'],
    { stdio: 'ignore' },
  )
  await untilAnswers(port)
  return {
    name: 'mailpit',
    ports: { [certificate === undefined ? 'plain' : 'implicit']: port },
    pid: child.pid,
    async stop() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

function find() {
  const { GOBIN, GOPATH, HOME } = process.env
  const folders = [GOBIN, GOPATH && join(GOPATH, 'bin'), HOME && join(HOME, 'go', 'bin')]
  const programs = [...folders.filter(Boolean).map((folder) => join(folder, 'mailpit')), 'mailpit']
  return (
    programs.find((program) => spawnSync(program, ['version', '--no-release-check']).status === 0) ?? null
  )
}
