/** Replies about AUTH (RFC 4954). */
export const authReplies = {
  authRequired: {
    code: 530,
    enhanced: '5.7.0',
    rfc: '4954 §6',
    text: 'Authentication required: give the client a user name and password',
  },
  authTwice: {
    code: 503,
    enhanced: '5.5.1',
    rfc: '4954 §4',
    text: 'Already authenticated: log in once a connection',
  },
  authInTransaction: {
    code: 503,
    enhanced: '5.5.1',
    rfc: '4954 §4',
    text: 'AUTH is not allowed within a mail transaction: log in before MAIL FROM',
  },
  authAccepted: { code: 235, enhanced: '2.7.0', rfc: '4954 §6', text: 'Authentication successful' },
  authRejected: {
    code: 535,
    enhanced: '5.7.8',
    rfc: '4954 §6',
    text: 'Authentication credentials invalid: check user name and password',
  },
  tokenRejected: {
    code: 535,
    enhanced: '5.7.8',
    rfc: '4954 §6',
    text: 'Authentication credentials invalid: check user name and token',
  },
  bindingRejected: {
    code: 535,
    enhanced: '5.7.8',
    rfc: '5802 §6',
    text: 'Authentication credentials invalid: check the channel binding',
  },
  authCancelled: { code: 501, enhanced: '5.0.0', rfc: '4954 §4', text: 'Authentication cancelled' },
  authMalformed: {
    code: 501,
    enhanced: '5.5.2',
    rfc: '4954 §4',
    text: 'Malformed authentication: the response must be base64 of what the mechanism asks for',
  },
  authNoMechanism: {
    code: 501,
    enhanced: '5.5.4',
    rfc: '4954 §4',
    text: 'AUTH takes a mechanism: use one that EHLO lists after AUTH',
  },
  authMechanism: {
    code: 504,
    enhanced: '5.5.4',
    rfc: '4954 §4',
    text: 'Mechanism not offered: use one that EHLO lists after AUTH',
  },
} as const
