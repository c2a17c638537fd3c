import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { functionClient } from '../../src/verify/client/function.ts'
import { execFileSync } from '../support/programs/processes.ts'
import { scriptClient, verified } from './support/run-verify.ts'

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8)

/** Every folder on the way to a file, and whether each user may go through it. */
function privateFolders(file: string): readonly string[] {
  const folder = dirname(file)
  const here = (statSync(folder).mode & 0o001) === 0 ? [folder] : []
  return folder === dirname(folder) ? here : [...here, ...privateFolders(folder)]
}

interface Seen {
  readonly caFile: string
  readonly folder: readonly string[]
  readonly modes: readonly string[]
  readonly privateFolders: readonly string[]
  readonly text: string
}

/** What the client of one run finds at the path that it is given. */
async function caOfRun(certs: string | null = null): Promise<Seen> {
  const seen: Seen[] = []
  const looks = functionClient(({ caFile }) => {
    const folder = dirname(caFile)
    seen.push({
      caFile,
      folder: readdirSync(folder),
      modes: [modeOf(folder), modeOf(caFile)],
      privateFolders: privateFolders(caFile),
      text: readFileSync(caFile, 'utf8'),
    })
    throw new Error('that is all')
  })
  await verified(['good'], looks, { ports: ['smtps'], certs }).catch(() => undefined)
  return seen[0]!
}

/** Does something in a folder that is gone afterwards, in one that each user can enter: that for temporary files may be private. */
async function inFolder(mode: number, work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync('/tmp/fourport-ca-file-')
  chmodSync(folder, mode)
  try {
    await work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** With this folder for temporary files. */
async function withTemporary(folder: string, work: () => Promise<void>): Promise<void> {
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  try {
    await work()
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}

async function withUmask(mask: number, work: () => Promise<void>): Promise<void> {
  const before = process.umask(mask)
  try {
    await work()
  } finally {
    process.umask(before)
  }
}

// Windows has no such modes.
describe.skipIf(process.platform === 'win32')('the file of the CA', () => {
  it('can be read by another user, alone in its folder, and is gone with the run', async () => {
    await withUmask(0o077, async () => {
      const { caFile, ...found } = await caOfRun()
      expect(found).toEqual({
        folder: ['ca.pem'],
        modes: ['755', '644'],
        privateFolders: [],
        text: expect.stringContaining('-----BEGIN CERTIFICATE-----') as string,
      })
      expect(found.text).not.toContain('KEY')
      expect(existsSync(dirname(caFile))).toBe(false)
    })
  })

  it('can be so where the folder for temporary files is private', async () => {
    await inFolder(0o700, (folder) =>
      withTemporary(folder, async () => {
        expect(await caOfRun()).toMatchObject({ folder: ['ca.pem'], privateFolders: [] })
      }),
    )
  })

  it('is gone after an error too', async () => {
    // In a folder of its own: other runs come and go in the common one.
    await inFolder(0o755, (folder) =>
      withTemporary(folder, async () => {
        await expect(
          verified(['good'], scriptClient(''), { signal: AbortSignal.abort(new Error('enough')) }),
        ).rejects.toThrow('enough')
        expect(readdirSync(folder)).toEqual([])
      }),
    )
  })

  it('is a copy where the CA is kept in a folder for this user alone, whose keys stay there', async () => {
    await inFolder(0o755, async (folder) => {
      const certs = join(folder, 'kept')
      const { caFile, ...found } = await caOfRun(certs)
      expect(found).toMatchObject({ folder: ['ca.pem'], privateFolders: [] })
      expect(found.text).toBe(readFileSync(join(certs, 'ca.pem'), 'utf8'))
      expect([modeOf(certs), modeOf(join(certs, 'ca.key'))]).toEqual(['700', '600'])
      expect(existsSync(caFile)).toBe(false)
    })
  })

  it('is that of a kept CA itself where everybody can read it', async () => {
    await inFolder(0o755, async (certs) => {
      expect((await caOfRun(certs)).caFile).toBe(join(certs, 'ca.pem'))
    })
  })

  // Only root may start a program as another user.
  it.skipIf(process.getuid?.() !== 0)('is read by a program of another user', async () => {
    const texts: string[] = []
    const nobody = { uid: 65_534, gid: 65_534 }
    const reads = functionClient(({ caFile }) => {
      // By its path: what PATH names may be in a private folder.
      const options = { ...nobody, env: { PATH: '/usr/bin:/bin' }, encoding: 'utf8' } as const
      texts.push(execFileSync('/bin/sh', ['-c', 'cat "$0"', caFile], options))
      throw new Error('that is all')
    })
    await verified(['good'], reads, { ports: ['smtps'] }).catch(() => undefined)
    expect(texts).toEqual([expect.stringContaining('BEGIN CERTIFICATE')])
  })
})
