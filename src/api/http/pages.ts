import { readFileSync } from 'node:fs'
import type { SyncStatus } from '../../store/read/status.ts'
import type { Answer } from './answer.ts'

/** Nothing but what this server serves itself, and nothing inline: text from a chain is shown on these pages. */
const security = {
  'content-security-policy':
    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
  'referrer-policy': 'no-referrer',
}

const page = (body: string | Buffer): Answer => ({
  status: 200,
  headers: { ...security, 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' },
  body,
})

const style = readFileSync(new URL('./pages.css', import.meta.url))

/** How the pages look. */
export const styleSheet = (): Answer => ({
  status: 200,
  headers: { ...security, 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' },
  body: style,
})

const asText = (value: unknown): string =>
  String(value ?? '–').replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)

/** What is indexed and how far, for people. */
export const statusPage = (name: string, version: string, statuses: readonly SyncStatus[]): Answer => {
  const rows = statuses.map(({ state, phase, headBlock, lagBlocks, ready }) =>
    [state.chain.name, state.chain.id, phase, state.cursor?.block, headBlock, lagBlocks, ready ? 'yes' : 'no']
      .map((cell) => `<td>${asText(cell)}</td>`)
      .join(''),
  )
  return page(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${asText(name)}</title>
<link rel="stylesheet" href="/pages.css">
<main>
<h1>${asText(name)}</h1>
<p>Daybook ${asText(version)}: tasks, submissions, rewards, payouts and datasets of decentralised data markets.</p>
<p><a href="/graphql">GraphQL, with GraphiQL to explore it</a> · <a href="/status">Status as JSON</a></p>
<table>
<thead><tr><th>Chain<th>Id<th>Phase<th>Indexed<th>Head<th>Behind<th>Ready</tr></thead>
<tbody>${rows.map((row) => `<tr>${row}</tr>`).join('')}</tbody>
</table>
</main>
</html>
`)
}
