/** What a client may be recognised as: itself, or what it stands on where it shows nothing of its own. */
export function familyOf(library: string): readonly string[] {
  // Django's failures are those of smtplib.
  return library === 'django' ? ['django', 'smtplib'] : [library]
}
