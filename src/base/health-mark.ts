/**
 * By this a health check is known: NOOP may carry any text, and needs neither EHLO nor TLS (RFC 5321 §4.1.1.9); ALPN may
 * offer any protocol, and a server that knows none ignores it (RFC 7301 §3.1).
 */
export const healthMark = 'fourport-healthcheck'
