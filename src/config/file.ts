import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DaybookError } from '../errors.ts'
import { redactUrls } from './redact.ts'

/** Looked for in the current folder, in this order. */
export const CONFIG_FILES = ['daybook.config.ts', 'daybook.config.json'] as const

/** The file a configuration is read from; null when none is named and none of the usual ones is there. */
export const findConfigFile = (folder: string, file?: string): string | null => {
  if (file === undefined)
    return CONFIG_FILES.map((name) => resolve(folder, name)).find((path) => existsSync(path)) ?? null
  const path = resolve(folder, file)
  if (!existsSync(path)) {
    throw new DaybookError('CONFIG_INVALID', `There is no file ${path}; --config expects a .ts or .json file.`)
  }
  return path
}

/** What a configuration file holds, unchecked. */
export const readConfigFile = (path: string): Promise<unknown> => {
  switch (extname(path)) {
    case '.json':
      return readJson(path)
    case '.ts':
    case '.mts':
    case '.js':
    case '.mjs':
      return readModule(path)
    default:
      throw new DaybookError('CONFIG_INVALID', `${path} is neither a .ts nor a .json file.`)
  }
}

const readJson = async (path: string): Promise<unknown> => {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new DaybookError('CONFIG_INVALID', `${path} cannot be read: ${cause.code}.`)
  })
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    // The parser's own message quotes the file, which may hold keys: only the place is taken from it.
    const position = /position (\d+)/.exec((error as Error).message)?.[1]
    const before = position === undefined ? null : text.slice(0, Number(position)).split('\n')
    const place = before === null ? 'its end' : `line ${before.length}, column ${before.at(-1)!.length + 1}`
    throw new DaybookError('CONFIG_INVALID', `${path} is not JSON: it breaks off at ${place}.`)
  }
}

const readModule = async (path: string): Promise<unknown> => {
  let module: Record<string, unknown>
  try {
    module = await import(pathToFileURL(path).href)
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_UNKNOWN_FILE_EXTENSION') {
      const advice = 'Use Node 22.18 or newer, or write the configuration as JSON.'
      throw new DaybookError('CONFIG_INVALID', `Node ${process.versions.node} cannot load ${path}. ${advice}`)
    }
    const reason = redactUrls(String((error as Error).message ?? error).split('\n')[0]!)
    throw new DaybookError('CONFIG_INVALID', `${path} cannot be loaded: ${reason}`)
  }
  if (!('default' in module)) {
    throw new DaybookError('CONFIG_INVALID', `${path} has no default export; expected \`export default { … }\`.`)
  }
  return module.default
}
