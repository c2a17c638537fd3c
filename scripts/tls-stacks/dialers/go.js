/** Go by toolchain: the module proxy serves each as a module, and the `go` line in go.mod and GODEBUG change its offer. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { program, run, unique, versionBy, withWords } from './run.js'

/** The last release of each line that is served; those from 1.13 to 1.17 do not read a flag that newer ones need. */
const toolchains = [
  'go1.12.17',
  'go1.14.15',
  'go1.16.15',
  'go1.17.13',
  'go1.18.10',
  'go1.19.13',
  'go1.20.14',
  'go1.21.13',
  'go1.22.12',
  'go1.23.12',
  'go1.24.13',
  'go1.25.8',
  'go1.26.8',
  'go1.27.3',
]
/** What changes the offer, and the first and the last release that have it. GODEBUG is read before the program starts. */
const settings = [
  { since: 0 },
  { since: 22, until: 26, debug: 'tlsrsakex=1' },
  { since: 23, until: 26, debug: 'tls3des=1' },
  { since: 23, until: 23, debug: 'tlskyber=0' },
  { since: 24, debug: 'tlsmlkem=0' },
  { since: 25, debug: 'tlssha1=1' },
  { since: 26, debug: 'tlssecpmlkem=0' },
  { since: 24, debug: 'fips140=on' },
  { since: 24, debug: 'fips140=only' },
  { since: 0, args: ['tls12'], says: 'TLS 1.2 alone' },
  { since: 14, args: ['tls13'], says: 'TLS 1.3 alone' },
  { since: 24, debug: 'fips140=on', args: ['tls13'], says: 'TLS 1.3 alone' },
  { since: 0, args: ['chosen'], says: 'Config.CipherSuites' },
]

export function go(cache) {
  const found = []
  for (const toolchain of toolchains) {
    const env = { ...process.env, GOTOOLCHAIN: toolchain, GOFLAGS: '', GO111MODULE: 'on', CGO_ENABLED: '0' }
    // Those without `go install pkg@version` take the flags of the user's settings for mistakes.
    env.GOENV = 'off'
    const version = versionBy('go', ['version'], /go version go(\S+)/, { env })
    const minor = Number(version.split('.')[1])
    for (const line of new Set([18, 21, 22, minor])) {
      if (line > minor) continue
      const folder = join(cache, `go-${version}-1.${line}`)
      mkdirSync(folder, { recursive: true })
      cpSync(program('dial.go'), join(folder, 'main.go'))
      writeFileSync(join(folder, 'go.mod'), `module dial\n\ngo 1.${line}\n`)
      // Go 1.19 and 1.20 lose themselves in their own index of a toolchain that is a module, but for files.
      const what = minor === 19 || minor === 20 ? 'main.go' : '.'
      run('go', ['build', '-p', '1', '-o', 'dial', what], { env: { ...env, PWD: folder }, cwd: folder })
      // What GODEBUG changes is the same for every go line: measured with the newest one.
      for (const { since, until = Infinity, debug, args = [], says } of line === minor
        ? settings
        : settings.slice(0, 1)) {
        if (since > minor || until < minor) continue
        found.push({
          stack: 'go',
          version,
          settings: withWords(`go 1.${line} in go.mod`, debug, says),
          say: (port) => [
            join(folder, 'dial'),
            [port, ...args],
            { env: { ...process.env, ...(debug && { GODEBUG: debug }) } },
          ],
        })
      }
    }
  }
  return unique(found)
}
