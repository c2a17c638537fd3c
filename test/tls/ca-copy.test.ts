import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { load, scratchDirectory } from './fixtures.ts'

/** A folder of keys, and one that is shared. */
function folders(): { readonly keys: string; readonly shared: string; readonly caCopy: string } {
  const directory = scratchDirectory()
  const [keys, shared] = [join(directory, 'keys'), join(directory, 'shared')]
  mkdirSync(shared)
  return { keys, shared, caCopy: join(shared, 'ca.pem') }
}

describe('a copy of the CA for others', () => {
  it('is the certificate, alone and readable by all', async () => {
    const { keys, shared, caCopy } = folders()
    const { ca } = await load(keys, { caCopy })
    expect(ca).toEqual({ file: join(keys, 'ca.pem'), pem: readFileSync(caCopy, 'latin1') })
    expect(readdirSync(shared)).toEqual(['ca.pem'])
    if (process.platform !== 'win32') expect(statSync(caCopy).mode & 0o777).toBe(0o644)
  })

  it('is left as it is by the next start, and renewed with the CA', async () => {
    const { keys, shared, caCopy } = folders()
    await load(keys, { caCopy })
    const { ino } = statSync(caCopy)
    await load(keys, { caCopy })
    expect(statSync(caCopy).ino).toBe(ino)
    const { ca } = await load(join(shared, '..', 'other'), { caCopy })
    expect(readFileSync(caCopy, 'latin1')).toBe(ca?.pem)
  })

  it.each([
    [
      'in a folder that is not there',
      ({ shared }) => join(shared, 'nowhere', 'ca.pem'),
      'CERTIFICATES_UNWRITABLE',
    ],
    ['over the key of the CA', ({ keys }) => join(keys, 'ca.key'), 'CERTIFICATES_UNWRITABLE'],
    ['over a file of someone else', ({ shared }) => join(shared, 'notes.txt'), 'CERTIFICATE_UNUSABLE'],
    ['over a folder', ({ shared }) => shared, 'CERTIFICATE_UNUSABLE'],
    ['over a device', () => '/dev/null', 'CERTIFICATE_UNUSABLE'],
  ] as const satisfies readonly [string, (there: ReturnType<typeof folders>) => string, string][])(
    'is refused %s',
    async (_where, place, code) => {
      const there = folders()
      writeFileSync(join(there.shared, 'notes.txt'), 'mine')
      await load(there.keys)
      const key = readFileSync(join(there.keys, 'ca.key'), 'latin1')
      const caCopy = place(there)
      await expect(load(there.keys, { caCopy })).rejects.toMatchObject({
        code,
        message: expect.stringContaining(caCopy) as string,
      })
      expect(readFileSync(join(there.keys, 'ca.key'), 'latin1')).toBe(key)
      expect(readFileSync(join(there.shared, 'notes.txt'), 'latin1')).toBe('mine')
    },
  )
})
