import { FourportError } from '../../base/errors.ts'
import { lazyModule } from '../../base/lazy-module.ts'
import { canonicalAddress, lowerCaseAscii, parseMailbox } from '../../base/mailbox.ts'
import { there } from '../../capture/message-reader.ts'
import type { BytesOf, CapturedMessage } from '../../model/message.ts'
import type { ResolvedRelease } from '../../options/options.ts'

/** Nodemailer takes 40 ms to read. */
export const loadDelivery = lazyModule(() => import('./deliver.ts'))

export type Release = (message: CapturedMessage, recipients: readonly string[]) => Promise<void>

/**
 * Sends the raw bytes as they are; nothing of the message is read as a path, URL or header of ours. What is compared
 * with the list is what stands in RCPT.
 *
 * @throws FourportError RELEASE_ADDRESS_INVALID, RELEASE_REFUSED, RELEASE_FAILED, MESSAGE_GONE.
 */
export function createRelease(settings: ResolvedRelease, bytesOf: BytesOf): Release {
  const allowed = new Set(settings.allowRecipients)
  const isAllowed = (address: string): boolean => {
    const entry = lowerCaseAscii(address)
    return allowed.has('*') || allowed.has(entry) || allowed.has(entry.slice(entry.lastIndexOf('@')))
  }
  return async (message, recipients) => {
    if (recipients.length === 0) {
      throw new FourportError('RELEASE_ADDRESS_INVALID', 'Not released: no recipient was named.')
    }
    const to = recipients.map((address) => readAddress('recipient', address))
    const refused = to.filter((address) => !isAllowed(address))
    if (refused.length > 0) {
      const names = refused.map((address) => JSON.stringify(address)).join(', ')
      const verb = refused.length === 1 ? 'is' : 'are'
      throw new FourportError(
        'RELEASE_REFUSED',
        `Not released: ${names} ${verb} not on the list of allowed recipients.`,
      )
    }
    // The null reverse-path of a bounce (RFC 5321 §4.5.5).
    const { mailFrom } = message.envelope
    const from = mailFrom === '' ? '' : readAddress('sender of the message', mailFrom)
    const { deliver } = await loadDelivery()
    await deliver(settings, { from, to }, there(await bytesOf(message), message))
  }
}

/** One address in its one spelling, which nobody reads again on its way out. */
function readAddress(role: string, given: string): string {
  const mailbox = parseMailbox(given)
  const address = mailbox === null ? null : canonicalAddress(mailbox)
  // Quoted they are legal, and Nodemailer sends no command that has them.
  if (address !== null && !/[<>]/.test(address)) return address
  const shown = JSON.stringify(given.length > 80 ? `${given.slice(0, 80)}…` : given)
  throw new FourportError(
    'RELEASE_ADDRESS_INVALID',
    `Not released: the ${role} ${shown} is not one address such as user@example.com, as RFC 5321 §4.1.2 spells it.`,
  )
}
