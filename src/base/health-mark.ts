/** What NOOP carries in the visit of a health check. NOOP may carry any text, and needs neither EHLO nor TLS (RFC 5321 §4.1.1.9). */
export const healthMark = 'fourport-healthcheck'
