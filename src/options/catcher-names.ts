/** The mail catchers in whose place Fourport can be started. */
export const catcherNames = Object.freeze(['mailpit', 'mailhog', 'maildev'] as const)

export type CatcherName = (typeof catcherNames)[number]
