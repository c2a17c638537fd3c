import type { ComponentChildren, JSX } from 'preact'
import type { ApiMessage } from '../../../../model/api.ts'
import type { MailAddress } from '../../../../model/parsed-message.ts'
import { type Naming, namingOf, receivedBy } from '../../../lib/recipients.ts'
import { fullTime } from '../../../lib/format.ts'
import { href } from '../../../lib/route.ts'
import type { MessageTab } from './message-tab.ts'

function names(list: readonly MailAddress[]): string {
  return list.map((one) => one.address).join(', ')
}

function parameters(given: Readonly<Record<string, string | true>>): string {
  return Object.entries(given)
    .map(([name, value]) => (value === true ? name : `${name}=${value}`))
    .join(' ')
}

/** Line ends, line lengths and octets that RFC 5321 forbids, in words; empty where all is right. */
function faultWords({ faults }: ApiMessage): readonly string[] {
  return [
    faults.bareLf > 0 && `${faults.bareLf} bare LF`,
    faults.bareCr > 0 && `${faults.bareCr} bare CR`,
    faults.otherLine !== undefined && `mixed line ends, from line ${faults.otherLine} on`,
    faults.longLines > 0 && `${faults.longLines} lines over 998 octets`,
    faults.nul && 'NUL octets',
    faults.eightBit && '8-bit octets',
  ].filter((words) => words !== false)
}

/** Beside a recipient of the envelope, where To and Cc do not name it. */
const namingWords: Readonly<Record<Naming, string>> = {
  'to-or-cc': '',
  bcc: 'Bcc in the header',
  nowhere: 'in the envelope only',
}

function headerRecipients(message: ApiMessage): string {
  const { header } = message
  const open = names([...header.to, ...header.cc]) || 'neither To nor Cc'
  if (header.bcc.length === 0) return open
  const gets = receivedBy(message)
  const bcc = header.bcc.map((one) => `${one.address}${gets(one) ? '' : ' (not in the envelope)'}`)
  return `${open}; Bcc: ${bcc.join(', ')}`
}

function Compare({ message }: { message: ApiMessage }): JSX.Element {
  const { envelope, header } = message
  const naming = namingOf(message)
  const senderDiffers = !header.from.some(
    (one) => one.address.toLowerCase() === envelope.mailFrom.toLowerCase(),
  )
  return (
    <table class="compare">
      <caption class="sr-only">Envelope and header compared</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">Envelope: what the client sent to the server</th>
          <th scope="col">Header: what the reader sees</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">Sender</th>
          <td data-of="Envelope">
            {envelope.mailFrom || '<> (null: a bounce)'}
            {senderDiffers && <span class="head-aside">differs</span>}
          </td>
          <td data-of="Header">{names(header.from) || 'no From'}</td>
        </tr>
        <tr>
          <th scope="row">Recipients</th>
          <td data-of="Envelope">
            <ul>
              {envelope.rcptTo.map((address) => (
                <li key={address}>
                  {address}
                  {naming(address) !== 'to-or-cc' && (
                    <span class="head-aside">{namingWords[naming(address)]}</span>
                  )}
                </li>
              ))}
            </ul>
          </td>
          <td data-of="Header">{headerRecipients(message)}</td>
        </tr>
      </tbody>
    </table>
  )
}

/** Envelope and header compared, and the facts of the connection that brought it. */
function DeliveryTab({ message }: { message: ApiMessage }): JSX.Element {
  const { tls, auth, remote, envelope } = message
  const wrong = faultWords(message)
  const rows: readonly (readonly [string, ComponentChildren])[] = [
    ['Port', `${message.port} (${message.listener})`],
    [
      'TLS',
      tls ? `${tls.version}, ${tls.cipher}${tls.resumed ? ', resumed' : ''}` : 'none: it came unencrypted',
    ],
    ...(tls ? [['Server name', tls.sni ?? 'none sent (SNI)'] as const] : []),
    ...(tls?.clientCertificate ? [['Client certificate', tls.clientCertificate.subject] as const] : []),
    ['Login', auth ? `${auth.user} with ${auth.mechanism}` : 'none'],
    ['Client', `${message.clientName || 'no EHLO name'} from ${remote.host}:${remote.port}`],
    ['MAIL parameters', parameters(envelope.mailParameters) || 'none'],
    ...Object.entries(envelope.rcptParameters).map(
      ([address, given]) => [`RCPT ${address}`, parameters(given)] as const,
    ),
    ['Message-ID', message.header.messageId ?? 'none'],
    ['Received', fullTime(message.receivedAt)],
    ['Date', message.header.date === null ? 'none, or no date' : fullTime(message.header.date)],
    ...(wrong.length > 0 ? [['Irregular', wrong.join(', ')] as const] : []),
    ['Session', <a href={href(['sessions', message.sessionId])}>Every line</a>],
  ]
  return (
    <>
      <Compare message={message} />
      <dl class="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

export const deliveryTab: MessageTab = {
  key: 'delivery',
  label: 'Delivery',
  render: ({ message }) => <DeliveryTab message={message} />,
}
