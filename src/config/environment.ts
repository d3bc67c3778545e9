import { isObject } from './loose.ts'

/** Variables of the environment; tests bring their own. */
export type Environment = Readonly<Record<string, string | undefined>>

/** What wins over the file, and under which name each value is reported when it is wrong. */
export type Overridden = { value: unknown; names: ReadonlyMap<string, string> }

/** A variable, or undefined when it is not set or empty. */
export const variable = (env: Environment, name: string): string | undefined => env[name]?.trim() || undefined

/** Puts `--database`, `DATABASE_URL` and `RPC_URL_<id>` in the place of what the file says, before anything is checked. */
export const applyEnvironment = (
  file: unknown,
  { database, env }: { database?: string; env: Environment },
): Overridden => {
  const names = new Map<string, string>()
  if (!isObject(file)) return { value: file, names }
  const value: Record<string, unknown> = { ...file }

  const url = database ?? variable(env, 'DATABASE_URL')
  if (url !== undefined) {
    value.database = url
    names.set('database', database === undefined ? 'DATABASE_URL' : '--database')
  }

  if (Array.isArray(value.chains)) {
    value.chains = value.chains.map((chain: unknown, i) => {
      if (!isObject(chain) || typeof chain.id !== 'number') return chain
      const name = `RPC_URL_${chain.id}`
      const urls = variable(env, name)
      if (urls === undefined) return chain
      names.set(`chains[${i}].rpc`, name)
      return { ...chain, rpc: urls.split(',').map((part) => part.trim()) }
    })
  }
  return { value, names }
}

/** A problem's path under the name its value came by: `RPC_URL_137[1]` instead of `chains[0].rpc[1]`. */
export const sourceName = (path: string, names: ReadonlyMap<string, string>): string => {
  for (const [prefix, name] of names) if (path.startsWith(prefix)) return name + path.slice(prefix.length)
  return path
}
