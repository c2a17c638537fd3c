import { describe, expect, it } from 'vitest'
import { letterOf } from '../../src/capture/letter.ts'
import type { Letter } from '../../src/model/parsed-message.ts'
import { bombs } from './bombs.ts'
import { buildMail, lines, parse } from './build-mail.ts'
import { mails } from './mail-shapes.ts'

const unlimited = { maxParseBytes: Infinity, maxWorkBytes: Infinity }

async function whole(raw: Buffer): Promise<Letter> {
  const { subject, from, to, cc, bcc, replyTo, messageId, text } = await parse(raw)
  return { subject, from, to, cc, bcc, replyTo, messageId, text }
}

const everything = {
  subject: 'Grüße 你好',
  from: '"Grüße, Ada" <ada@b.test>',
  to: 'c@d.test, "D, e" <e@f.test>',
  cc: 'Team: g@h.test, i@j.test;',
  bcc: 'k@l.test',
  replyTo: 'm@n.test',
  text: 'Hello.\n',
}

describe('header and text, found without a full parse', () => {
  it('are there for a mail of text, with all of its fields', async () => {
    const raw = await buildMail(everything)
    expect(letterOf(raw, unlimited)).not.toBeNull()
    expect(letterOf(raw, unlimited)).toEqual(await whole(raw))
  })

  it.each(Object.entries(mails))('of a mail with %s are those of the full parse', async (_, options) => {
    const raw = await buildMail({ subject: 'S', from: 'a@b.test', to: 'c@d.test', ...options })
    const letter = letterOf(raw, unlimited)
    if (letter !== null) expect(letter).toEqual(await whole(raw))
  })

  it.each(Object.keys(bombs))('of the hostile message "%s" are those of the full parse', async (name) => {
    const raw = bombs[name]!()
    const letter = letterOf(raw, unlimited)
    if (letter !== null) expect(letter).toEqual(await whole(raw))
  })

  it('are left to the full parse where the message is long, or may be refused for what it takes', () => {
    const raw = lines('Subject: s', '', 'x')
    expect(letterOf(raw, unlimited)).toMatchObject({ subject: 's', messageId: null })
    expect(letterOf(raw, { maxParseBytes: raw.length - 1, maxWorkBytes: Infinity })).toBeNull()
    expect(letterOf(lines('Subject: s', '', 'x'.repeat(20_000)), unlimited)).toBeNull()
  })
})
