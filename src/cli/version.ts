import { existsSync, readFileSync } from 'node:fs'

/** The package's version; package.json is two folders up from src/cli, three from dist/src/cli. */
export const readVersion = (): string => {
  for (const place of ['../../package.json', '../../../package.json']) {
    const url = new URL(place, import.meta.url)
    if (existsSync(url)) return (JSON.parse(readFileSync(url, 'utf8')) as { version: string }).version
  }
  return 'unknown'
}
