/** Small choices kept in this browser. Where storage is forbidden, they last as long as the page. */
const kept = new Map<string, string>()

export function remember(name: string, value: string): void {
  kept.set(name, value)
  try {
    localStorage.setItem(`fourport.${name}`, value)
  } catch {
    // Storage can be switched off or full; the map above still holds for this page.
  }
}

/** The kept value if it is one of `allowed`, else `otherwise`. */
export function recall<T extends string>(name: string, allowed: readonly T[], otherwise: T): T {
  const value = recallText(name)
  return allowed.find((one) => one === value) ?? otherwise
}

export function recallText(name: string): string | null {
  try {
    return localStorage.getItem(`fourport.${name}`) ?? kept.get(name) ?? null
  } catch {
    return kept.get(name) ?? null
  }
}
