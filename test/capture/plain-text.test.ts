import { describe, expect, it } from 'vitest'
import { plainText } from '../../src/capture/plain-text.ts'
import { bombs } from './bombs.ts'
import { buildMail, parse } from './build-mail.ts'
import { mails, shapes } from './mail-shapes.ts'

describe('the text found without a full parse', () => {
  it.each(Object.entries(mails))('of a mail with %s is that of the full parse', async (name, options) => {
    const raw = await buildMail({ subject: 'S', from: 'a@b.test', to: 'c@d.test', ...options })
    const found = plainText(raw)
    if (name !== 'calendar' && name !== 'dots and blanks') expect(found).not.toBeNull()
    if (found !== null) expect(found).toBe((await parse(raw)).text)
  })

  it.each(shapes)('of a mail with %s is that of the full parse, or left to it', async (_, raw) => {
    const found = plainText(raw)
    if (found !== null) expect(found).toBe((await parse(raw)).text)
  })

  it.each(Object.entries(bombs).filter(([name]) => !name.startsWith('html')))(
    'of %s is that of the full parse, or left to it',
    async (_, make) => {
      const raw = make()
      const found = plainText(raw)
      if (found !== null) expect(found).toBe((await parse(raw)).text)
    },
  )
})
