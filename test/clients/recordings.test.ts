import { describe, expect, test } from 'vitest'
import { findingIds } from '../../src/diagnosis/catalogue.ts'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import { login } from '../support/clients/cases.ts'
import { familyOf } from '../support/clients/family.ts'
import { clients } from '../support/clients/index.ts'
import { pinnedClients } from '../support/clients/pinned.ts'
import { readRecordings } from '../support/clients/recording.ts'
import { said } from '../support/clients/said.ts'

const folderOf = (name: string): string => name.slice(0, name.indexOf('/'))

describe('recorded sessions, explained without a server', () => {
  const suite = readRecordings('suite')
  const others = readRecordings('others')
  const wire = readRecordings('wire')
  const recordings = [...suite, ...others]
  const clientsOf = (folder: string): readonly string[] =>
    [...new Set(suite.filter(({ name }) => folderOf(name) === folder).map(({ client }) => client))].sort()

  test.each(['debian-12', 'debian-13'])(
    'there are recordings of every client in its version of %s',
    (release) => {
      expect(clientsOf(release)).toEqual(
        clients
          .filter(({ installed }) => installed !== 'by-npm')
          .map(({ name }) => name)
          .toSorted(),
      )
    },
  )

  test('and of the client that comes with the project', () => {
    expect(clientsOf('project')).toEqual(['nodemailer'])
  })

  test('and of every client of today', () => {
    const current = suite.filter(({ name }) => folderOf(name) === 'current')
    for (const { kind, name: library } of pinnedClients) {
      const own = current.filter(({ name }) => new RegExp(`/${kind}-(?:relay|smtps|submission)`).test(name))
      expect(own.map(({ client }) => client)).toContain(library)
      expect(new Set(own.map(({ version }) => version)).size, kind).toBe(1)
    }
  })

  test('the recordings of a release are of one version of each client, and say which', () => {
    const versions = new Map<string, unknown>()
    for (const { name, client, version } of suite) {
      expect(version, name).toMatch(/\d/)
      // Several versions and settings stand side by side there.
      if (folderOf(name) === 'current') continue
      const key = `${folderOf(name)} ${client}`
      if (!versions.has(key)) versions.set(key, version)
      expect(version, name).toBe(versions.get(key))
    }
    const [old, newer] = ['debian-12', 'debian-13'].map((release) =>
      [...versions].filter(([key]) => key.startsWith(release)),
    )
    expect(old!.filter(([, version]) => newer!.some(([, other]) => other === version))).toEqual([])
  })

  test('many are of clients that the suite does not run', () => {
    expect(new Set(others.map(({ client }) => client)).size).toBeGreaterThan(15)
  })

  test('no client is taken for another one', () => {
    const taken = recordings.flatMap(({ name, client, sessions }) =>
      sessions
        .map((session) => diagnose(session).client?.library ?? client)
        .filter((library) => !familyOf(client).includes(library))
        .map((library) => `${name}: ${library}`),
    )
    expect(taken).toEqual([])
  })

  for (const { name, expected, sessions } of recordings) {
    test(`${name}: ${expected.join(' and ') || 'nothing to say'}`, () => {
      const findings = sessions.flatMap((session) => diagnose(session).findings)
      expect(said(findings, expected)).toEqual(expected.toSorted())
      for (const { evidence, sessionId } of findings) {
        const entries = sessions.find(({ id }) => id === sessionId)?.entries ?? []
        const known = new Set(entries.map(({ n }) => n))
        expect(evidence.filter((n) => !known.has(n))).toEqual([])
        // Silence is the one fault without an entry to point at.
        if (entries.length > 0) expect(evidence).not.toEqual([])
      }
    })
  }

  for (const { name, expected, sessions } of wire) {
    test(`${name}: ${expected.join(' and ')}`, () => {
      expect(sessions.flatMap((session) => diagnose(session).findings.map(({ id }) => id))).toEqual(expected)
    })
  }

  test('every finding there is has been recorded', () => {
    const found = [...recordings, ...wire].flatMap(({ sessions }) =>
      sessions.flatMap((session) => diagnose(session).findings.map(({ id }) => id)),
    )
    expect(findingIds.filter((id) => !found.includes(id))).toEqual([])
  })

  test('no recording holds a credential', () => {
    const text = JSON.stringify([...recordings, ...wire])
    for (const password of [login.password, 'battery staple', 'correcthorse', 'batterystaple']) {
      expect(text).not.toContain(password)
      expect(text).not.toContain(Buffer.from(password).toString('base64'))
      expect(text).not.toContain(Buffer.from(`\0${login.user}\0${password}`).toString('base64'))
    }
  })
})
