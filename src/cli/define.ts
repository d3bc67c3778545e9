import type { Command } from 'commander'
import type { Context } from './context.ts'

/** What a command does: given its options and arguments, it works, prints, and says how it ended (0 when it says nothing). */
export type Work<O> = (context: Context, options: O, ...operands: string[]) => Promise<number | undefined>

/** Ties a command's work to the program: context, exit code and errors are the same for all. */
export type Act = <O>(work: Work<O>) => (...given: unknown[]) => Promise<void>

/** Adds one command to the program. */
export type AddCommand = (program: Command, act: Act) => void

/** The example at the end of a command's help. */
export const example = (...lines: string[]): string =>
  `\n${lines.length === 1 ? 'Example' : 'Examples'}:\n${lines.map((line) => `  ${line}`).join('\n')}\n`
