import type { VerifyTarget } from '../../src/verify/client/target.ts'
import { ask, askFor, hasProgram } from '../../test/support/programs/processes.ts'
import { beside, byOptions, message, notInstalled, text } from './settings.ts'
import { measuredPorts, type VerifiedClient } from './verified-client.ts'

const urlOf = ({ tls, user, password, host, port }: VerifyTarget, implicit: string): string => {
  const login = user === null ? '' : `${encodeURIComponent(user)}:${encodeURIComponent(password ?? '')}@`
  return `${tls === 'implicit' ? implicit : 'smtp'}://${login}${host}:${port}`
}

const gitConfig = ({ host, port, tls, user, password, from }: VerifyTarget): Record<string, string> => ({
  smtpServer: host,
  smtpServerPort: String(port),
  ...(tls !== 'none' && { smtpEncryption: tls === 'implicit' ? 'ssl' : 'tls' }),
  ...(user !== null && { smtpUser: user }),
  ...(password !== null && { smtpPass: password }),
  from,
  // Else it asks the server on port 25 here for a name.
  smtpDomain: 'client.example.com',
  confirm: 'never',
  suppressCc: 'all',
})

const gitSendEmail: VerifiedClient = {
  name: 'git-send-email',
  origin: 'Debian',
  missing: () =>
    hasProgram('git', ['send-email', '--dump-aliases']) &&
    hasProgram('perl', ['-MIO::Socket::SSL', '-MAuthen::SASL', '-MMail::Address', '-e', '1'])
      ? null
      : notInstalled,
  version: () => {
    const modules = 'print Net::SMTP->VERSION, " and IO::Socket::SSL ", IO::Socket::SSL->VERSION'
    const own = askFor(/version (\S+)/, 'git', ['--version'])
    return `${own} with Net::SMTP ${ask('perl', ['-MNet::SMTP', '-MIO::Socket::SSL', '-e', modules])}`
  },
  settings: [
    {
      names: ['defaults', 'recommended'],
      told: '`smtpEncryption = tls`, on 465 `ssl`',
      ports: measuredPorts,
      invocation: (target) => {
        const config = Object.entries(gitConfig(target)).flatMap(([name, value], index) => [
          [`GIT_CONFIG_KEY_${index}`, `sendemail.${name}`],
          [`GIT_CONFIG_VALUE_${index}`, value],
        ])
        return {
          command: ['sh', beside('git-send-email.sh')],
          env: {
            ...Object.fromEntries(config),
            GIT_CONFIG_COUNT: String(config.length / 2),
            MAIL_MESSAGE: message(target),
          },
        }
      },
    },
  ],
}

const set = (name: string, value: string): readonly string[] => ['-S', `${name}=${value}`]

function snailOptions(target: VerifyTarget): readonly string[] {
  return [
    's-nail',
    // Neither the system's settings nor a user's.
    '-:/',
    ...set('v15-compat', 'yes'),
    ...set('mta', urlOf(target, 'smtps')),
    ...set('hostname', 'client.example.com'),
    ...(target.user === null ? set('smtp-auth', 'none') : []),
    ...(target.tls === 'starttls' ? ['-S', 'smtp-use-starttls'] : []),
    ...(target.tls === 'none' ? [] : set('tls-ca-file', target.caFile)),
  ]
}

const snailEnd = ({ from, to }: VerifyTarget): readonly string[] => ['-s', 'Hello', '-r', from, ...to]

const snail: VerifiedClient = {
  name: 's-nail',
  origin: 'Debian',
  missing: () => (hasProgram('s-nail', ['-V']) ? null : notInstalled),
  version: () => askFor(/v([\d.]+)/, 's-nail', ['-V']),
  settings: [
    byOptions(
      '`smtp-use-starttls`, on 465 `smtps://…`',
      ['defaults'],
      (target) => [...snailOptions(target), ...snailEnd(target)],
      text,
    ),
    byOptions(
      '`tls-verify=strict` and `socket-connect-timeout` as well',
      ['recommended'],
      (target) => [
        ...snailOptions(target),
        ...set('tls-verify', 'strict'),
        ...set('socket-connect-timeout', '15'),
        ...snailEnd(target),
      ],
      text,
    ),
  ],
}

const muttTold =
  '`smtp_url`; `ssl_force_tls` and `ssl_verify_host` are set; `smtp_authenticators=plain`, as it takes SCRAM-SHA-256-PLUS by itself and cannot do it'

function muttOptions(
  program: 'mutt' | 'neomutt',
  { host, port, tls, user, from, to, caFile }: VerifyTarget,
): readonly string[] {
  const login = user === null ? '' : `${encodeURIComponent(user)}@`
  const lines = [
    `set smtp_url="${tls === 'implicit' ? 'smtps' : 'smtp'}://${login}${host}:${port}/"`,
    // GNU SASL suggests SCRAM-SHA-256-PLUS to them where it is offered, and they have nothing to bind it to.
    ...(user === null ? [] : ['set smtp_pass="$MAIL_PASSWORD"', 'set smtp_authenticators=plain']),
    ...(tls === 'none'
      ? ['unset ssl_force_tls', 'set ssl_starttls=no']
      : [`set ssl_ca_certificates_file="${caFile}"`]),
    `set from="${from}" use_envelope_from`,
    'set hostname=client.example.com',
    // No copy: there is no home.
    'set copy=no',
  ]
  const end = ['-s', 'Hello', '--', ...to]
  return [program, '-n', '-F', '/dev/null', ...lines.flatMap((line) => ['-e', line]), ...end]
}

const mutt: VerifiedClient = {
  name: 'mutt',
  origin: 'Debian',
  missing: () => (hasProgram('mutt', ['-v']) ? null : notInstalled),
  version: () => askFor(/^Mutt (\S+)/, 'mutt', ['-v']),
  settings: [byOptions(muttTold, ['defaults', 'recommended'], (target) => muttOptions('mutt', target), text)],
}

const neomutt: VerifiedClient = {
  name: 'neomutt',
  origin: 'Debian',
  missing: () => (hasProgram('neomutt', ['-v']) ? null : notInstalled),
  version: () => askFor(/^NeoMutt (\S+)/, 'neomutt', ['-v']),
  settings: [
    byOptions(muttTold, ['defaults', 'recommended'], (target) => muttOptions('neomutt', target), text),
  ],
}

const mailOptions = (target: VerifyTarget): readonly string[] => [
  'mail.mailutils',
  '--norc',
  '-E',
  `set sendmail="${urlOf(target, 'smtps')}"`,
  '-s',
  'Hello',
  '-r',
  target.from,
  ...target.to,
]

const mailutils: VerifiedClient = {
  name: 'mailutils',
  origin: 'Debian',
  missing: () => (hasProgram('mail.mailutils') ? null : notInstalled),
  version: () => askFor(/\(GNU Mailutils\) (\S+)/, 'mail.mailutils', ['--version']),
  settings: [
    byOptions(
      '`sendmail=smtp://…`, on 465 `smtps://…`; it has no setting for STARTTLS, a CA or a time-out',
      ['defaults', 'recommended'],
      mailOptions,
      text,
    ),
  ],
}

export const debianPrograms: readonly VerifiedClient[] = [gitSendEmail, snail, mutt, neomutt, mailutils]
