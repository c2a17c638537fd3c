import type { FixSnippet } from '../../../src/model/finding.ts'
import type { ClientResult } from '../../support/clients/index.ts'
import { runProcess, type ProcessOptions } from '../../support/clients/run-process.ts'
import { withFiles } from '../../support/clients/scratch.ts'
import { systemPython } from '../../support/programs/programs.ts'
import { hostsLineIn, runWithHosts } from './with-hosts.ts'

const from = 'me@example.com'
const to = 'you@example.com'
const message = Buffer.from(
  `From: ${from}\r\nTo: ${to}\r\nSubject: fix\r\nDate: Tue, 14 Nov 2023 22:13:20 +0000\r\nMessage-ID: <fix@example.com>\r\n\r\nHello\r\n`,
)
const inCode = JSON.stringify(message.toString('latin1'))

/** What a program adds to the printed settings: that it sends. The settings themselves are run as they are. */
const runners: Readonly<Record<string, (code: string, options: ProcessOptions) => Promise<ClientResult>>> = {
  nodemailer: (code, options) =>
    runProcess(process.execPath, ['--input-type=module', '-'], {
      ...options,
      input: `${code}\nawait transport.sendMail({ from: '${from}', to: '${to}', subject: 'fix', text: 'Hello' })\n`,
    }),
  smtplib: (code, options) =>
    runWithHosts(hostsLineIn(code), systemPython, ['-'], {
      ...options,
      input: `${code}\nsmtp.sendmail("${from}", ["${to}"], ${inCode})\nsmtp.quit()\n`,
    }),
  phpmailer: (code, options) =>
    runProcess('php', [], {
      ...options,
      input: `<?php require '/usr/share/php/libphp-phpmailer/autoload.php';\n${code}\n$mail->setFrom('${from}');\n$mail->addAddress('${to}');\n$mail->Body = 'Hello';\n$mail->send();\n`,
    }),
  'net-smtp': (code, options) =>
    runProcess('ruby', ['-'], {
      ...options,
      input: `${code}\nsmtp.send_message(${inCode}, '${from}', '${to}')\nsmtp.finish\n`,
    }),
  curl: inShell,
  swaks: inShell,
  msmtp: (code, options) =>
    withFiles({ 'config.msmtp': `${code}\n` }, (paths) =>
      runProcess('msmtp', ['-C', paths['config.msmtp'], '--from', from, to], { ...options, input: message }),
    ),
}

/** Runs a fix as it was printed. */
export function runSnippet({ library, code }: FixSnippet, password: string): Promise<ClientResult> {
  const run = runners[library]
  if (run === undefined) throw new Error(`${library} cannot be run here`)
  return run(code, { env: { SMTP_PASS: password }, limitMs: 20_000 })
}

function inShell(code: string, options: ProcessOptions): Promise<ClientResult> {
  return withFiles({ 'message.eml': message }, (paths) =>
    runProcess('sh', ['-c', `cd "$(dirname '${paths['message.eml']}')" && ${code}`], options),
  )
}
