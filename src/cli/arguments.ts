import { InvalidArgumentError } from 'commander'
import { type Environment, variable } from '../config/environment.ts'
import { DaybookError } from '../errors.ts'

const PORT_MAX = 65_535
const PORT_DEFAULT = 4_000
const HOST_DEFAULT = '127.0.0.1'

const parseWhole = (text: string, min: number, max: number): number | null => {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN
  return value >= min && value <= max ? value : null
}

/** A parser for an option that is a whole number within bounds. */
export const wholeNumber =
  (min: number, max: number = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = parseWhole(text, min, max)
    if (value === null) throw new InvalidArgumentError(`Expected a whole number from ${min} to ${max}.`)
    return value
  }

/** 0 lets the system choose. */
export const portNumber = wholeNumber(0, PORT_MAX)

/** `--port` and `--host`, else PORT and HOST, else 127.0.0.1:4000. */
export const addressOf = (
  options: { port?: number; host?: string },
  env: Environment,
): { port: number; host: string } => {
  const named = variable(env, 'PORT')
  const port = options.port ?? (named === undefined ? PORT_DEFAULT : parseWhole(named, 0, PORT_MAX))
  if (port === null) {
    throw new DaybookError(
      'USAGE',
      `PORT: found ${JSON.stringify(named)}, expected a whole number from 0 to ${PORT_MAX}.`,
    )
  }
  return { port, host: options.host ?? variable(env, 'HOST') ?? HOST_DEFAULT }
}
