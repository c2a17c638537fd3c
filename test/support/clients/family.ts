/** Failures of these are those of what they stand on. */
const standsOn: Readonly<Record<string, string>> = {
  django: 'smtplib',
  // It calls net/smtp for all that it says.
  gomail: 'go',
  'simple-java-mail': 'jakarta-mail',
}

/** What a client may be recognised as: itself, or what it stands on where it shows nothing of its own. */
export function familyOf(library: string): readonly string[] {
  const below = standsOn[library]
  return below === undefined ? [library] : [library, below]
}
