import { profilesByKey } from '../../../src/model/port-profile.ts'
import { rightTls, type PortKey } from '../../support/clients/cases.ts'
import type { ClientResult, ClientSetup, MailClient } from '../../support/clients/index.ts'
import { msmtpClient } from '../../support/clients/msmtp.ts'
import { nodemailerClient } from '../../support/clients/nodemailer.ts'
import { phpmailerClient, phpmailerForgets } from '../../support/clients/phpmailer.ts'
import { sampleMessage } from '../../support/clients/sample-message.ts'
import type { Servers } from '../../support/clients/servers.ts'
import { smtplibClient } from '../../support/clients/smtplib.ts'

/** One client as the page shows it. */
interface Shown {
  readonly label: string
  readonly client: MailClient
  readonly change?: Partial<ClientSetup>
}

export const shown: readonly Shown[] = [
  { label: 'Nodemailer', client: nodemailerClient },
  { label: 'Python smtplib', client: smtplibClient },
  { label: 'PHPMailer', client: phpmailerClient },
  { label: 'PHPMailer with `SMTPDebug = 2`', client: phpmailerClient, change: { dialogue: true } },
  { label: 'msmtp', client: msmtpClient },
]

/** What an older client prints in the place of what the page shows. */
const olderWords: readonly {
  readonly page: string
  readonly printed: string
  readonly applies: () => boolean
}[] = [
  {
    page: 'Could not connect to SMTP host. QUIT command failed',
    printed: 'Could not connect to SMTP host.',
    applies: phpmailerForgets,
  },
]

/** The words of those clients at hand that are older than the page. */
export const olderWordsHere = (): typeof olderWords => olderWords.filter(({ applies }) => applies())

interface Situation {
  readonly title: string
  readonly says: string
  readonly port: PortKey
  readonly change: Partial<ClientSetup>
  /** Whether it has delivered rightly before. */
  readonly trusts?: true
  /** How often the client is run; what it prints the last time is shown. */
  readonly tries: 1 | 2
}

const situations: readonly Situation[] = [
  {
    title: 'Plaintext, or STARTTLS, on 465',
    says: 'Server and client would wait for each other until one of them gives up. After three seconds of silence the server says in plaintext what is wrong, and closes. A TLS client has spoken long before that: the slowest we measured, Java, after half a second. On a busy machine it may take seconds: a host that has spoken TLS on the port before is given ten seconds, time in which the server itself was busy does not count, and a ClientHello that comes after the hint is reported as [hint-before-client-hello](findings.md#hint-before-client-hello).',
    port: 'smtps',
    change: { tls: 'none' },
    tries: 1,
  },
  {
    title: 'Implicit TLS on 587, the second time',
    says: 'The first time, the greeting is sent before the client has spoken, and the client reports a wrong version number. If this client has spoken to this server under TLS before, on another port perhaps, the server holds its next greeting to the same host on the same port for a moment. If the client starts TLS again, it gets the hint inside TLS. A client that has never accepted the certificate gets no hint: it would only report the certificate instead. The moment is 150 ms, or four times what the first ClientHello took if that is more, but at most 600 ms; it ends as soon as the client has spoken. A correct client that connects next waits that long, once; no other client ever does.',
    port: 'submission',
    change: { tls: 'implicit' },
    trusts: true,
    tries: 2,
  },
  {
    title: 'Implicit TLS on 25, the second time',
    says: 'As on 587.',
    port: 'relay',
    change: { tls: 'implicit' },
    trusts: true,
    tries: 2,
  },
]

/** What every client prints in every situation, as Markdown. */
export async function hintsPage(servers: Servers): Promise<string> {
  const parts = [introduction]
  for (const situation of situations) {
    parts.push(`## ${situation.title}`, situation.says)
    const printed = await Promise.all(shown.map((one) => printedBy(servers, situation, one)))
    for (const [index, { label }] of shown.entries()) {
      parts.push(`${label}:`, `\`\`\`text\n${printed[index]}\n\`\`\``)
    }
  }
  return `${parts.join('\n\n')}\n`
}

async function printedBy(servers: Servers, situation: Situation, { client, change }: Shown): Promise<string> {
  await using target = await servers.start('hints')
  const { server, caFile } = target
  const to = ['bob@client.test']
  const send = (port: PortKey, settings: Partial<ClientSetup>): Promise<ClientResult> =>
    client.send({
      host: 'localhost',
      port: server.ports[port].port,
      tls: rightTls[port],
      verify: true,
      caFile,
      from: 'alice@client.test',
      to,
      message: sampleMessage('alice@client.test', to, 'hints'),
      ...settings,
    })
  if (situation.trusts) await send('smtps', {})
  let printed = ''
  for (let count = 0; count < situation.tries; count++) {
    printed = (await send(situation.port, { ...situation.change, ...change })).output
  }
  return printed
    .replaceAll(String(server.ports[situation.port].port), String(profilesByKey[situation.port].defaultPort))
    .replaceAll(/\r/g, '')
    .replaceAll(/\/\S*\/fourport-client-\w+\/config/g, '/home/user/.msmtprc')
    .trim()
}

const introduction = `# Hints

A hint puts the server's advice into the client's own error message, where the protocol alone would give a time-out or a
"wrong version number". Hints are on in the command and off in the library (\`hints: true\`). \`--faithful\` or \`--no-hints\`
turns them off; the server then stays silent where a real one would.

The diagnosis does not need hints: the session, its finding and the fix are the same without them. Refusals in the
dialogue itself, such as 530, 535 and 502, always say what to change.

The examples are what the clients really print: a test runs them, compares, and writes this page. Port numbers are the
usual ones. curl, and PHPMailer without \`SMTPDebug\`, do not show the server's words.`
