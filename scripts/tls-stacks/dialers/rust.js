/** Crates that are compiled: rustls on both of its providers and as it was before it had them, and native-tls. */
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { program, run, versionBy, withWords } from './run.js'

const limits = [
  { args: [] },
  { args: ['1.2'], says: 'TLS 1.2 alone' },
  { args: ['1.3'], says: 'TLS 1.3 alone' },
]
const builds = [
  { name: 'rustls', feature: 'aws-lc', says: 'aws-lc-rs', limits },
  { name: 'rustls', feature: 'ring', says: 'ring', limits },
  { name: 'rustls-before-0.22', feature: 'v0_20', says: 'ring', limits: [{ args: [] }] },
  { name: 'rustls-before-0.22', feature: 'v0_21', says: 'ring', limits: [{ args: [] }] },
  { name: 'native-tls', says: 'Rust native-tls', limits: [{ args: [] }] },
]

export function rust(cache) {
  return builds.flatMap(({ name, feature, says, limits: versions }) => {
    const folder = join(cache, `${name}-${feature ?? 'default'}`)
    cpSync(program(name), folder, { recursive: true })
    const features = feature ? ['--features', feature] : []
    run('cargo', ['build', '-q', '-j', '1', ...features], { cwd: folder })
    const tree = run('cargo', ['tree', '-q', '--prefix', 'none', ...features], { cwd: folder })
    const crate = /^(?:rustls|native-tls) v(\S+)/m.exec(tree)?.[1]
    const onOpenssl = name === 'native-tls'
    return versions.map(({ args, says: limit }) => ({
      stack: onOpenssl ? 'openssl' : 'rustls',
      version: onOpenssl ? versionBy('openssl', ['version'], /OpenSSL (\S+)/) : crate,
      settings: withWords(onOpenssl ? `${says} ${crate}` : says, limit),
      say: (port) => [join(folder, 'target/debug/dial'), [port, ...args]],
    }))
  })
}
