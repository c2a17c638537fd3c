import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FixSnippet } from '../../../src/model/finding.ts'
import {
  cargoEnv,
  currentPython,
  goEnv,
  jars,
  pins,
  whyNotCurrent,
  type Language,
} from '../../support/clients/current.ts'
import type { ClientResult } from '../../support/clients/index.ts'
import { runProcess, type ProcessOptions } from '../../support/clients/run-process.ts'
import { whyNot, type ProgramName } from '../../support/programs/programs.ts'
import { javaClass } from './java-class.ts'

/** What reads the printed code of some libraries as they do: a compiler where there is one, else the parser. */
export interface Compiler {
  readonly says: string
  readonly libraries: readonly string[]
  /** Why it cannot run here; null: it can. */
  missing(): string | null
  /** Succeeds without a word of complaint in its output. `folder` is empty, and its own. */
  compile(fixes: readonly FixSnippet[], folder: string): Promise<ClientResult>
}

const limitMs = 240_000

/** The programs and libraries that read the code. */
const installed =
  (...names: readonly ProgramName[]): Compiler['missing'] =>
  () =>
    whyNot(...names)

const current =
  (language: Language): Compiler['missing'] =>
  () =>
    whyNotCurrent(language)

/** Writes each fix into a file of its own; answers their names. */
function filesOf(
  fixes: readonly FixSnippet[],
  folder: string,
  name: (index: number) => string,
  text: (code: string, index: number) => string = (code) => `${code}\n`,
): readonly string[] {
  return fixes.map(({ code }, index) => {
    const file = join(folder, name(index))
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, text(code, index))
    return file
  })
}

const run = (command: string, args: readonly string[], options: Omit<ProcessOptions, 'limitMs'>) =>
  runProcess(command, args, { ...options, limitMs })

/** A shell reads every file by itself, so that none can mend the quotes of another. */
const eachBy = (command: string, files: readonly string[], folder: string): Promise<ClientResult> =>
  run('sh', ['-c', `for file; do ${command} || exit 1; done`, 'sh', ...files], { cwd: folder })

const go: Compiler = {
  says: 'gofmt and go vet',
  libraries: ['go', 'go-mail', 'go-smtp'],
  missing: current('go'),
  compile: (fixes, folder) => {
    for (const file of ['go.mod', 'go.sum']) cpSync(join(pins, 'go', file), join(folder, file))
    filesOf(
      fixes,
      folder,
      (index) => `fix${index}/fix.go`,
      (code, index) => (code.includes('package main\n') ? `${code}\n` : `package fix${index}\n\n${code}\n`),
    )
    return run('sh', ['-c', 'gofmt -l . && go vet ./...'], { cwd: folder, env: goEnv })
  },
}

const rust: Compiler = {
  says: 'cargo',
  libraries: ['lettre'],
  missing: current('rust'),
  compile: (fixes, folder) => {
    cpSync(join(pins, 'rust'), folder, { recursive: true })
    const source = join(folder, 'fixes', 'src')
    filesOf(fixes, source, (index) => `fix${index}.rs`)
    writeFileSync(
      join(source, 'lib.rs'),
      `#![deny(warnings)]\n#![allow(dead_code)]\n${fixes.map((_, index) => `mod fix${index};`).join('\n')}\n`,
    )
    return run('cargo', ['build', '--quiet', '--locked', '-p', 'fixes'], { cwd: folder, env: cargoEnv })
  },
}

const java: Compiler = {
  says: 'javac',
  libraries: ['jakarta-mail', 'simple-java-mail'],
  missing: current('java'),
  compile: (fixes, folder) => {
    const files = filesOf(
      fixes,
      folder,
      (index) => `Fix${index}.java`,
      (code, index) =>
        code.includes('class SendTest')
          ? code.replace('class SendTest', `class Fix${index}`)
          : javaClass(`Fix${index}`, code, ''),
    )
    writeFileSync(join(folder, 'files'), files.join('\n'))
    return run('javac', ['-Xlint:all,-processing,-path', '-cp', jars, '-d', folder, '@files'], {
      cwd: folder,
    })
  },
}

const properties: Compiler = {
  says: 'java.util.Properties',
  libraries: ['spring'],
  missing: current('java'),
  compile: (fixes, folder) => {
    const files = filesOf(fixes, folder, (index) => `${index}.properties`)
    writeFileSync(
      join(folder, 'Load.java'),
      `import java.io.*; import java.util.*;
public class Load { public static void main(String[] files) throws IOException {
  for (String file : files) {
    Properties properties = new Properties();
    try (InputStream in = new FileInputStream(file)) { properties.load(in); }
    for (String name : properties.stringPropertyNames())
      if (!name.startsWith("spring.mail.") && !name.startsWith("spring.ssl.bundle.pem.")) System.out.println(file + ": " + name);
  }
}}\n`,
    )
    return run('java', ['Load.java', ...files], { cwd: folder })
  },
}

const python: Compiler = {
  says: 'py_compile and pyflakes',
  libraries: ['smtplib', 'aiosmtplib', 'django'],
  missing: current('python'),
  compile: async (fixes, folder) => {
    const files = filesOf(fixes, folder, (index) => `fix${index}.py`)
    const compiled = await run(currentPython, ['-W', 'error', '-m', 'py_compile', ...files], { cwd: folder })
    return compiled.ok ? run(currentPython, ['-m', 'pyflakes', ...files], { cwd: folder }) : compiled
  },
}

