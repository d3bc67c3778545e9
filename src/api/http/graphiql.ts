import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Answer } from './answer.ts'

/** What a newcomer sees first: it answers on any market. */
const FIRST_QUERY = `# Ctrl+Enter runs it; the book on the left explains every field.
{
  overview {
    totals { tasks submissions payouts contributors datasets rewardsPaid { value token { symbol } } }
  }
  payouts(first: 5) {
    nodes {
      amount { value token { symbol } }
      settlement
      contributor { address }
      task { key status }
      createdBy { timestamp transactionHash }
    }
  }
}
`

let built: Promise<Answer> | undefined

/**
 * GraphiQL in one page, with all it needs inside: nothing is asked of any other host. Its one script runs because the policy
 * names its hash; no other does, whatever text from a chain is shown. It is loaded when a browser first asks: most never do.
 */
export const graphiqlPage = (): Promise<Answer> => {
  built ??= build()
  return built
}

const build = async (): Promise<Answer> => {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
  const html = renderGraphiQL({ title: 'Daybook', endpoint: '/graphql', defaultQuery: FIRST_QUERY })
  const script = html.slice(html.indexOf('<script>') + '<script>'.length, html.lastIndexOf('</script>'))
  const hash = createHash('sha256').update(script).digest('base64')
  const policy = [
    "default-src 'self'",
    `script-src 'sha256-${hash}' blob:`,
    'worker-src blob:',
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
  ]
  return {
    status: 200,
    headers: {
      'content-security-policy': policy.join('; '),
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'referrer-policy': 'no-referrer',
    },
    gzipped: gzipSync(html),
  }
}
