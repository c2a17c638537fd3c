import { recipient, sender } from './library.ts'

export const pythonMailImports: readonly string[] = [
  'from email.message import EmailMessage',
  'from email.utils import formatdate, make_msgid',
]

/** `message`: the first mail. */
export const pythonMail: readonly string[] = [
  'message = EmailMessage()',
  `message['From'] = '${sender}'`,
  `message['To'] = '${recipient}'`,
  "message['Subject'] = 'Test'",
  "message['Date'] = formatdate(localtime=True)",
  "message['Message-ID'] = make_msgid()",
  "message.set_content('Hello')",
]