const csharp: Compiler = {
  says: 'a parser of C#',
  libraries: ['mailkit'],
  missing: current('python'),
  compile: (fixes, folder) =>
    run(
      currentPython,
      [join(pins, 'python', 'parse_csharp.py'), ...filesOf(fixes, folder, (index) => `${index}.cs`)],
      {},
    ),
}

const node: Compiler = {
  says: 'V8',
  libraries: ['nodemailer'],
  missing: () => null,
  compile: (fixes, folder) => {
    const files = filesOf(fixes, folder, (index) => `${index}.mjs`)
    const program = `import { readFileSync } from 'node:fs'
import { SourceTextModule } from 'node:vm'
for (const file of process.argv.slice(2)) new SourceTextModule(readFileSync(file, 'utf8'), { identifier: file })\n`
    const args = ['--no-warnings', '--experimental-vm-modules', '--input-type=module', '-', ...files]
    return run(process.execPath, args, { input: program })
  },
}

const php: Compiler = {
  says: 'PHP',
  libraries: ['phpmailer'],
  missing: installed('php'),
  compile: (fixes, folder) => {
    const files = filesOf(
      fixes,
      folder,
      (index) => `${index}.php`,
      (code) => (code.startsWith('<?php') ? `${code}\n` : `<?php\n${code}\n`),
    )
    const program =
      '<?php foreach (array_slice($argv, 1) as $file) token_get_all(file_get_contents($file), TOKEN_PARSE);'
    return run('php', ['--', ...files], { input: program })
  },
}

const ruby: Compiler = {
  says: 'Ruby',
  libraries: ['net-smtp', 'rails'],
  missing: installed('ruby'),
  compile: (fixes, folder) => {
    const files = filesOf(fixes, folder, (index) => `${index}.rb`)
    const program = 'ARGV.each { |file| RubyVM::InstructionSequence.compile_file(file) }'
    return run('ruby', ['-w', '-', ...files], { input: program })
  },
}

/** The part before `; php.ini` by a reader of dotenv files, the rest by PHP's. */
function dotenv(says: string, library: string, needs: ProgramName, read: string): Compiler {
  return {
    says,
    libraries: [library],
    missing: installed(needs),
    compile: (fixes, folder) => {
      const files = filesOf(fixes, folder, (index) => `${index}.env`)
      const program = `<?php set_error_handler(function ($code, $text) { throw new ErrorException($text); });
foreach (array_slice($argv, 1) as $file) {
  [$text, $ini] = explode('; php.ini', file_get_contents($file), 2) + [1 => ''];
  ${read}
  if (parse_ini_string($ini) === false) throw new Exception($ini);
}\n`
      return run('php', ['--', ...files], { input: program })
    },
  }
}

const symfony = dotenv(
  "Symfony's Dotenv and Dsn",
  'symfony',
  'symfony-mailer',
  `require_once 'Symfony/Component/Dotenv/autoload.php'; require_once 'Symfony/Component/Mailer/autoload.php';
  $values = (new Symfony\\Component\\Dotenv\\Dotenv())->parse($text);
  if (array_keys($values) !== ['MAILER_DSN']) throw new Exception($text);
  Symfony\\Component\\Mailer\\Transport\\Dsn::fromString($values['MAILER_DSN']);`,
)

const laravel = dotenv(
  'phpdotenv',
  'laravel',
  'phpdotenv',
  `require_once 'Dotenv/autoload.php';
  $values = Dotenv\\Dotenv::parse($text);
  if (count($values) !== (str_contains($text, 'If you log in') ? 4 : 6)) throw new Exception($text);`,
)

const shell: Compiler = {
  says: 'a POSIX shell',
  libraries: ['curl', 'swaks'],
  missing: () => null,
  compile: (fixes, folder) =>
    eachBy(
      'sh -n "$file"',
      filesOf(fixes, folder, (index) => `${index}.sh`),
      folder,
    ),
}

const msmtp: Compiler = {
  says: 'msmtp --pretend',
  libraries: ['msmtp'],
  missing: installed('msmtp'),
  compile: (fixes, folder) => {
    const files = filesOf(fixes, folder, (index) => `${index}.msmtprc`)
    return eachBy(
      'chmod 600 "$file"; SMTP_PASS=x msmtp --pretend -C "$file" --from me@example.com you@example.com </dev/null >/dev/null',
      files,
      folder,
    )
  },
}

const postfix: Compiler = {
  says: 'postconf',
  libraries: ['postfix'],
  missing: installed('postconf'),
  compile: (fixes, folder) => {
    const files = filesOf(
      fixes,
      folder,
      (index) => `${index}/main.cf`,
      (code) => `compatibility_level = 3.6\n${code}\n`,
    )
    // What it warns of is a parameter that no part of Postfix reads.
    return eachBy(
      'touch "${file%main.cf}master.cf"; postconf -n -c "${file%/main.cf}" >/dev/null',
      files,
      folder,
    )
  },
}

export const compilers: readonly Compiler[] = [
  go,
  rust,
  java,
  properties,
  python,
  csharp,
  node,
  php,
  ruby,
  symfony,
  laravel,
  shell,
  msmtp,
  postfix,
]
