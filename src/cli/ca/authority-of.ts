import { X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { FourportError } from '../../base/errors.ts'
import { readSmallFile } from '../../base/read-small-file.ts'
import type { RunningServer } from './running-server.ts'

/** @throws FourportError CERTIFICATE_UNUSABLE, or that of the system, where the file cannot be read */
export function readCa(file: string): X509Certificate {
  try {
    return new X509Certificate(readSmallFile(file))
  } catch (cause) {
    throw new FourportError('CERTIFICATE_UNUSABLE', `${file} contains no certificate.`, { cause })
  }
}

/** Whether the certificate that a server showed is signed by the CA in this file; of one by HTTP nothing is known. */
export function isSignedBy(leaf: X509Certificate, file: string): boolean {
  if (!existsSync(file)) return false
  const ca = readCa(file)
  return leaf.checkIssued(ca) && leaf.verify(ca.publicKey)
}

/**
 * The file of the CA that a running server uses; null: it has none of Fourport's, or does not say.
 *
 * @param folder - where the CA is if the server does not say
 * @throws FourportError CA_ABSENT where the file is on another machine, or is not the CA that the server uses
 */
export function authorityOf(running: RunningServer, folder: string): string | null {
  const { url, caFile, leaf, asksLogin } = running
  if (asksLogin) return authorityBehindLogin(running, folder)
  if (caFile === null) return null
  if (!existsSync(caFile)) {
    throw new FourportError(
      'CA_ABSENT',
      `The server at ${url} has its CA in ${caFile}, which is not on this machine.`,
      {
        help: `It may run in a container. Fetch the CA with \`curl ${leaf === null ? '' : '-k '}-o ca.pem ${url}api/ca.pem\`, or name a folder with --certs.`,
      },
    )
  }
  if (leaf === null || isSignedBy(leaf, caFile)) return caFile
  throw new FourportError(
    'CA_ABSENT',
    `The server at ${url} names ${caFile} as its CA, and shows a certificate that this CA has not signed.`,
    { help: 'Start the server again if its CA was made again after it started.' },
  )
}

function authorityBehindLogin({ url, leaf }: RunningServer, folder: string): string | null {
  const file = join(folder, 'ca.pem')
  if (leaf === null) {
    if (existsSync(file)) return null
    throw new FourportError('CA_ABSENT', `The server at ${url} says only after a login where its CA is.`, {
      help: 'Give its --http-token or --http-auth, or name the folder of its CA with --certs.',
    })
  }
  if (isSignedBy(leaf, file)) return file
  throw new FourportError(
    'CA_ABSENT',
    `The server at ${url} says only after a login where its CA is, and its certificate is not signed by ${file}.`,
    { help: 'Give the folder of its CA with --certs, as when the server was started.' },
  )
}
