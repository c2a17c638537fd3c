/** What `fourport doctor` takes beside the options that it shares with the server. */
export const doctorFlags = {
  user: { metavar: 'NAME', description: 'Try a login, by the password in the variable SMTP_PASS. Never sent unencrypted' },
  'password-stdin': { metavar: '', description: 'Read the password from standard input' },
} as const // prettier-ignore
