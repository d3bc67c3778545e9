import { type Assembled, absorb } from './assemble.ts'
import { aside, type Context } from './context.ts'

/**
 * Brings a stretch up to date: asks for what became wanted since it was read, by stretches before it or by its own logs, until
 * its logs announce nothing more. For stretches in their order, so that each holds all that those before it made wanted.
 */
export const extend = async (context: Context, assembled: Assembled): Promise<Assembled> => {
  const { wanted } = context
  for (let current = assembled; ; ) {
    wanted.learn?.(current.found.flatMap(({ logs }) => logs.map(({ log }) => log)))
    const version = wanted.version()
    const filters = wanted.since(current.version)
    if (filters.length === 0) return current
    const read = await current.ask(aside(context), filters)
    current = await absorb(context, current, { filters, version, read })
  }
}
