import { describe, expect, it } from 'vitest'
import { outcomes, severities } from '../../src/model/judgement.ts'
import {
  listenerProfileNames,
  portKeys,
  type PortProfile,
  profileNames,
  profiles,
  tlsModes,
} from '../../src/model/port-profile.ts'
import { read } from './documents.ts'

/** Backquoted words of the first place in a document that the pattern finds. */
function quotedIn(document: string, place: RegExp): readonly string[] {
  const text = place.exec(read(document))?.[1]
  if (text === undefined) throw new Error(`${document} has nothing like ${place}`)
  return [...text.matchAll(/`\.?([^`]+)`/g)].map(([, word = '']) => word)
}

describe('the documents name', () => {
  it.each([
    ['README.md', 'the profiles', /\| port \| profile([^]*?)\n\n/, profileNames],
    ['docs/http-api.md', 'the profiles', /\| `profile` +\| (.*)/, listenerProfileNames],
    ['docs/http-api.md', 'the severities', /\| `severity` +\| (.*)/, severities],
    ['docs/command.md', 'the profiles', /`ports` \((.*?), each/, profileNames],
    ['docs/command.md', 'what comes of a session', /`outcome` \((.*?)\)/, outcomes],
    ['docs/library.md', 'the ways to TLS', /`tls` \(([^]*?)\)/, tlsModes],
  ])('in %s %s, all of them and no other', (document, _what, place, names) => {
    expect([...quotedIn(document, place)].toSorted()).toEqual([...names].toSorted())
  })

  it('in docs/library.md the ports of the handle', () => {
    const text = read('docs/library.md').split('## Ports\n')[1]?.split('(')[0] ?? ''
    const named = [...text.matchAll(/`(?:server\.ports)?\.(\w+)`/g)].map(([, key]) => key)
    expect(named).toEqual(portKeys)
  })

  const tlsWords: Readonly<Record<PortProfile['tls'], string>> = {
    none: 'none',
    implicit: 'from the first byte',
    starttls: 'STARTTLS',
  }

  it('in README.md for each profile its number, its way to TLS and whether it offers AUTH', () => {
    const rows = [...read('README.md').matchAll(/^\| (\d+) +\| `([\w-]+)` +\| (.+?) +\| (.+?) +\|/gm)]
    expect(rows.map(([, port, name, tls, auth]) => [Number(port), name, tls, auth])).toEqual(
      profileNames
        .map((name) => profiles[name])
        .map((profile) => [
          profile.defaultPort,
          profile.name,
          `${tlsWords[profile.tls]}${profile.tls === 'starttls' && profile.tlsRequired ? ', required' : ''}`,
          profile.auth === 'off' ? 'not offered' : `offered${profile.tls === 'starttls' ? ' under TLS' : ''}`,
        ]),
    )
  })
})
