import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ClientResult } from '../../support/clients/index.ts'
import { runProcess } from '../../support/clients/run-process.ts'
import { missing } from '../../support/programs/programs.ts'

/** Why no Postfix can be started here; null: it can. */
export function whyNoPostfix(): string | null {
  const reason = missing('postconf')
  if (reason !== null) return reason
  return process.getuid?.() === 0 ? null : 'Postfix is started by root alone'
}

/** master.cf: all that a message passes on its way out; nothing listens to the network. */
export const postfixServices = `pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
retry unix - - n - - error
error unix - - n - - error
postlog unix-dgram n - n - 1 postlogd
`

/** An instance of Postfix of its own, with that main.cf, sends one message; its log is the output. */
export function runPostfix(
  mainCf: string,
  password: string,
  folder: string,
  send = "printf 'To: you@example.com\\nSubject: fix\\n\\nHello\\n' | sendmail -f me@example.com you@example.com",
): Promise<ClientResult> {
  for (const name of ['etc', 'queue', 'data']) mkdirSync(join(folder, name))
  const own = [
    'compatibility_level = 3.6',
    `queue_directory = ${folder}/queue`,
    `data_directory = ${folder}/data`,
    'maillog_file = /dev/stdout',
    'myhostname = client.example.com',
    // What is not sent at once is told, and not tried again.
    'maximal_queue_lifetime = 0',
  ]
  const printed = mainCf.replace(':PASSWORD }', () => `:${password} }`)
  writeFileSync(join(folder, 'etc', 'main.cf'), `${own.join('\n')}\n${printed}\n`)
  writeFileSync(join(folder, 'etc', 'master.cf'), postfixServices)
  const script = `cd "$0"
# Its processes are another user, who has to get here.
chmod 711 . ..
chown postfix data
log_has() { timeout 60 tail -n +1 -F log 2>/dev/null | grep -m 1 -qE "$1|fatal:"; }
postfix -c "$PWD/etc" start-fg >log 2>&1 &
log_has 'daemon started'
export MAIL_CONFIG="$PWD/etc"
${send}
log_has ' status='
postfix -c "$PWD/etc" stop >/dev/null 2>&1
wait
cat log
grep -q ' status=sent ' log`
  return runProcess('sh', ['-c', script, folder], { limitMs: 120_000 })
}
