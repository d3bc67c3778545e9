import type { Nodes } from '../chain/nodes.ts'
import type { Hex } from '../domain/hex.ts'
import type { Store } from '../store/store.ts'
import { createAskAt } from './ask.ts'
import type { Asking } from './asking.ts'
import type { Compared } from './balances.ts'
import type { Book } from './book.ts'
import { type Choice, chooseChains, openBook } from './choose.ts'
import { compareWithChain } from './compare.ts'
import { witnessedIn } from './emitted.ts'
import type { Finding, FindingCode, Tell } from './finding.ts'
import { createLocator } from './locate.ts'
import { auditOwn } from './own.ts'
import { NOT_OF_THE_PAST } from './past.ts'
import type { Asked } from './states.ts'

/** What an audit of one market came to. */
export type MarketAudit = {
  readonly chainId: number
  readonly marketId: number
  readonly address: Hex
  readonly name: string | null
  readonly protocol: string
  /** The books are as of the end of this block. */
  readonly block: number
  /** Null for an older block whose header was not kept. */
  readonly blockHash: Hex | null
  /** Null at an older block: rows say only what is now. */
  readonly tasks: number | null
  readonly payouts: number | null
  /** Those of the whole chain are not among them. */
  readonly findings: number
  /** Null when no node was asked. */
  readonly chain: Compared | null
  /** Records that its contract was asked about; null where it was not, or keeps none. */
  readonly records: Asked | null
  /** Checks that could not be made, and why. */
  readonly notMade: readonly string[]
}

export type Audit = {
  readonly findings: readonly Finding[]
  readonly markets: readonly MarketAudit[]
  /** Chains whose nodes did not answer, with the reason. */
  readonly silent: readonly { readonly chainId: number; readonly reason: string }[]
}

export type AuditOptions = Choice & {
  /** Whose nodes are asked; null to ask none. */
  readonly nodesOf: ((chainId: number) => Nodes) | null
  /** Looks for the very blocks of differences, in past states. */
  readonly locate: boolean
  /** Most records of each kind that a contract is asked about. */
  readonly recordsMax: number
  readonly signal: AbortSignal
  /** Is told the findings of a chain when it is through. */
  readonly onFinding: (finding: Finding) => void
  readonly onAsked: (progress: { chainId: number; asked: number; total: number; what: string }) => void
}

/** Findings of one kind in one market that are told; of more, how many. */
const FINDINGS_MAX = 1_000
/** How often a chain is audited again because it reorganised meanwhile. */
const TRIES_MAX = 3

/** Checks the books of each market, by themselves and against the chain, each chain on one snapshot of the database. */
export const auditStore = async (store: Store, options: AuditOptions): Promise<Audit> => {
  const audit = { findings: [] as Finding[], markets: [] as MarketAudit[], silent: [] as Audit['silent'][number][] }
  const chains = await store.read((db) => chooseChains(db, store.tables, options))
  for (const chainId of chains) {
    for (let tries = 1; ; tries += 1) {
      const done = await store.read(async (db) => {
        const book = await openBook(db, store.tables, { ...options, chainId })
        return book === null ? null : auditBook(book, options)
      })
      if (done === null) break
      if (done.moved && tries < TRIES_MAX && (await hasMoved(store, done.book))) continue
      for (const finding of done.findings) options.onFinding(finding)
      audit.findings.push(...done.findings)
      audit.markets.push(...done.markets)
      if (done.silence !== null) audit.silent.push({ chainId, reason: done.silence })
      break
    }
  }
  return audit
}

/** Whether a reorganisation gave up the block that the books ended with. */
const hasMoved = (store: Store, { chainId, hash }: Book): Promise<boolean> =>
  store.read(async (db) => {
    const now = await openBook(db, store.tables, { chainId, market: undefined, block: undefined })
    return now?.hash !== hash
  })

const auditBook = async (book: Book, options: AuditOptions) => {
  const { nodesOf, signal } = options
  const { tell, findings } = createTell(book)
  const { witnessed, byEmitter } = await witnessedIn(book)
  const own = await auditOwn(book, { witnessed, byEmitter }, tell)
  const ask = nodesOf === null ? null : createAskAt(nodesOf(book.chainId), signal)
  const asking: Asking | null = ask && {
    ask,
    pin: { number: book.block, hash: book.hash },
    locator: options.locate ? createLocator(ask) : null,
    recordsMax: options.recordsMax,
    signal,
    report: (asked, total, what) => options.onAsked({ chainId: book.chainId, asked, total, what }),
  }
  const compared = await compareWithChain(book, { ...own, witnessed, asking }, tell)
  const markets = book.markets.map((market): MarketAudit => {
    const { id, address, name, protocol, payouts } = market
    const { chain, records, notMade } = compared.of(id)
    return {
      ...{ chainId: book.chainId, marketId: id, address, name, protocol },
      block: book.block,
      blockHash: book.hash,
      tasks: book.end === null ? (own.tasks.get(id) ?? 0) : null,
      payouts: book.end === null ? payouts : null,
      findings: findings.filter((finding) => finding.market === address).length,
      chain,
      records,
      notMade: [...(book.end === null ? [] : [NOT_OF_THE_PAST]), ...notMade],
    }
  })
  return { book, findings, markets, silence: compared.silence, moved: compared.moved }
}

/** Keeps what is told; of what is told very often, the beginning and how much more there was. */
const createTell = (book: Book) => {
  const findings: Finding[] = []
  const counts = new Map<string, number>()
  const tell: Tell = (marketId, code: FindingCode, what) => {
    const market = book.markets.find(({ id }) => id === marketId)?.address ?? null
    const key = `${code}/${market}`
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    if (count > FINDINGS_MAX + 1) return
    const none = { event: null, blocks: null, record: null, token: null }
    const finding: Finding = { ...none, code, chainId: book.chainId, market, ...what }
    const more = {
      subject: 'further findings of this code',
      found: 'more',
      expected: 'none',
      why: 'only so many are told',
    }
    findings.push(count > FINDINGS_MAX ? { ...finding, ...none, ...more } : finding)
  }
  return { tell, findings }
}
