/** What a client may be recognised as: itself, or what it stands on where it shows nothing of its own. */
export function familyOf(library: string): readonly string[] {
  return [library, ...(standsOn[library] ?? [])]
}

const standsOn: Readonly<Record<string, readonly string[]>> = {
  // Its failures are those of smtplib.
  django: ['smtplib'],
  // It calls net/smtp for all that it says.
  gomail: ['go'],
}
