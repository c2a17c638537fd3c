const signalNumbers = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const
const signals = Object.keys(signalNumbers) as (keyof typeof signalNumbers)[]

/** The first signal to stop. From then on a second one ends the process at once, with 128 plus its number, as shells say it. */
export function nextSignal(): Promise<keyof typeof signalNumbers> {
  return new Promise((resolve) => {
    let stopping = false
    for (const signal of signals) {
      process.on(signal, () => {
        if (stopping) process.exit(signalExitCode(signal))
        stopping = true
        resolve(signal)
      })
    }
  })
}

/** How shells say that a signal ended a command. */
export function signalExitCode(signal: keyof typeof signalNumbers): number {
  return 128 + signalNumbers[signal]
}
