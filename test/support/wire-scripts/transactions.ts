/** Scripts of `wire-script.ts` that any way to a session takes, and the messages that come of them. */
export const transactions: Readonly<
  Record<string, { readonly script: string; readonly messages: readonly string[] }>
> = {
  'one message': {
    script: `
      C: EHLO client.test
      S: 250-mail.test
      C: MAIL FROM:<a@x.test>
      S: 250 2.1.0
      C: RCPT TO:<b@x.test>
      S: 250 2.1.5
      C: DATA
      S: 354
      C: Subject: one
      C:
      C: text
      C: .
      S: 250 2.6.0
      C: QUIT
      S: 221 2.0.0`,
    messages: ['Subject: one\r\n\r\ntext\r\n'],
  },
  'two messages on one connection, the second to other recipients': {
    script: `
      C: EHLO client.test
      S: 250
      C: MAIL FROM:<a@x.test>
      S: 250 2.1.0
      C: RCPT TO:<b@x.test>
      S: 250 2.1.5
      C: DATA
      S: 354
      C: one
      C: .
      S: 250 2.6.0
      C: MAIL FROM:<>
      S: 250 2.1.0
      C: RCPT TO:<c@x.test>
      S: 250 2.1.5
      C: RCPT TO:<d@x.test>
      S: 250 2.1.5
      C: DATA
      S: 354
      C: two
      C: .
      S: 250 2.6.0`,
    messages: ['one\r\n', 'two\r\n'],
  },
  'dots, stuffed and not': {
    script: `
      C: HELO client.test
      S: 250 mail.test
      C: MAIL FROM:<a@x.test>
      S: 250
      C: RCPT TO:<b@x.test>
      S: 250
      C: DATA
      S: 354
      C: ..
      C: ...
      C: .. .
      C: a.
      C: .
      S: 250 2.6.0`,
    messages: ['.\r\n..\r\n. .\r\na.\r\n'],
  },
  'an empty message': {
    script: `
      C: EHLO client.test
      S: 250
      C: MAIL FROM:<a@x.test>
      S: 250
      C: RCPT TO:<b@x.test>
      S: 250
      C: DATA
      S: 354
      C: .
      S: 250 2.6.0`,
    messages: [''],
  },
  'bare LF and bare CR are content': {
    script: `
      C: EHLO client.test
      S: 250
      C: MAIL FROM:<a@x.test>
      S: 250
      C: RCPT TO:<b@x.test>
      S: 250
      C: DATA
      S: 354
      C: a\\n.\\nb\\r.\\rc\\n.
      C: .\\n\\
      C: d
      C: .
      S: 250 2.6.0
      C: NOOP
      S: 250 2.0.0`,
    messages: ['a\n.\nb\r.\rc\n.\r\n\nd\r\n'],
  },
  'wrong order': {
    script: `
      C: MAIL FROM:<a@x.test>
      S: 503 5.5.1
      C: RCPT TO:<b@x.test>
      S: 503 5.5.1
      C: DATA
      S: 503 5.5.1
      C: NOOP
      S: 250
      C: RSET
      S: 250
      C: EHLO client.test
      S: 250
      C: RCPT TO:<b@x.test>
      S: 503 5.5.1
      C: DATA
      S: 503 5.5.1
      C: MAIL FROM:<a@x.test>
      S: 250
      C: MAIL FROM:<a@x.test>
      S: 503 5.5.1
      C: DATA
      S: 503 5.5.1
      C: EHLO client.test
      S: 250
      C: RCPT TO:<b@x.test>
      S: 503 5.5.1`,
    messages: [],
  },
  'a bad recipient does not end the transaction': {
    script: `
      C: EHLO client.test
      S: 250
      C: MAIL FROM:<a@x.test>
      S: 250
      C: RCPT TO:<bad
      S: 501 5.1.3
      C: RCPT TO:<b@x.test>
      S: 250
      C: DATA
      S: 354
      C: text
      C: .
      S: 250`,
    messages: ['text\r\n'],
  },
}
