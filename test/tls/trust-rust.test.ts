import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startServer } from '../../src/index.ts'
import { trustInstructions } from '../../src/tls/trust.ts'
import { batches } from '../diagnosis/support/run-current.ts'
import { whyNotCurrent } from '../support/clients/current.ts'

const reason = whyNotCurrent('rust')

test.skipIf(reason !== null)(
  'what is printed makes a Rust client trust the CA, which reads no variable',
  { timeout: 300_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), `fourport "rust" \\users `))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    await using server = await startServer({ certs: folder })
    const lines = trustInstructions(server.ca.file).find(({ tool }) => tool === 'Rust')?.lines ?? []
    const code = (trusting: readonly string[], tls: string): string =>
      [
        'use lettre::SmtpTransport;',
        trusting.length > 0 ? 'use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};' : '',
        'use std::error::Error;',
        'fn transport() -> Result<SmtpTransport, Box<dyn Error>> {',
        'let host = "localhost";',
        ...trusting,
        `Ok(SmtpTransport::relay(host)?.port(${server.ports.smtps.port})${tls}.build())`,
        '}',
      ].join('\n')
    const program = (name: string, text: string) => ({
      name,
      fix: { library: 'lettre', label: 'lettre', language: 'rust', code: text },
      password: '',
    })
    const rust = batches.find(({ language }) => language === 'rust')
    const printed = lines.filter((line) => line.startsWith('let '))
    const results = await rust?.run(
      [program('without', code([], '')), program('with', code(printed, '.tls(Tls::Wrapper(tls))'))],
      mkdtempSync(join(folder, 'rust-')),
    )
    expect(results?.get('without')?.ok).toBe(false)
    expect(results?.get('with')?.ok, results?.get('with')?.output).toBe(true)
    expect(await server.messages()).toHaveLength(1)
  },
)
