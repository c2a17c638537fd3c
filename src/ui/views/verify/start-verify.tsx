import type { JSX } from 'preact'
import type { FixSnippet } from '../../../model/finding.ts'
import { Snippets } from '../../components/snippets.tsx'
import { href } from '../../lib/route.ts'

const ways: readonly FixSnippet[] = [
  { library: 'verify-node', label: 'Node', language: 'sh', code: 'npx fourport verify -- node send.mjs' },
  {
    library: 'verify-python',
    label: 'Python',
    language: 'sh',
    code: 'npx fourport verify -- python3 send.py',
  },
  {
    library: 'verify-laravel',
    label: 'Laravel',
    language: 'sh',
    code: 'npx fourport verify --preset laravel --ca-env -- php artisan mail:test',
  },
  {
    library: 'verify-any',
    label: 'Any program with arguments',
    language: 'sh',
    code: 'npx fourport verify -- swaks --server {host}:{port} --to {to} --from {from}',
  },
  {
    library: 'verify-open',
    label: 'With its table live, on a page',
    language: 'sh',
    code: 'npx fourport verify --http-port 0 -- node send.mjs',
  },
]

/** How a run is started, on a server that is none's. */
export function StartVerify(): JSX.Element {
  return (
    <div class="try">
      <h1>Verify a client: does it do the right thing on every port, and when the server is wrong?</h1>
      <p class="try-intro">
        Write this before the command that sends one mail. It runs the command on each port and in each scenario: a healthy server, invalid certificates, a missing STARTTLS, servers that refuse, networks that break. Then it says what the client must do differently, with the lines to write. A run starts its own servers, so the mail here does not change.
      </p>
      <Snippets snippets={ways} title="Start a run" />
      <p class="try-intro">
        The command gets the address in <code>SMTP_HOST</code>, <code>SMTP_PORT</code>, <code>SMTP_TLS</code>,{' '}
        <code>SMTP_USER</code>, <code>SMTP_PASS</code> and <code>SMTP_CA_FILE</code>. To see one of the servers by hand, go to{' '}
        <a href={href(['try'])}>Try</a>.
      </p>
    </div>
  )
} // prettier-ignore
