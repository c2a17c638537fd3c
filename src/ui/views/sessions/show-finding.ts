/** Opens the finding where it is closed, and brings it into sight. */
export function showFinding(id: string): void {
  const card = document.getElementById(`finding-${id}`)
  if (card instanceof HTMLDetailsElement) card.open = true
  card?.scrollIntoView({ block: 'nearest' })
}
