import { describe, it } from 'vitest'
import { headerDecoder } from '../../src/capture/header-decoder.ts'
import { goText } from '../../src/http/compat/go-text.ts'
import { toMimeTree } from '../../src/http/compat/mailhog/mime-tree.ts'
import { splitSearch } from '../../src/http/compat/mailpit/search-words.ts'
import { toMailpitHeaders, toMailpitMessage } from '../../src/http/compat/mailpit/to-mailpit.ts'
import { safeFileName } from '../../src/http/dto/file-name.ts'
import { toHtmlView } from '../../src/http/html-view.ts'
import type { ParsedMessage } from '../../src/model/parsed-message.ts'
import { readInvitation } from '../../src/ui/lib/invitation.ts'
import { remoteContentOf } from '../../src/ui/lib/remote-content.ts'
import { expectLinear, type MakeWork } from './support/growth.ts'
import { fieldOf, messageTo, parsedOf, times } from './support/mail-of.ts'

const view =
  (html: (size: number) => string): MakeWork =>
  (size) => {
    const parsed = parsedOf({ html: html(size) })
    return () => toHtmlView(parsed, () => '', { linksOpenWindows: true, dark: true })
  }

const mailpit =
  (said: (size: number) => Partial<ParsedMessage>): MakeWork =>
  (size) => {
    const whole = {
      message: messageTo('a@x.test'),
      raw: Buffer.alloc(0),
      tags: [],
      parsed: parsedOf(said(size)),
    }
    return () => toMailpitMessage(whole, headerDecoder)
  }

const unsubscribe = (value: (size: number) => string): MakeWork =>
  mailpit((size) => ({ headers: [fieldOf('List-Unsubscribe', value(size))] }))

const mailHog =
  (source: (size: number) => string): MakeWork =>
  (size) => {
    const text = source(size)
    return () => toMimeTree(text)
  }

const goShown =
  (bytes: readonly number[]): MakeWork =>
  (size) => {
    const content = Buffer.alloc(size, Buffer.from(bytes))
    return () => goText(content)
  }

const fileName =
  (name: (size: number) => string): MakeWork =>
  (size) => {
    const text = name(size)
    return () => safeFileName(text, 'attachment')
  }

const search =
  (words: (size: number) => string): MakeWork =>
  (size) => {
    const text = words(size)
    return () => splitSearch(text)
  }

const remote =
  (html: (size: number) => string): MakeWork =>
  (size) => {
    const text = html(size)
    return () => remoteContentOf(text)
  }

const calendar =
  (lines: (size: number) => string): MakeWork =>
  (size) => {
    const text = `BEGIN:VEVENT\n${lines(size)}`
    return () => readInvitation(text)
  }

describe('the work for a hostile message grows with its size and no faster', () => {
  it.each<[string, MakeWork]>([
    ['images without an end', remote((n) => '<img src="'.repeat(n / 10))],
    ['attributes without a value', remote((n) => `<img ${'src '.repeat(n / 4)}`)],
    ['styles without a value', remote((n) => `<img style="${'width '.repeat(n / 6)}`)],
    ['backgrounds and blanks', remote((n) => `background${' '.repeat(n)}`)],
    ['open addresses of styles', remote((n) => 'url( '.repeat(n / 5))],
    ['a folded line of a calendar', calendar((n) => '\n '.repeat(n / 2))],
    ['quotes in a calendar', calendar((n) => `ORGANIZER;${'CN="'.repeat(n / 4)}`)],
    ['events in events', calendar((n) => 'BEGIN:VEVENT\n'.repeat(n / 13))],
    ['a calendar of escapes', calendar((n) => `SUMMARY:${'\\'.repeat(n)}`)],
    ['a page that begins with comments', view((n) => '<!---->'.repeat(n / 7))],
    ['a page that begins with open comments', view((n) => '<!-- '.repeat(n / 5))],
    ['a page that begins with comments and blanks', view((n) => '<!-- --> \n'.repeat(n / 9))],
    ['a page of blanks', view((n) => ' '.repeat(n))],
    ['a doctype without an end', view((n) => '<!doctype '.repeat(n / 10))],
    ['a page of cid: without an id', view((n) => 'cid:'.repeat(n / 4))],
    ['a page of cid: addresses', view((n) => 'cid:a '.repeat(n / 6))],
    ['a List-Unsubscribe of <', unsubscribe((n) => '<'.repeat(n))],
    ['a List-Unsubscribe of < and blanks', unsubscribe((n) => '< '.repeat(n / 2))],
    ['a List-Unsubscribe of open addresses', unsubscribe((n) => '<https:'.repeat(n / 7))],
    ['a List-Unsubscribe of blanks in an address', unsubscribe((n) => `<https:${' '.repeat(n)}`)],
    ['bytes that are not UTF-8, in MailHog’s way', goShown([0x80])],
    ['sequences that are cut short, in MailHog’s way', goShown([0xf0, 0x9f, 0x98])],
    [
      'equal fields, in Mailpit’s way',
      (n) => {
        const parsed = parsedOf({ headers: Array.from({ length: n }, () => fieldOf('X', 'y')) })
        return () => toMailpitHeaders(parsed)
      },
    ],
    [
      'hidden recipients of a header',
      mailpit((n) => ({ bcc: Array.from({ length: n }, (_, at) => ({ name: 'N', address: `a${at}@x` })) })),
    ],
    ['equal fields, in MailHog’s way', mailHog((n) => 'X: y\r\n'.repeat(n / 6))],
    ['different fields, in MailHog’s way', mailHog((n) => times(n / 10, (at) => `X-${at}: y\r\n`))],
    ['folds, in MailHog’s way', mailHog((n) => `X: y${'\r\n '.repeat(n / 3)}`)],
    ['a header of line ends, in MailHog’s way', mailHog((n) => `X: y${'\r\r\n'.repeat(n / 3)}`)],
    [
      'a boundary not found, in MailHog’s way',
      mailHog((n) => `Content-Type: multipart/mixed${'; '.repeat(n / 2)}`),
    ],
    [
      'a boundary without an end, in MailHog’s way',
      mailHog((n) => `Content-Type: multipart/mixed${'; boundary='.repeat(n / 11)}`),
    ],
    [
      'siblings, in MailHog’s way',
      mailHog((n) => `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n'.repeat(n / 5)}`),
    ],
    [
      'blanks at the end of lines, in MailHog’s way',
      mailHog((n) => `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b${' '.repeat(n)}x`),
    ],
    ['a file name of dots', fileName((n) => `a${'.'.repeat(n)}a`)],
    ['a file name of blanks', fileName((n) => `${' '.repeat(n)}a${' '.repeat(n)}`)],
    ['a file name of slashes', fileName((n) => '/'.repeat(n))],
    ['a file name of underlines', fileName((n) => `${'_'.repeat(n)}a`)],
    ['a search of quotes', search((n) => '"'.repeat(n))],
    ['a search of open quotes', search((n) => 'a"'.repeat(n / 2))],
    ['a search of one word', search((n) => 'a '.repeat(n / 2))],
    ['a search of dashes', search((n) => '-'.repeat(n))],
  ])('%s', (_, make) => expectLinear(make))
})
