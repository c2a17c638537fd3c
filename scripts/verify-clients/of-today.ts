import { whyNotCurrent } from '../../test/support/clients/current.ts'
import { pinnedClients } from '../../test/support/clients/pinned.ts'
import { type ClientOfToday, onlyMeasured } from './only-measured.ts'
import {
  measuredPorts,
  type Origin,
  type Settings,
  type SettingsName,
  variables,
  type VerifiedClient,
} from './verified-client.ts'

const origins = {
  go: 'Go modules',
  rust: 'crates.io',
  java: 'Maven',
  python: 'PyPI',
  node: 'npm',
} as const

interface Told {
  readonly defaults: string
  /** null: its defaults are that. */
  readonly recommended: string | null
  /** What else than its registry. */
  readonly origin?: Origin
  /** At its defaults it cannot speak TLS from the first byte. */
  readonly withoutImplicit?: true
}

const netSmtp: Told = {
  defaults: '`smtp.SendMail(addr, auth, from, to, msg)`',
  recommended:
    '`Client.StartTLS(config)` before `Client.Auth`, on 465 `tls.Client(conn, config)`; a deadline',
  origin: 'Go',
  withoutImplicit: true,
}

/** By kind of client. */
const told: Readonly<Record<string, Told>> = {
  'go-1.21': netSmtp,
  'go-1.22': netSmtp,
  'go-1.25': netSmtp,
  'go-mail': {
    defaults: '`NewClient` with its policy `TLSMandatory`, on 465 `WithSSL()`',
    recommended: null,
  },
  'go-smtp': {
    defaults: '`smtp.SendMail`, on 465 `smtp.SendMailTLS`',
    recommended: '`NewClientStartTLS(conn, config)`, on 465 `tls.Client(conn, config)`; a deadline',
  },
  'lettre-rustls': {
    defaults: '`Tls::Required`, on 465 `Tls::Wrapper`, as `starttls_relay` and `relay` have it',
    recommended: null,
  },
  'lettre-native-tls': {
    defaults: '`Tls::Required`, on 465 `Tls::Wrapper`, as `starttls_relay` and `relay` have it',
    recommended: null,
  },
  'jakarta-mail': {
    defaults: '`mail.smtp.starttls.enable`, on 465 `mail.smtp.ssl.enable`',
    recommended: '`mail.smtp.starttls.required`, `connectiontimeout` and `timeout` as well',
  },
  spring: {
    defaults: '`mail.smtp.starttls.enable`, on 465 `mail.smtp.ssl.enable`',
    recommended: '`mail.smtp.starttls.required`, `connectiontimeout` and `timeout` as well',
  },
  'simple-java-mail': {
    defaults: '`withSMTPServer(…)`, on 465 `TransportStrategy.SMTPS`',
    recommended: '`TransportStrategy.SMTP_TLS`, `trustingAllHosts(false)`, `withSessionTimeout`',
  },
  smtplib: {
    defaults: '`starttls()`, on 465 `SMTP_SSL(host, port)`',
    recommended: '`context=ssl.create_default_context()`, `timeout`; the refused recipients are checked',
    origin: 'Python',
  },
  aiosmtplib: {
    defaults: '`send(…)`, on 465 `use_tls=True`',
    recommended: '`start_tls=True`, `tls_context`, `timeout`; the refused recipients are checked',
  },
  django: {
    defaults: '`EMAIL_USE_TLS`, on 465 `EMAIL_USE_SSL`',
    recommended: '`EMAIL_TIMEOUT` as well',
  },
  'flask-mail': {
    defaults: '`MAIL_USE_TLS`, on 465 `MAIL_USE_SSL`; it has no other setting',
    recommended: null,
  },
  'flask-mailman': {
    defaults: '`MAIL_USE_TLS`, on 465 `MAIL_USE_SSL`',
    recommended: '`MAIL_TIMEOUT` as well; for STARTTLS it accepts no context',
  },
  redmail: {
    defaults: '`EmailSender(host, port)`, on 465 `cls_smtp=SMTP_SSL` and `use_starttls=False`',
    recommended: '`timeout`, on 465 `context=ssl.create_default_context()`; on 587 it accepts no context',
  },
  gomail: {
    defaults: '`NewDialer(host, port, user, password)`, on 465 `SSL`',
    recommended: '`TLSConfig`; it has no time-out, and uses STARTTLS only if it is offered',
  },
  'jordan-wright-email': {
    defaults: '`Send(addr, auth)`, on 465 `SendWithTLS`',
    recommended: '`SendWithStartTLS(addr, auth, config)`, on 465 `SendWithTLS`; it has no time-out',
  },
  'mail-v2': {
    defaults: '`NewDialer(host, port, user, password)`, on 465 `SSL`',
    recommended: '`TLSConfig`, `MandatoryStartTLS`, `Timeout`, `RetryFailure: false`',
  },
  mailyak: {
    defaults:
      '`New(host, auth)`, which uses STARTTLS only if it is offered, on 465 `NewWithTLS(host, auth, nil)`',
    recommended: null,
  },
  'mail-send': {
    defaults:
      '`SmtpClientBuilder::new(host, port)`, on 465 `implicit_tls(true)`, on 587 `implicit_tls(false)`',
    recommended: '`timeout` as well',
  },
  vertx: {
    defaults: '`MailConfig` with host and port, on 465 `setSsl(true)`',
    recommended: '`StartTLSOptions.REQUIRED`, `LoginOption.REQUIRED`; it has no time-out',
  },
  nodemailer: {
    defaults: '`createTransport({ host, port, secure, auth })`',
    recommended: '`requireTLS: true`, time-outs; `rejected` is checked',
  },
  emailjs: {
    defaults: '`tls: true`, on 465 `ssl: true`',
    recommended: '`tls: { ca }`, on 465 `ssl: { ca }`; `timeout`',
  },
  upyo: {
    defaults: '`new SmtpTransport({ host, port, secure, auth })`',
    recommended: '`tls: { ca }`, time-outs; it uses STARTTLS only if it is offered',
  },
  'smtp-client': {
    defaults: '`secure()` after `greet()`, on 465 `secure: true`',
    recommended: '`ca` and time-outs as well',
  },
}

/** What stands in the registries, and how its sender is told. */
function ofToday(client: ClientOfToday, words: Told | undefined): VerifiedClient {
  const { kind, language, command, missing } = client
  if (words === undefined) throw new Error(`nothing is written down of what ${kind} is told`)
  const settingsFor = (
    names: readonly [SettingsName, ...SettingsName[]],
    text: string,
    ports = measuredPorts,
  ): Settings => ({
    names,
    told: text,
    ports,
    invocation: (target) => ({ command, env: variables(target, names[0]) }),
  })
  const { defaults, recommended, origin = origins[language], withoutImplicit = false } = words
  return {
    name: kind,
    origin,
    missing,
    version: () => client.version(),
    settings:
      recommended === null
        ? [settingsFor(['defaults', 'recommended'], defaults)]
        : [
            settingsFor(
              ['defaults'],
              defaults,
              withoutImplicit ? measuredPorts.filter((port) => port !== 'smtps') : measuredPorts,
            ),
            settingsFor(['recommended'], recommended),
          ],
  }
}

export const clientsOfToday: readonly VerifiedClient[] = [
  ...pinnedClients.map((client) => ({ ...client, missing: () => whyNotCurrent(client.language) })),
  ...onlyMeasured,
].map((client) => ofToday(client, told[client.kind]))
