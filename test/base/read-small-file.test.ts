import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { execFileSync } from '../support/programs/processes.ts'
import { readSmallFile } from '../../src/base/read-small-file.ts'

const limitBytes = 1024 * 1024

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fourport-read-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

describe('a small file', () => {
  it.each([0, 1, limitBytes])('of %i bytes is read whole', (length) => {
    const path = join(scratch(), 'file')
    const bytes = Buffer.alloc(length, 'x')
    writeFileSync(path, bytes)
    expect(readSmallFile(path).equals(bytes)).toBe(true)
  })

  it('is read through a link, as secrets of Kubernetes are', () => {
    const folder = scratch()
    writeFileSync(join(folder, 'file'), 'secret')
    symlinkSync('file', join(folder, 'link'))
    expect(readSmallFile(join(folder, 'link')).toString()).toBe('secret')
  })

  it('over 1 MiB is refused', () => {
    const path = join(scratch(), 'file')
    writeFileSync(path, Buffer.alloc(limitBytes + 1))
    expect(() => readSmallFile(path)).toThrow('it is larger than 1 MiB')
  })

  it('that is missing is told by the system', () => {
    expect(() => readSmallFile(join(scratch(), 'none'))).toThrow(/ENOENT/)
  })

  it('that is a folder is refused', () => {
    expect(() => readSmallFile(scratch())).toThrow('it is a folder, not a regular file')
  })
})

describe.skipIf(process.platform === 'win32')('what is no file', () => {
  it.each(['/dev/urandom', '/dev/zero', '/dev/null'])('%s is refused unread', (path) => {
    expect(() => readSmallFile(path)).toThrow('it is a device, not a regular file')
  })

  it('a pipe that nobody writes to is not waited for', () => {
    const path = join(scratch(), 'pipe')
    execFileSync('mkfifo', [path])
    expect(() => readSmallFile(path)).toThrow('it is a pipe, not a regular file')
  })
})

it.skipIf(process.platform !== 'linux')('a file of /proc, which says it has no bytes, is read', () => {
  expect(readSmallFile('/proc/self/status').toString()).toMatch(/^Name:/)
})
