import type { FixKind } from '../fix-kind.ts'
import { readsPassword, type FixTarget, type Library } from './library.ts'
import { plainSettings } from './plain-settings.ts'

/** What begins a comment, by the language of a snippet; `#` in every other. */
const marks: Readonly<Record<string, string>> = {
  js: '//',
  php: '//',
  go: '//',
  java: '//',
  csharp: '//',
  rust: '//',
}

/**
 * The settings, and after them the lines of a login as a comment where the session failed before one could come: whether
 * the client has one is not known, and who pastes the settings over his own must not lose it.
 */
export function fixWithLogin(library: Library, fixKind: FixKind, target: FixTarget): string {
  const code = library.fix(fixKind, target)
  // Its line for the login says so itself.
  if (target.keepsLogin !== true || target.login || library === plainSettings) return code
  const own = code.split('\n')
  const without = new Set(own)
  const withLogin = library.fix(fixKind, { ...target, login: true }).split('\n')
  const login = withLogin.filter((line) => line.trim() !== '' && !without.has(line) && !isImport(line))
  const mark = marks[library.language] ?? '#'
  const comment = [
    // As gofmt has it after a function.
    ...(library.language === 'go' ? [''] : []),
    `${mark} If you log in, keep that, such as:`,
    ...login.map((line) => (line.startsWith(mark) ? line : `${mark} ${line.replace(/ \\$/, '')}`)),
  ]
  // Of settings, others may follow that are of another file.
  const at = library.language === 'ini' ? withLogin.findIndex((line) => !without.has(line)) : own.length
  return own.toSpliced(at, 0, ...comment).join('\n')
}

/** The whole of a first mail; where its password is read from the environment, that comes before it. */
export function setupWithPassword(library: Library, target: FixTarget): string {
  const code = library.setup(target)
  if (!readsPassword(target) || !code.includes('SMTP_PASS')) return code
  const mark = marks[library.language] ?? '#'
  const line = `${mark} first, in the shell: export SMTP_PASS='the password of this user'`
  return code.startsWith('<?php') ? code.replace('<?php', () => `<?php\n${line}`) : `${line}\n${code}`
}

function isImport(line: string): boolean {
  return /^(?:import|use) |^\s*"[\w./-]+"$/.test(line)
}
