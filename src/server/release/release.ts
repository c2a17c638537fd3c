import { FourportError, messageOf } from '../base/errors.ts'
import type { CapturedMessage } from '../model/message.ts'
import type { ResolvedRelease } from './options/options.ts'

export type Release = (message: CapturedMessage, recipients: readonly string[]) => Promise<void>

/** Sends the raw bytes as they are; nothing of the message is read as a path, URL or header of ours. */
export function createRelease(settings: ResolvedRelease): Release {
  const isAllowed = (address: string): boolean =>
    settings.allowRecipients.some(
      (entry) => entry === '*' || (entry.startsWith('@') ? address.endsWith(entry) : address === entry),
    )
  return async (message, recipients) => {
    const refused = recipients.filter((address) => !isAllowed(address.toLowerCase()))
    if (recipients.length === 0 || refused.length > 0) {
      const names =
        refused.length > 0 ? refused.map((address) => `"${address}"`).join(', ') : 'no recipient at all'
      throw new FourportError(
        'RELEASE_REFUSED',
        `Not released: ${names} is not on the list of allowed recipients.`,
      )
    }
    // Loaded here: Nodemailer takes 40 ms to import, and most servers never release anything.
    const { createTransport } = await import('nodemailer')
    const transport = createTransport({
      host: settings.host,
      port: settings.port,
      secure: settings.tls === 'implicit',
      requireTLS: settings.tls === 'starttls',
      ignoreTLS: settings.tls === 'none',
      disableFileAccess: true,
      disableUrlAccess: true,
      ...(settings.user !== null && { auth: { user: settings.user, pass: settings.password ?? '' } }),
    })
    try {
      await transport.sendMail({
        envelope: { from: message.envelope.mailFrom, to: [...recipients] },
        raw: message.raw,
      })
    } catch (error) {
      throw new FourportError(
        'RELEASE_FAILED',
        `${settings.host}:${settings.port} did not take the message: ${messageOf(error)}`,
        { cause: error },
      )
    } finally {
      transport.close()
    }
  }
}
