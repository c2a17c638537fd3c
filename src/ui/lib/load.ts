import { useEffect, useState } from 'preact/hooks'

export interface Loaded<T> {
  readonly value: T | null
  readonly error: string | null
}

/**
 * What `load` answers for `key`; while a new key loads, the old value is gone. A new `version` of the same key loads
 * it again, and the old value stays until the new one is there.
 */
export function useLoaded<T>(key: string, load: () => Promise<T>, version: unknown = null): Loaded<T> {
  const [state, setState] = useState<Loaded<T> & { readonly key: string }>({ key, value: null, error: null })
  useEffect(() => {
    let wanted = true
    load().then(
      (value) => wanted && setState({ key, value, error: null }),
      (error: unknown) =>
        wanted &&
        setState({ key, value: null, error: error instanceof Error ? error.message : String(error) }),
    )
    return () => {
      wanted = false
    }
  }, [key, version])
  return state.key === key ? state : { value: null, error: null }
}
