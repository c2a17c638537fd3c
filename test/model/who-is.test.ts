import { expect, it } from 'vitest'
import { whoIs } from '../../src/model/who-is.ts'

const peer = {
  client: null,
  tlsLibrary: null,
  clientName: null,
  speaker: 'smtp',
  remote: { host: '192.0.2.7' },
} as const
const go = { name: 'Go', label: 'Go 1.23' }
const python = { library: 'smtplib', label: 'Python smtplib', confidence: 'certain', marks: [] } as const

it.each([
  ['its library', { client: python, clientName: 'vm', tlsLibrary: go }, 'Python smtplib'],
  ['its domain', { clientName: 'app.example.test', tlsLibrary: go }, 'app.example.test'],
  [
    'its TLS library, where it only names its machine',
    { clientName: 'vm', tlsLibrary: go },
    'Go client “vm”',
  ],
  [
    'its TLS library and an address',
    { clientName: '[127.0.0.1]', tlsLibrary: go },
    'Go client “[127.0.0.1]”',
  ],
  ['its TLS library, where it says nothing', { tlsLibrary: go }, 'Go client'],
  ['the name of its machine', { clientName: 'x' }, 'unknown client “x”'],
  [
    'a name that every machine has',
    { clientName: 'localhost.localdomain' },
    'unknown client “localhost.localdomain”',
  ],
  ['an address without brackets', { clientName: '10.0.0.1' }, 'unknown client “10.0.0.1”'],
  ['what it speaks', { speaker: 'http' }, 'HTTP client at 192.0.2.7'],
  ['where it is', { clientName: '' }, '192.0.2.7'],
] as const)('a client is called by %s', (_, more, name) => {
  expect(whoIs({ ...peer, ...more })).toBe(name)
})
