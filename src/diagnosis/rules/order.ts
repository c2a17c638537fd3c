import type { Rule } from '../rule.ts'
import { malformedAddress, nonAsciiAddress } from './address-faults.ts'
import { displayName, severalAddresses } from './address-lists.ts'
import { afterStarttls } from './after-starttls.ts'
import { attachmentName } from './attachment-name.ts'
import { bareLf } from './bare-lf.ts'
import { certificate } from './certificate.ts'
import { charsetMismatch } from './charset-mismatch.ts'
import { bdatNotOffered, secondLogin } from './commands-not-offered.ts'
import { commandsOutOfOrder } from './commands-out-of-order.ts'
import { connectsByIp } from './connects-by-ip.ts'
import { credentialsAltered, credentialsNotSet, credentialsNotSetAccepted } from './credentials-differ.ts'
import { credentialsUnencrypted } from './credentials-unencrypted.ts'
import { dotNotEscaped } from './dot-not-escaped.ts'
import { ehloNameRefused, ehloNameUnusual } from './ehlo-name.ts'
import { emptySender, recipientRepeated, senderUnlikeLogin } from './envelope-notes.ts'
import { greetingHeld } from './greeting-held.ts'
import { fromUnlikeLogin, noDate, noFrom, noMessageId } from './header-faults.ts'
import { lateClientHello } from './late-client-hello.ts'
import {
  addressField,
  bccInHeader,
  dateMalformed,
  fieldRepeated,
  headerInBody,
  headerLine,
  messageIdMalformed,
  noSubject,
  noTo,
} from './header-form.ts'
import { leftAfterEhlo } from './left-after-ehlo.ts'
import { leftBeforeMail } from './left-before-mail.ts'
import { leftBeforeReply } from './left-before-reply.ts'
import { leftInTransaction } from './left-in-transaction.ts'
import { eightBitUndeclared, lineTooLong, rawUtf8InHeader } from './line-faults.ts'
import { loginNotTried } from './login-not-tried.ts'
import { login } from './login.ts'
import { mailRefused } from './mail-refused.ts'
import { mailboxPasswordUnencrypted, mailboxProtocol } from './mailbox-protocol.ts'
import { messageCutOff } from './message-cut-off.ts'
import { messageNotKept } from './message-not-kept.ts'
import { mixedLineEnds } from './mixed-line-ends.ts'
import { multipartMalformed } from './multipart-malformed.ts'
import { namesNotCompared } from './names-not-compared.ts'
import { noEhloAfterStarttls } from './no-ehlo-after-starttls.ts'
import { nulInMessage } from './nul-in-message.ts'
import { otherProtocol } from './other-protocol.ts'
import { passwordAsToken } from './password-as-token.ts'
import { plaintextOnImplicitTls } from './plaintext-on-implicit-tls.ts'
import { recipientsRefused, tooManyRecipients } from './recipients-refused.ts'
import { sizeLimitExceeded } from './size-limit-exceeded.ts'
import { starttlsRefused } from './starttls-refused.ts'
import { talksBeforeGreeting } from './talks-before-greeting.ts'
import { tlsOnPlaintextPort } from './tls-on-plaintext-port.ts'
import { tlsParameters } from './tls-parameters.ts'

/** Rules that find what stops a session, in the order in which a session meets it. The first hit is the cause; the others follow from it. */
export const fatalRules: readonly Rule[] = [
  otherProtocol,
  mailboxProtocol,
  greetingHeld,
  tlsOnPlaintextPort,
  lateClientHello,
  plaintextOnImplicitTls,
  ehloNameRefused,
  afterStarttls,
  tlsParameters,
  certificate,
  starttlsRefused,
  credentialsNotSet,
  credentialsAltered,
  login,
  mailRefused,
  nonAsciiAddress,
  sizeLimitExceeded,
  messageNotKept,
  severalAddresses,
  displayName,
  malformedAddress,
  tooManyRecipients,
  bdatNotOffered,
  secondLogin,
  dotNotEscaped,
  commandsOutOfOrder,
  messageCutOff,
  leftInTransaction,
  leftAfterEhlo,
  loginNotTried,
  leftBeforeMail,
]

/** Rules that find what is worth saying whatever stopped the session, or although nothing did. */
export const independentRules: readonly Rule[] = [
  credentialsUnencrypted,
  mailboxPasswordUnencrypted,
  noEhloAfterStarttls,
  talksBeforeGreeting,
  ehloNameUnusual,
  leftBeforeReply,
  recipientsRefused,
  emptySender,
  namesNotCompared,
  bareLf,
  mixedLineEnds,
  lineTooLong,
  nulInMessage,
  bccInHeader,
  headerInBody,
  headerLine,
  noFrom,
  fieldRepeated,
  addressField,
  dateMalformed,
  multipartMalformed,
  charsetMismatch,
  connectsByIp,
  passwordAsToken,
  credentialsNotSetAccepted,
  fromUnlikeLogin,
  senderUnlikeLogin,
  recipientRepeated,
  noDate,
  noMessageId,
  rawUtf8InHeader,
  messageIdMalformed,
  noTo,
  noSubject,
  attachmentName,
  eightBitUndeclared,
]
