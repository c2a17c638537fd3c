/**
 * Version of the catalogue of scenarios. A result is of a version: it is raised whenever a scenario is added, or one
 * changes in what the server does or what is required. Names are stable: one that was in a version stays what it is.
 */
export const catalogueVersion = 3
