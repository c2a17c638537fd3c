/** The value in the middle: what a noisy machine gives most honestly. */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

export function percentile(values, share) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
}

/** One line: what was compared, the ratio, and what the goal was. */
export function line(name, ratio, goal, detail = '') {
  const met = goal === null ? '' : ratio >= goal ? '  ok ' : '  BELOW'
  console.log(
    `${name.padEnd(58)} ${ratio.toFixed(2).padStart(8)}x${goal === null ? '' : `  (goal ${goal}x)`}${met} ${detail}`,
  )
}

/** One line for a figure that should be at most `goal`. */
export function atMost(name, value, unit, goal) {
  console.log(
    `${name.padEnd(58)} ${value.toFixed(2).padStart(8)} ${unit}  (goal at most ${goal})${value <= goal ? '  ok' : '  ABOVE'}`,
  )
}
