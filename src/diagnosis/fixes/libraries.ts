import type { Library } from './library.ts'
import { nodemailer } from './nodemailer.ts'
import { plainSettings } from './plain-settings.ts'
import { smtplib } from './smtplib.ts'

/** Every library a fix can be given for, most used first; the plain settings last. */
export const libraries: readonly Library[] = [nodemailer, smtplib, plainSettings]

/** Libraries by id, for the recognised client. */
export const libraryById: ReadonlyMap<string, Library> = new Map(
  libraries.map((library) => [library.id, library]),
)
