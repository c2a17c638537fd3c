import { readFile } from 'node:fs/promises'
import { createTransport } from 'nodemailer'
import manifest from 'nodemailer/package.json' with { type: 'json' }
import { everyTls, timesOf, type ClientResult, type ClientSetup, type MailClient } from './client.ts'

/** In-process, so also the fastest: no interpreter starts. */
export const nodemailerClient: MailClient = {
  name: 'nodemailer',
  kind: 'nodemailer',
  installed: 'by-npm',
  version: () => `${manifest.version} on Node ${process.versions.node.replace(/\.\d+$/, '')}`,
  mechanisms: ['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2'],
  tls: everyTls,
  bytes: 'the whole message, given as `raw`',
  missing: () => null,
  send: async (setup) => {
    const { timeoutMs, limitMs } = timesOf(setup)
    // Nothing to kill in-process: its own patience ends instead.
    const patienceMs = Math.min(timeoutMs, limitMs)
    return sendWith(setup, {
      host: setup.host,
      port: setup.port,
      secure: setup.tls === 'implicit',
      requireTLS: setup.tls === 'starttls',
      ignoreTLS: setup.tls === 'none',
      tls: {
        rejectUnauthorized: setup.verify,
        ...(setup.caFile === null ? {} : { ca: await readFile(setup.caFile) }),
        // OpenSSL 3 gives the old versions up at its default security level.
        ...(setup.maxTls === undefined
          ? {}
          : { minVersion: 'TLSv1', maxVersion: setup.maxTls, ciphers: 'DEFAULT@SECLEVEL=0' }),
      },
      connectionTimeout: patienceMs,
      greetingTimeout: patienceMs,
      socketTimeout: patienceMs,
      ...credentials(setup),
    })
  },
}

/** Sends with exactly these transport options: the whole option space is reached this way. */
export async function sendWith(
  mail: Pick<ClientSetup, 'from' | 'to' | 'message'>,
  options: Readonly<Record<string, unknown>>,
): Promise<ClientResult> {
  const transport = createTransport(options)
  try {
    const info: { readonly response: string } = await transport.sendMail({
      envelope: { from: mail.from, to: [...mail.to] },
      raw: mail.message,
    })
    return { ok: true, exitCode: 0, output: info.response }
  } catch (error) {
    return { ok: false, exitCode: 1, output: error instanceof Error ? error.message : String(error) }
  } finally {
    transport.close()
  }
}

function credentials(setup: ClientSetup): Readonly<Record<string, unknown>> {
  if (setup.user === undefined) return {}
  if (setup.mechanism === 'XOAUTH2') {
    return { auth: { type: 'OAuth2', user: setup.user, accessToken: setup.password } }
  }
  return {
    auth: { user: setup.user, pass: setup.password },
    ...(setup.mechanism === undefined ? {} : { authMethod: setup.mechanism }),
  }
}
