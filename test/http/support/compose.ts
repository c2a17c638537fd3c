import MailComposer from 'nodemailer/lib/mail-composer/index.js'

/** The bytes Nodemailer would send for these mail options. */
export function compose(mail: Record<string, unknown>): Promise<Buffer> {
  return new MailComposer({ from: 'Sender <sender@example.test>', to: 'rcpt@example.test', ...mail })
    .compile()
    .build()
}
