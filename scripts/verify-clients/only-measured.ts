import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  currentPython,
  type Language,
  pins,
  programs,
  whyNotCurrent,
} from '../../test/support/clients/current.ts'
import { goLibraries, java, lockedCrate, saysItself } from '../../test/support/clients/pinned.ts'

/** A client of today, and the program of test/clients/current that sends with it. */
export interface ClientOfToday {
  readonly kind: string
  readonly language: Language
  readonly command: readonly [program: string, ...args: string[]]
  missing(): string | null
  version(): string
}

function ofToday(
  kind: string,
  language: Language,
  command: ClientOfToday['command'],
  version: () => string,
): ClientOfToday {
  const missing = (): string | null => {
    const reason = whyNotCurrent(language)
    if (reason !== null) return reason
    // What was installed may be older than its pin.
    return /^v?\d/.test(version())
      ? null
      : `it is not installed yet (test/clients/current/install ${language})`
  }
  return { kind, language, command, missing, version }
}

const ofGo = (kind: string, module: string): ClientOfToday =>
  ofToday(kind, 'go', [goLibraries, kind], () => saysItself(goLibraries, '--version', module))

const ofPython = (library: string): ClientOfToday =>
  ofToday(library, 'python', [currentPython, join(pins, 'python', 'send.py'), library], () =>
    saysItself(currentPython, join(pins, 'python', 'version.py'), library),
  )

const mailSend = join(programs, 'mail-send')

/** Their senders stand beside those of the suite, which runs none of them. */
export const onlyMeasured: readonly ClientOfToday[] = [
  ofGo('gomail', 'gopkg.in/gomail.v2'),
  ofGo('jordan-wright-email', 'github.com/jordan-wright/email'),
  ofGo('mail-v2', 'gopkg.in/mail.v2'),
  ofGo('mailyak', 'github.com/domodwyer/mailyak/v3'),
  ofToday('mail-send', 'rust', [mailSend], () =>
    existsSync(mailSend) ? `${lockedCrate('mail-send')} with rustls ${lockedCrate('rustls')}` : '',
  ),
  ofToday('vertx', 'java', ['java', ...java, 'vertx'], () =>
    saysItself('java', ...java, '--version', 'io.vertx.ext.mail.MailClient'),
  ),
  ofPython('flask-mail'),
  ofPython('flask-mailman'),
  ofPython('redmail'),
]
