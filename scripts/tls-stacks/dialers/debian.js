/** Programs with a list of their own, as Debian builds them: those of this system and of the unpacked releases. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { debianReleases, inRoot, rootOf } from './roots.js'
import { program, unique, versionBy, withWords, write } from './run.js'

const gnutlsPriorities = [
  { priority: 'NORMAL' },
  { priority: 'NORMAL:-VERS-TLS1.3', says: 'TLS 1.2 alone' },
  { priority: 'NORMAL:-VERS-ALL:+VERS-TLS1.3', says: 'TLS 1.3 alone' },
  { priority: 'SECURE256', says: 'SECURE256' },
]

/**
 * By the file that says whether a program is there. `linked`: the version of OpenSSL that all of them share, `at`: where
 * the programs that dial lie.
 */
const installed = {
  '/usr/bin/gnutls-cli': ({ version }) =>
    gnutlsPriorities.map(({ priority, says }) => ({
      stack: 'gnutls',
      version: version('/usr/bin/gnutls-cli', ['--version'], /gnutls-cli (\S+)/),
      settings: withWords('gnutls-cli', says),
      args: (port) => [
        '/usr/bin/gnutls-cli',
        ['--insecure', '--priority', priority, '--port', port, 'localhost'],
      ],
    })),
  '/usr/bin/openssl': ({ linked }) => ({
    stack: 'openssl',
    version: linked,
    settings: 's_client',
    args: (port) => [
      '/usr/bin/openssl',
      ['s_client', '-connect', `127.0.0.1:${port}`, '-servername', 'localhost'],
    ],
  }),
  '/usr/bin/php': ({ version, linked, at }) => ({
    stack: 'php',
    version: version('/usr/bin/php', ['--version'], /PHP (\d+\.\d+\.\d+)/),
    settings: `streams, OpenSSL ${linked}`,
    args: (port) => ['/usr/bin/php', [at('dial.php'), port]],
  }),
  '/usr/bin/ruby': ({ version, linked, at }) => ({
    stack: 'openssl',
    version: linked,
    settings: `Ruby ${version('/usr/bin/ruby', ['--version'], /ruby (\d+\.\d+\.\d+)/)}`,
    args: (port) => ['/usr/bin/ruby', [at('dial.rb'), port]],
  }),
  '/usr/share/perl5/IO/Socket/SSL.pm': ({ version, linked, at }) => ({
    stack: 'openssl',
    version: linked,
    settings: `Perl IO::Socket::SSL ${version('/usr/bin/perl', ['-MIO::Socket::SSL', '-e', 'print "v$IO::Socket::SSL::VERSION"'], /v(\S+)/)}`,
    args: (port) => ['/usr/bin/perl', [at('dial.pl'), port]],
  }),
  '/usr/bin/curl': ({ version, linked }) => ({
    stack: 'openssl',
    version: linked,
    settings: `curl ${version('/usr/bin/curl', ['--version'], /curl (\S+)/)}`,
    args: (port) => ['/usr/bin/curl', ['-q', '-sk', '--noproxy', '*', `smtps://localhost:${port}`]],
  }),
  '/usr/bin/wget': ({ version }) => ({
    stack: 'gnutls',
    version: version('/usr/bin/gnutls-cli', ['--version'], /gnutls-cli (\S+)/),
    settings: `Wget ${version('/usr/bin/wget', ['--version'], /Wget (\S+)/)}`,
    args: (port) => [
      '/usr/bin/wget',
      ['-q', '-t', '1', '-O', '/dev/null', '--no-check-certificate', `https://localhost:${port}/`],
    ],
  }),
  '/usr/bin/tstclnt': ({ version }) => ({
    stack: 'nss',
    version: version('/usr/bin/dpkg-query', ['-W', '-f', '${Version}', 'libnss3'], /(?:\d+:)?([\d.]+)/),
    settings: 'tstclnt',
    args: (port) => ['/usr/bin/tstclnt', ['-h', 'localhost', '-p', port, '-o', '-D', '-Q']],
  }),
}

/** What Postfix offers depends on how far it is to trust the server. */
const postfixLevels = ['may', 'encrypt', 'secure']
const posttlsFinger = '/usr/sbin/posttls-finger'

function programsOf({ root, of, at, settings }) {
  const version = (path, args, pattern) => versionBy(...of(path, args), pattern)
  const linked = version('/usr/bin/openssl', ['version'], /OpenSSL (\S+)/)
  const is = (path) => existsSync(join(root, path))
  const found = Object.entries(installed)
    .filter(([path]) => is(path))
    .flatMap(([, describe]) => describe({ version, linked, at }))
  if (is(posttlsFinger))
    for (const level of postfixLevels)
      found.push({
        stack: 'postfix',
        version: version('/usr/sbin/postconf', ['-hd', 'mail_version'], /(\S+)/),
        settings: `posttls-finger -l ${level}, OpenSSL ${linked}`,
        args: (port) => [posttlsFinger, ['-w', '-c', '-l', level, `[127.0.0.1]:${port}`]],
        env: { MAIL_CONFIG: settings },
      })
  return found.map(({ args, env, ...row }) => ({
    ...row,
    say: (port) => [...of(...args(port)), { env: { ...process.env, ...env } }],
  }))
}

export function debian(cache) {
  // Postfix does nothing without a main.cf.
  const mainCf = { 'main.cf': 'compatibility_level = 3.6\n' }
  const here = join(cache, 'postfix')
  write(here, mainCf)
  const found = programsOf({ root: '/', of: (path, args) => [path, args], at: program, settings: here })
  for (const release of debianReleases) {
    const root = rootOf(cache, release)
    write(join(root, 'dial/postfix'), mainCf)
    const of = (path, args) => inRoot(root, path, args)
    found.push(...programsOf({ root, of, at: (name) => `/dial/${name}`, settings: '/dial/postfix' }))
  }
  return unique(found)
}
