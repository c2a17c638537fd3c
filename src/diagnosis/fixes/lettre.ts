import {
  lines,
  passwordOf,
  recipient,
  sender,
  timeOutSeconds,
  trustsCa,
  userOf,
  type FixTarget,
  type Library,
} from './library.ts'
import { doubleQuoted } from './literals.ts'

export const lettre: Library = {
  id: 'lettre',
  label: 'lettre (Rust)',
  language: 'rust',
  fix: (fixKind, target) => {
    const configured = target.tls !== 'none' && (target.caFile !== null || target.serverName !== null)
    const timeOut = fixKind === 'time-out'
    return lines(
      'use lettre::SmtpTransport;',
      target.login && 'use lettre::transport::smtp::authentication::Credentials;',
      configured &&
        `use lettre::transport::smtp::client::{${trustsCa(target) ? 'Certificate, ' : ''}Tls, TlsParameters};`,
      'use std::error::Error;',
      timeOut && 'use std::time::Duration;',
      '',
      'fn transport() -> Result<SmtpTransport, Box<dyn Error>> {',
      ...(configured ? tlsParameters(target) : []),
      target.login &&
        `    let credentials = Credentials::new(${owned(userOf(target))}, ${passwordOf(target, owned, 'std::env::var("SMTP_PASS")?')});`,
      `    Ok(SmtpTransport::${relay(target)}`,
      `        .port(${target.port})`,
      configured && `        .tls(Tls::${target.tls === 'implicit' ? 'Wrapper' : 'Required'}(tls))`,
      fixKind === 'tls-version' && '        // without TlsParametersBuilder::set_min_tls_version',
      target.login && '        .credentials(credentials)',
      fixKind === 'no-login' && '        // without credentials',
      timeOut && `        .timeout(Some(Duration::from_secs(${timeOutSeconds})))`,
      '        .build())',
      '}',
    )
  },
  setup: (target) => lines('use lettre::{Message, Transport};', lettre.fix('port', target), '', ...sendOne),
}

const sendOne = [
  'fn main() -> Result<(), Box<dyn Error>> {',
  '    let message = Message::builder()',
  `        .from("${sender}".parse()?)`,
  `        .to("${recipient}".parse()?)`,
  '        .subject("Test")',
  '        .message_id(None)',
  '        .body("Hello".to_owned())?;',
  '    transport()?.send(&message)?;',
  '    Ok(())',
  '}',
]

function relay(target: FixTarget): string {
  const host = doubleQuoted(target.host)
  if (target.tls === 'implicit') return `relay(${host})?`
  // What is dangerous of it is that it sends in clear, which is what this port is for.
  return target.tls === 'starttls' ? `starttls_relay(${host})?` : `builder_dangerous(${host})`
}

function tlsParameters(target: FixTarget): readonly string[] {
  const name = owned(target.serverName ?? target.host)
  if (!trustsCa(target)) return [`    let tls = TlsParameters::new(${name})?;`]
  return [
    // rustls with webpki-roots, lettre's usual set, reads neither the system's CAs nor SSL_CERT_FILE.
    `    let ca = Certificate::from_pem(&std::fs::read(${doubleQuoted(target.caFile)})?)?;`,
    `    let tls = TlsParameters::builder(${name})`,
    '        .add_root_certificate(ca)',
    '        .build()?;',
  ]
}

function owned(value: string): string {
  return `${doubleQuoted(value)}.to_owned()`
}
