/** Whether a text is an IP address, v4 or v6, rather than a name. */
export function isIpAddress(host: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(host) || host.includes(':')
}

/** Whether a certificate with these names covers the host; a wildcard stands for one label (RFC 9525 §6.3). */
export function covers(names: readonly string[], host: string): boolean {
  const wanted = host.toLowerCase()
  const parent = isIpAddress(wanted) ? '' : wanted.slice(wanted.indexOf('.') + 1)
  return names.some((name) => {
    const given = name.toLowerCase()
    return (
      given === wanted ||
      (given.startsWith('*.') && parent !== '' && wanted.includes('.') && given.slice(2) === parent)
    )
  })
}
