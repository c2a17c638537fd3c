import { envelope, header, leave, message, opened, type Mistake } from './mistake.ts'

/** Mistakes in how a program speaks: its name, its order, its end. */
export const conductMistakes: readonly Mistake[] = [
  greets('ehlo-without-name', ['EHLO', 'HELO']),
  greets('ehlo-with-space', ['EHLO my pc', 'HELO my pc']),
  {
    name: 'ehlo-with-underscore',
    port: 'relay',
    expected: ['ehlo-name-invalid'],
    play: async (server) => {
      const wire = await opened(server, 'relay')
      for (const command of ['EHLO app_web_1', ...envelope]) await wire.command(command)
      wire.write(`${message(header)}\r\n.\r\n`)
      await wire.reply()
      await leave(wire)
    },
  },
]

/** Greets with names that are refused, and leaves. */
function greets(name: string, commands: readonly string[]): Mistake {
  return {
    name,
    port: 'relay',
    expected: ['ehlo-name-invalid'],
    play: async (server) => {
      const wire = await opened(server, 'relay')
      for (const command of commands) await wire.command(command)
      await leave(wire)
    },
  }
}
