/** How long a wait waits where nothing else is said: long enough for a slow machine, shorter than a test's own time-out. */
export const defaultWaitMs = 4_000

/** How long `expectNoMessage` watches, and `findings` waits for sessions to end, where nothing else is said. */
export const defaultQuietMs = 250

/** The longest that one HTTP request waits: longer than any test, shorter than proxies keep a silent connection. */
export const longestRequestWaitMs = 120_000
