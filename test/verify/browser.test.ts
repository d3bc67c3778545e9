import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createViteServer } from 'vitest/node'
import { verifyPayoutProof } from '../../src/verify/verify-payout-proof.ts'
import { block, PAID_AT, proofOf } from './proofs.ts'

// The checker in a real browser: its sources as they are, with types taken out and viem bundled on the way, as any build does.

const root = resolve(import.meta.dirname, '../..')
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const entry = exports['./verify'].slice(1)

const { file, blockHash } = proofOf(block, PAID_AT)
const forged = { ...file, claim: { ...file.claim, amount: '2000000' } }

/** Checks both proofs, and shows what came of it where it can be read from outside. */
const page = `<!doctype html><title>Proofs</title><pre id="answer"></pre><script type="module">
  const show = (value) => { document.querySelector('#answer').textContent = JSON.stringify(value) }
  try {
    const { verifyPayoutProof } = await import('${entry}')
    const [file, forged, hash] = ${JSON.stringify([file, forged, blockHash])}
    const brief = ({ result, checks }) => ({ result, checks })
    const globals = ['Buffer', 'process', 'require'].filter((name) => name in globalThis)
    show({ globals, answers: [[file, hash], [file], [forged, hash], ['nonsense']].map((given) => brief(verifyPayoutProof(...given))) })
  } catch (error) { show(String(error?.stack ?? error)) }
</script>`

describe.runIf(existsSync(CHROMIUM))('in a browser', () => {
  let folder: string
  let server: Awaited<ReturnType<typeof createViteServer>>
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'daybook-browser-'))
    server = await createViteServer({
      root,
      configFile: false,
      logLevel: 'silent',
      cacheDir: join(folder, 'vite'),
      server: { port: 0, host: '127.0.0.1', hmr: false, watch: null },
      optimizeDeps: { noDiscovery: true, include: ['viem'] },
      plugins: [
        {
          name: 'page',
          configureServer: ({ middlewares }) => {
            middlewares.use('/proofs.html', (_, response) => {
              response.setHeader('content-type', 'text/html')
              response.end(page)
            })
          },
        },
      ],
    })
    await server.listen()
  })
  afterAll(async () => {
    await server?.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  })

  test('the checker says the same as in Node, and needs nothing that only Node has', async () => {
    const url = `${server.resolvedUrls!.local[0]}proofs.html`
    const profile = `--user-data-dir=${join(folder, 'profile')}`
    const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', profile]
    const { stdout } = await promisify(execFile)(
      CHROMIUM,
      [...flags, '--virtual-time-budget=30000', '--dump-dom', url],
      {
        timeout: 50_000,
        maxBuffer: 16 * 1024 * 1024,
      },
    )
    const answer = /<pre id="answer">(.+?)<\/pre>/s.exec(stdout)?.[1]
    expect(answer).toBeDefined()
    const brief = (...given: Parameters<typeof verifyPayoutProof>) => {
      const { result, checks } = verifyPayoutProof(...given)
      return { result, checks }
    }
    const text = answer!
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
    expect(JSON.parse(text)).toEqual({
      globals: [],
      answers: [brief(file, blockHash), brief(file), brief(forged, blockHash), brief('nonsense')],
    })
    expect(JSON.parse(text).answers.map(({ result }: { result: string }) => result)).toEqual([
      'PASS',
      'UNKNOWN',
      'FAIL',
      'FAIL',
    ])
  })
})
