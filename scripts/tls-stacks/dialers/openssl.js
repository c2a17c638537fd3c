/** The command's OpenSSL, those that the wheels of `cryptography` bring along, and what Python makes of its own. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { debianReleases, inRoot, rootOf } from './roots.js'
import { program, unique, venv, versionBy, withWords, write } from './run.js'

const wheels = ['3.4.8', '38.0.4', '41.0.7', '42.0.8', '43.0.3', '44.0.3', '45.0.7', '46.0.7', '50.0.2']

export function openssl(cache) {
  const found = [
    {
      stack: 'openssl',
      version: versionBy('openssl', ['version'], /OpenSSL (\S+)/),
      settings: 's_client',
      say: (port) => ['openssl', ['s_client', '-connect', `127.0.0.1:${port}`, '-servername', 'localhost']],
    },
  ]
  for (const wheel of wheels) {
    const folder = venv(cache, `cryptography-${wheel}`, [`cryptography==${wheel}`, 'pyopenssl'], existsSync)
    const path = join(folder, 'bin/python')
    const ask = 'from OpenSSL import SSL; print(SSL.SSLeay_version(SSL.SSLEAY_VERSION).decode())'
    found.push({
      stack: 'openssl',
      version: versionBy(path, ['-W', 'ignore', '-c', ask], /OpenSSL (\S+)/),
      settings: 'pyOpenSSL',
      say: (port) => [path, ['-W', 'ignore', program('dial-pyopenssl.py'), port]],
    })
  }
  return unique(found)
}

/** Lists that programs and administrators set: of what is offered by default anyway, and of more than that. */
const shorter = ['ECDHE+AESGCM:ECDHE+CHACHA20', 'DEFAULT:@SECLEVEL=1']
const longer = [
  'HIGH:!aNULL:!MD5',
  'ALL:@SECLEVEL=0',
  // What Fedora's policy comes to.
  '@SECLEVEL=2:kEECDH:kRSA:kEDH:kPSK:kDHEPSK:kECDHEPSK:kRSAPSK:-aDSS:-3DES:!DES:!RC4:!RC2:!IDEA:-SEED:!eNULL:!aNULL:!MD5:-SHA384:-CAMELLIA:-ARIA:-AESCCM8',
]
/** Settings of the system's openssl.cnf, as OPENSSL_CONF names it. */
const configurations = {
  'Ciphersuites and CipherString': [
    'Ciphersuites = TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256',
    'CipherString = ECDHE+AESGCM:DHE+AESGCM',
  ],
  'Groups and SignatureAlgorithms': [
    'Groups = P-256:P-384',
    'SignatureAlgorithms = ECDSA+SHA256:RSA-PSS+SHA256:RSA+SHA256',
  ],
  'Options = -SessionTicket': ['Options = -SessionTicket'],
  'MaxProtocol = TLSv1.2, CipherString = AES128-SHA256': [
    'MaxProtocol = TLSv1.2',
    'CipherString = AES128-SHA256:AES256-SHA256',
  ],
}
const configurationOf = (lines) =>
  [
    'openssl_conf = init',
    '[init]',
    'ssl_conf = ssl',
    '[ssl]',
    'system_default = system',
    '[system]',
    ...lines,
  ].join('\n')

export function python(cache) {
  const settings = [
    { args: [] },
    { args: ['maximum=1.2'], says: 'TLS 1.2 alone' },
    { args: ['minimum=1.3'], says: 'TLS 1.3 alone' },
    ...[...shorter, ...longer].map((list) => ({
      stack: longer.includes(list) ? 'openssl-program' : 'openssl',
      args: [`ciphers=${list}`],
      says: `set_ciphers("${list.slice(0, 30)}")`,
    })),
    ...Object.entries(configurations).map(([says, lines]) => ({
      args: [],
      says,
      conf: configurationOf(lines),
    })),
  ]
  const files = settings.map(({ conf = '' }, at) => [`dial-${at}.cnf`, `${conf}\n`])
  const places = ['python3', '/usr/bin/python3']
    .filter((path) => path === 'python3' || existsSync(path))
    .map((path) => [
      (args) => [path, args],
      program('dial.py'),
      write(join(cache, 'openssl'), Object.fromEntries(files)),
    ])
  for (const release of debianReleases) {
    const root = rootOf(cache, release)
    const paths = write(join(root, 'dial'), Object.fromEntries(files)).map((path) => path.slice(root.length))
    places.push([(args) => inRoot(root, '/usr/bin/python3', args), '/dial/dial.py', paths])
  }
  const ask = 'import sys,ssl; print("Python", sys.version.split()[0], ssl.OPENSSL_VERSION)'
  return unique(
    places.flatMap(([of, dial, confs]) =>
      settings.map(({ stack = 'openssl', args, says, conf }, at) => ({
        stack,
        version: versionBy(...of(['-c', ask]), /OpenSSL (\S+)/),
        settings: withWords(versionBy(...of(['-c', ask]), /(Python \S+)/), says),
        say: (port) => [
          ...of([dial, port, ...args]),
          { env: { ...process.env, ...(conf && { OPENSSL_CONF: confs[at] }) } },
        ],
      })),
    ),
  )
}
