/** Any URL within a text. */
const urls = /[a-z][a-z0-9+.-]*:\/\/[^\s"'`<>)\]}]+/gi
const LENGTH_MAX = 500

/** Codes whose sentences speak of the chain and its nodes, and were written to be shown; others may hold what a database said. */
const shown = /^(RPC_|RESPONSE_|CHAIN_|REORG_|CONFIG_)/

/** The host of a URL at most: the rest may be a key. */
const hostOf = (url: string): string => (URL.canParse(url) && new URL(url).host) || '…'

/**
 * What the world may know of an indexer's last error: never a whole URL, never what a database said of a statement. The whole of it is
 * in the indexer's own log.
 */
export const publicError = (code: string | null, message: string | null): string | null => {
  if (message === null) return null
  if (code !== null && !shown.test(code)) return `${code}: the log of the indexer says more.`
  const text = message.replace(urls, hostOf).slice(0, LENGTH_MAX)
  return code === null ? text : `${code}: ${text}`
}
