/** Of the clients' user. */
export const user = 'carol'

export const b64 = (text: string): string => Buffer.from(text).toString('base64')

/** How clients, right and wrong, put a password on the wire: lines to send after EHLO. */
export const spellings: readonly ((secret: string) => string)[] = [
  (secret) => `AUTH PLAIN ${b64(`\0${user}\0${secret}`)}`,
  (secret) => `AUTH PLAIN\r\n${b64(`\0${user}\0${secret}`)}`,
  (secret) => `AUTH LOGIN\r\n${b64(user)}\r\n${b64(secret)}`,
  (secret) => `AUTH LOGIN ${b64(user)}\r\n${b64(secret)}`,
  (secret) => `AUTH LOGIN ${b64(user)} ${b64(secret)}`,
  (secret) => `auth\tplain\t${b64(`\0${user}\0${secret}`)}`,
  (secret) => `  AUTH PLAIN ${b64(`\0${user}\0${secret}`)}`,
  (secret) => `AUTHPLAIN ${b64(`\0${user}\0${secret}`)}`,
  (secret) => `AUTH PLAIN${b64(`\0${user}\0${secret}`)}`,
  (secret) => `AUTH ${b64(`\0${user}\0${secret}`)}`,
  (secret) => `AUTH=PLAIN ${b64(`\0${user}\0${secret}`)}`,
  (secret) => `AUTH LOGIN\r\n${user}\r\n${secret}`,
  (secret) => `AUTH PLAIN ${secret}`,
  (secret) => `AUTH XOAUTH2 ${b64(`user=${user}\u0001auth=Bearer ${secret}\u0001\u0001`)}`,
  (secret) => `AUTH SCRAM-SHA-256 ${b64(`n,,n=${user},p=${secret}`)}`,
  (secret) => `AUTH SCRAM-SHA-256 ${b64(`n,,n=${user},r=abc`)}\r\n${b64(`c=biws,r=abc,p=${secret}`)}`,
  (secret) => `AUTH SCRAM-SHA-256\r\n${secret}`,
  (secret) => `AUTH OAUTHBEARER ${b64(`n,a=${user},\u0001host=x\u0001auth=Bearer ${secret}\u0001\u0001`)}`,
  (secret) => `AUTH OAUTHBEARER\r\n${b64(`n,,\u0001auth=Bearer ${secret}\u0001\u0001`)}\r\nAQ==`,
  (secret) => b64(`\0${user}\0${secret}`),
  (secret) => `LOGIN ${user} ${secret}`,
  (secret) => `PASS ${secret}`,
  (secret) => `NOOP ${secret}`,
  (secret) => `HELP ${b64(secret)}`,
  (secret) => `VRFY ${b64(`\0${user}\0${secret}`)}`,
  (secret) => `EHLO ${b64(`\0${user}\0${secret}`)}`,
  (secret) => `MAIL FROM:<a@x.test> AUTH=${secret}`,
  (secret) => `XYZZY ${secret}`,
]

/** What must not be found, not even its first ten letters: in clear, in base64 at each alignment, in hex; in lower case. */
export function formsOf(secret: string): readonly string[] {
  const head = secret.slice(0, 10)
  const encodings = ['', '\0', '\0\0'].map((pad) => b64(pad + head).slice(pad.length === 0 ? 0 : 4, -4))
  const texts = [head, ...encodings]
  const hex = texts.map((text) => Buffer.from(text).toString('hex'))
  return [...texts, ...hex].map((form) => form.toLowerCase())
}
