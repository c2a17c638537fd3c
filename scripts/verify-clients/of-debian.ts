import type { VerifyTarget } from '../../src/verify/client/target.ts'
import { curlClient } from '../../test/support/clients/curl.ts'
import { pins } from '../../test/support/clients/current.ts'
import { msmtpClient } from '../../test/support/clients/msmtp.ts'
import { netSmtpClient } from '../../test/support/clients/net-smtp.ts'
import { phpmailerClient } from '../../test/support/clients/phpmailer.ts'
import { smtplibClient } from '../../test/support/clients/smtplib.ts'
import { swaksClient } from '../../test/support/clients/swaks.ts'
import { postfix } from './postfix.ts'
import { beside, byOptions, byVariables } from './settings.ts'
import type { VerifiedClient } from './verified-client.ts'

function curlOptions({ host, port, tls, user, password, from, to }: VerifyTarget): string[] {
  return [
    'curl',
    '-q', // first of all: no ~/.curlrc
    '--silent',
    '--show-error',
    `${tls === 'implicit' ? 'smtps' : 'smtp'}://${host}:${port}`,
    ...(user === null ? [] : ['--user', `${user}:${password}`]),
    '--mail-from',
    from,
    ...to.flatMap((address) => ['--mail-rcpt', address]),
    '--upload-file',
    '-',
  ]
}

const curl: VerifiedClient = {
  name: 'curl',
  origin: 'Debian',
  missing: () => curlClient.missing(),
  version: () => curlClient.version(),
  settings: [
    byOptions('`--ssl`, on 465 `smtps://`', ['defaults'], (target) => [
      ...curlOptions(target),
      ...(target.tls === 'starttls' ? ['--ssl'] : []),
    ]),
    byOptions('`--ssl-reqd`, on 465 `smtps://`; `--max-time`', ['recommended'], (target) => [
      ...curlOptions(target),
      ...(target.tls === 'starttls' ? ['--ssl-reqd'] : []),
      '--max-time',
      '15',
    ]),
  ],
}

function swaksOptions({ host, port, tls, user, password, from, to }: VerifyTarget): string[] {
  return [
    'swaks',
    '--server',
    host,
    '--port',
    String(port),
    ...{ none: [], implicit: ['--tls-on-connect'], starttls: ['--tls'] }[tls],
    ...(user === null ? [] : ['--auth', '--auth-user', user, '--auth-password', password ?? '']),
    '--from',
    from,
    '--to',
    to.join(','),
    '--data',
    '-',
  ]
}

const swaks: VerifiedClient = {
  name: 'swaks',
  origin: 'Debian',
  missing: () => swaksClient.missing(),
  version: () => swaksClient.version(),
  settings: [
    byOptions('`--tls`, on 465 `--tls-on-connect`', ['defaults'], swaksOptions),
    byOptions('`--tls-verify` with `--tls-ca-path` as well; `--timeout`', ['recommended'], (target) => [
      ...swaksOptions(target),
      ...(target.tls === 'none' ? [] : ['--tls-verify', '--tls-ca-path', target.caFile]),
      '--timeout',
      '15',
    ]),
  ],
}

function msmtpOptions({ host, port, tls, user, from, caFile }: VerifyTarget): string[] {
  return [
    'msmtp',
    `--host=${host}`,
    `--port=${port}`,
    ...(tls === 'none'
      ? []
      : ['--tls=on', `--tls-starttls=${tls === 'starttls' ? 'on' : 'off'}`, `--tls-trust-file=${caFile}`]),
    ...(user === null
      ? []
      : ['--auth=on', `--user=${user}`, '--passwordeval=printf "%s\\n" "$MAIL_PASSWORD"']),
    `--from=${from}`,
  ]
}

const msmtp: VerifiedClient = {
  name: 'msmtp',
  origin: 'Debian',
  missing: () => msmtpClient.missing(),
  version: () => msmtpClient.version(),
  settings: [
    byOptions('`tls on`, on 465 `tls_starttls off`', ['defaults'], (target) => [
      ...msmtpOptions(target),
      '--',
      ...target.to,
    ]),
    byOptions('`timeout` as well', ['recommended'], (target) => [
      ...msmtpOptions(target),
      '--timeout=15',
      '--',
      ...target.to,
    ]),
  ],
}

const phpmailer: VerifiedClient = {
  name: 'phpmailer',
  origin: 'Debian',
  missing: () => phpmailerClient.missing(),
  version: () => phpmailerClient.version(),
  settings: byVariables(['php', beside('phpmailer.php')], {
    defaults: '`isSMTP()`, on 465 `SMTPSecure = ENCRYPTION_SMTPS`',
    recommended: '`SMTPSecure = ENCRYPTION_STARTTLS`, `verify_peer` and `verify_peer_name`, `Timeout`',
  }),
}

const netSmtp: VerifiedClient = {
  name: 'net-smtp',
  origin: 'Debian',
  missing: () => netSmtpClient.missing(),
  version: () => netSmtpClient.version(),
  settings: byVariables(['ruby', beside('net-smtp.rb')], {
    defaults: '`Net::SMTP.new(host, port)`, on 465 `tls: true`',
    recommended: '`starttls: :always`, `tls_verify: true`, time-outs',
  }),
}

const smtplib: VerifiedClient = {
  name: 'smtplib-debian',
  origin: 'Debian',
  missing: () => smtplibClient.missing(),
  version: () => smtplibClient.version(),
  settings: byVariables(['/usr/bin/python3', `${pins}python/send.py`, 'smtplib'], {
    defaults: '`starttls()`, on 465 `SMTP_SSL(host, port)`',
    recommended: '`context=ssl.create_default_context()`, `timeout`; the refused recipients are checked',
  }),
}

export const clientsOfDebian: readonly VerifiedClient[] = [
  curl,
  swaks,
  msmtp,
  smtplib,
  phpmailer,
  netSmtp,
  postfix,
]
