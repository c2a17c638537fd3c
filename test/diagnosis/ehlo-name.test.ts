import { expect, test } from 'vitest'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import type { Verdict } from '../../src/model/finding.ts'
import { greeting, quits, sends } from './support/passages.ts'
import { transcript } from './support/transcript.ts'

const greets = (name: string): Verdict =>
  diagnose(
    transcript('relay', `${greeting}\nC: EHLO ${name}\nS: 250 fourport | SIZE 100\n${sends}\n${quits}`),
  )

test.each([
  ['app_web_1', 'underscore'],
  ['[WINDOWS-AB1C2D]', 'brackets are for an IP address'],
  ['Jürgens-MacBook', 'ASCII'],
  ['192.0.2.7', 'must be in brackets'],
  ['2001:db8::7', 'must be in brackets'],
  ['[2001:db8::7]', 'must begin with IPv6:'],
  ['ann@app.example', 'e-mail address'],
  ['app..example', 'single dots'],
  ['-app.example', 'single dots'],
  ['undefined', 'value that was not set'],
  ['None', 'value that was not set'],
  ['[192.0.2.300]', 'brackets are for an IP address'],
])('EHLO %s is a warning, and says why', (name, words) => {
  const { findings, outcome } = greets(name)
  expect(outcome).toBe('findings')
  expect(findings).toMatchObject([{ id: 'ehlo-name-invalid', severity: 'warning' }])
  expect(findings[0]?.saw).toContain(words)
})

test.each([
  'localhost',
  'localhost.localdomain',
  'a',
  'app',
  'app-1.example.com',
  'xn--jrgens-macbook-hsb.example',
  '[127.0.0.1]',
  '[IPv6:::1]',
  '[IPv6:2001:db8::7]',
  '0a1b2c3d4e5f',
])('EHLO %s is right', (name) => {
  expect(greets(name).findings).toEqual([])
})

test('an address gets its brackets in the fix', () => {
  expect(greets('2001:db8::7').findings[0]?.fix).toContain('[IPv6:2001:db8::7]')
  expect(greets('192.0.2.7').findings[0]?.fix).toContain('[192.0.2.7]')
})

test('a check that greets with such a name and sends nothing is not blamed', () => {
  const { findings } = diagnose(
    transcript(
      'relay',
      `${greeting}\nC: EHLO app_web_1\nS: 250 fourport | SIZE 100\nC: NOOP\nS: 250 2.0.0 OK\n${quits}`,
    ),
  )
  expect(findings).toEqual([])
})
