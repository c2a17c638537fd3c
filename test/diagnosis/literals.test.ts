import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import {
  dotenvValue,
  mainCfValue,
  phpIniValue,
  propertiesValue,
  shellWord,
  singleQuoted,
  urlPart,
} from '../../src/diagnosis/fixes/literals.ts'
import { spawnSync } from '../support/programs/processes.ts'
import { whyNot, type ProgramName } from '../support/programs/programs.ts'

/** Each literal is read by what it is for, and has to be the value again. */
const values = [
  'me@example.com',
  'CORP\\user',
  'C:\\users\\new folder\\ca.pem',
  ' first and last ',
  `it's "so" \`id\` $(id) $HOME \${HOME} #1 %20 100% a=b:c;d!`,
  'trailing\\',
  'Grüße, 世界 😀',
  '(a) {b} [c] *?~',
]

interface Reader {
  readonly what: string
  readonly command: string
  readonly needs?: ProgramName
  readonly literal: (value: string) => string
  /** Prints the value, and a stop after it. `folder` may be written to. */
  args(literal: string, folder: string): readonly string[]
}

const shell = (literal: string): readonly string[] => ['-c', `printf %s. ${literal}`]

const readers: readonly Reader[] = [
  { what: 'a word of a shell', command: 'sh', literal: shellWord, args: shell },
  {
    what: 'a string of JavaScript',
    command: 'node',
    literal: singleQuoted,
    args: (literal) => ['-e', `process.stdout.write(${literal} + '.')`],
  },
  {
    what: 'a string of Python',
    command: 'python3',
    needs: 'python',
    literal: singleQuoted,
    args: (literal) => ['-X', 'utf8', '-c', `print(${literal}, end='.')`],
  },
  {
    what: 'a string of PHP',
    command: 'php',
    needs: 'php',
    literal: singleQuoted,
    args: (literal) => ['-r', `echo ${literal}, '.';`],
  },
  {
    what: 'a string of Ruby',
    command: 'ruby',
    needs: 'ruby',
    literal: singleQuoted,
    args: (literal) => ['-Ku', '-e', `print ${literal}, '.'`],
  },
  {
    what: 'a value of php.ini',
    command: 'php',
    needs: 'php',
    literal: phpIniValue,
    args: (literal, folder) => {
      writeFileSync(join(folder, 'php.ini'), `openssl.cafile = ${literal}\n`)
      return ['-c', join(folder, 'php.ini'), '-r', "echo ini_get('openssl.cafile'), '.';"]
    },
  },
  {
    what: "a value of Laravel's .env",
    command: 'php',
    needs: 'phpdotenv',
    literal: dotenvValue,
    args: (literal) => [
      '-r',
      "require 'Dotenv/autoload.php'; echo Dotenv\\Dotenv::parse($argv[1])['MAIL_USERNAME'], '.';",
      '--',
      `MAIL_USERNAME=${literal}`,
    ],
  },
  {
    what: "a user in Symfony's DSN",
    command: 'php',
    needs: 'symfony-mailer',
    literal: urlPart,
    args: (literal) => [
      '-r',
      `require 'Symfony/Component/Dotenv/autoload.php'; require 'Symfony/Component/Mailer/autoload.php';
       $dsn = (new Symfony\\Component\\Dotenv\\Dotenv())->parse($argv[1])['MAILER_DSN'];
       echo Symfony\\Component\\Mailer\\Transport\\Dsn::fromString($dsn)->getUser(), '.';`,
      '--',
      `MAILER_DSN="smtp://${literal}:x@localhost:25"`,
    ],
  },
  {
    what: 'a value of a .properties file',
    command: 'java',
    needs: 'jdk',
    literal: propertiesValue,
    args: (literal, folder) => {
      writeFileSync(join(folder, 'some.properties'), `user=${literal}\n`, 'latin1')
      writeFileSync(
        join(folder, 'Load.java'),
        `public class Load { public static void main(String[] words) throws Exception {
  var properties = new java.util.Properties();
  properties.load(new java.io.FileInputStream(words[0]));
  System.out.write((properties.getProperty("user") + ".").getBytes("UTF-8"));
  System.out.flush();
}}\n`,
      )
      const compiled = join(folder, 'Load.class')
      if (!existsSync(compiled)) spawnSync('javac', ['-d', folder, join(folder, 'Load.java')])
      return ['-cp', folder, 'Load', join(folder, 'some.properties')]
    },
  },
  {
    what: 'a value of main.cf',
    command: 'postconf',
    needs: 'postconf',
    literal: (value) => mainCfValue(value.trim()),
    args: (literal, folder) => {
      writeFileSync(join(folder, 'main.cf'), `compatibility_level = 3.6\nsmtp_tls_CAfile = ${literal}\n`)
      writeFileSync(join(folder, 'master.cf'), '')
      return ['-c', folder, '-xh', 'smtp_tls_CAfile']
    },
  },
]

test.for(readers)('$what', ({ command, needs, literal, args }, { skip }) => {
  const reason = needs === undefined ? null : whyNot(needs)
  if (reason !== null) skip(reason)
  const folder = mkdtempSync(join(tmpdir(), 'fourport-literal-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const value of values) {
    const { stdout, stderr } = spawnSync(command, args(literal(value), folder), { encoding: 'utf8' })
    const wanted = command === 'postconf' ? `${value.trim()}\n` : `${value}.`
    expect(stdout, `${literal(value)}\n${stderr}`).toBe(wanted)
  }
})
