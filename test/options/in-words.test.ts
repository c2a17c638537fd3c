import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startServer } from '../../src/index.ts'

const scratch = (): string => mkdtempSync(join(tmpdir(), 'fourport-'))

describe('what to give instead is said in the words of the library as of the command', () => {
  it('for a page on a port that is taken, and no mail port is left open', async () => {
    const holder = createServer().listen(0, '127.0.0.1')
    await once(holder, 'listening')
    const { port } = holder.address() as { port: number }
    await expect(startServer({ http: port, host: '127.0.0.1' })).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: expect.stringContaining(String(port)) as string,
      help: expect.stringContaining('the http option, --http-port') as string,
      cause: { code: 'EADDRINUSE' },
    })
    holder.close()
  })

  it('for a file of records that cannot be written', async () => {
    await expect(startServer({ record: join(scratch(), 'nowhere', 'a.jsonl') })).rejects.toMatchObject({
      code: 'RECORD_UNWRITABLE',
      help: expect.stringContaining('the record option, --record') as string,
    })
  })

  it('for a folder of certificates that cannot be made', async () => {
    const file = join(scratch(), 'file')
    writeFileSync(file, '')
    await expect(startServer({ certs: join(file, 'certs') })).rejects.toMatchObject({
      code: 'CERTIFICATES_UNWRITABLE',
      help: expect.stringContaining('the certs option, --certs') as string,
    })
  })

  it('for a folder of certificates that cannot be read', async () => {
    const certs = scratch()
    mkdirSync(join(certs, 'ca.pem')) // Fails for every user, root too, as a folder of another user's does for most.
    await expect(startServer({ certs })).rejects.toMatchObject({
      code: 'CERTIFICATE_UNUSABLE',
      message: expect.stringContaining(join(certs, 'ca.pem')) as string,
      help: expect.stringContaining('the certs option, --certs') as string,
    })
  })

  it('for a folder with certificates of someone else', async () => {
    const certs = scratch()
    writeFileSync(join(certs, 'ca.pem'), 'my own notes')
    await expect(startServer({ certs })).rejects.toMatchObject({
      code: 'CERTIFICATE_UNUSABLE',
      help: expect.stringContaining('the certs option, --certs') as string,
    })
  })
})
