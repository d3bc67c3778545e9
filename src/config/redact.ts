/** Any URL within a text. */
const urlShape = /[a-z][a-z0-9+.-]*:\/\/[^\s"'`<>)\]}]+/gi
/** The machine itself, where a plain path is an address to open and not a key. */
const loopback = /^(127\.0\.0\.1|localhost|\[::1\])$/
const plainPath = /^(\/[a-z.]{0,12}){0,2}$/

/** The host (and port) of a URL, which is all of it that may be shown; null when there is none. */
export const hostOf = (text: string): string | null => {
  if (!URL.canParse(text)) return null
  return new URL(text).host || null
}

/**
 * The same text with each URL cut down to scheme and host: what comes before and after may be a user, a password or a key.
 * The last line of defence for texts from other libraries; our own sentences never hold a whole URL to begin with.
 */
export const redactUrls = (text: string): string =>
  text.replace(urlShape, (found) => {
    if (!URL.canParse(found)) return `${found.slice(0, found.indexOf('://'))}://…`
    const url = new URL(found)
    const bare = url.username === '' && url.password === '' && url.search === '' && url.hash === ''
    if (bare && (url.pathname === '/' || url.pathname === '')) return found
    if (bare && loopback.test(url.hostname) && plainPath.test(url.pathname)) return found
    return `${url.protocol}//${url.host}/…`
  })

/** The same value with `redactUrls` applied to every text in it. */
export const redactDeep = (value: unknown, depth = 4): unknown => {
  if (typeof value === 'string') return redactUrls(value)
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Error) return redactUrls(value.message)
  if (typeof value !== 'object' || value === null) return value
  if (depth === 0) return '…'
  if (Array.isArray(value)) return value.map((entry) => redactDeep(entry, depth - 1))
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, redactDeep(entry, depth - 1)]))
}
