import { type Completeness, readCompleteness } from '../../store/read/completeness.ts'
import { type DocumentSummary, documentSummary } from '../../store/read/documents.ts'
import { createReader } from '../../store/read/reader.ts'
import { reorgSummary, type SyncStatus, syncStatus } from '../../store/read/status.ts'
import type { Store } from '../../store/store.ts'
import type { Answer } from './answer.ts'

type Row = {
  readonly status: SyncStatus
  readonly completeness: Completeness
  readonly reorgs: number
  readonly now: number
}
type Metric = {
  readonly name: string
  readonly type: 'gauge' | 'counter'
  readonly help: string
  /** Left out where nothing is known: a made-up 0 would be believed. */
  readonly value: (row: Row) => number | null
}

/** What is told of each chain, by the names that dashboards know; docs/api-limits.md lists them. */
const metrics: readonly Metric[] = [
  {
    name: 'daybook_ready',
    type: 'gauge',
    help: '1 when blocks of the chain come in, else 0; /ready says why.',
    value: ({ status }) => Number(status.ready),
  },
  {
    name: 'daybook_retired',
    type: 'gauge',
    help: '1 when no configuration names the chain any more, else 0.',
    value: ({ status }) => Number(status.retired),
  },
  {
    name: 'daybook_indexed_block',
    type: 'gauge',
    help: 'Newest block whose events are all stored.',
    value: ({ status }) => status.state.cursor?.block ?? null,
  },
  {
    name: 'daybook_head_block',
    type: 'gauge',
    help: 'Newest block that the nodes report.',
    value: ({ status }) => status.headBlock,
  },
  {
    name: 'daybook_finalized_block',
    type: 'gauge',
    help: 'Newest final block.',
    value: ({ status }) => status.finalizedBlock,
  },
  {
    name: 'daybook_proven_through_block',
    type: 'gauge',
    help: 'Newest block up to which every block is as complete as the configuration demands.',
    value: ({ completeness }) => completeness.provenThrough,
  },
  {
    name: 'daybook_open_gaps',
    type: 'gauge',
    help: 'Stretches of blocks of which less is proved than demanded.',
    value: ({ completeness }) => completeness.openGaps,
  },
  {
    name: 'daybook_healed_gaps_total',
    type: 'counter',
    help: 'Gaps found and closed.',
    value: ({ completeness }) => completeness.healed,
  },
  {
    name: 'daybook_lag_blocks',
    type: 'gauge',
    help: 'Blocks behind the head.',
    value: ({ status }) => status.lagBlocks,
  },
  {
    name: 'daybook_lag_seconds',
    type: 'gauge',
    help: 'Seconds since the time of the newest indexed block.',
    value: ({ status }) => status.lagSeconds,
  },
  {
    name: 'daybook_seconds_since_progress',
    type: 'gauge',
    help: 'Seconds since the newest indexed block last changed.',
    value: ({ status }) => status.idleSeconds,
  },
  {
    name: 'daybook_seconds_since_report',
    type: 'gauge',
    help: 'Seconds since the indexer last said anything.',
    value: ({ status, now }) => (status.state.status === undefined ? null : Math.max(0, now - status.measuredAt)),
  },
  { name: 'daybook_events_total', type: 'counter', help: 'Events stored.', value: ({ status }) => status.eventCount },
  {
    name: 'daybook_reorgs_total',
    type: 'counter',
    help: 'Reorganisations rolled back.',
    value: ({ reorgs }) => reorgs,
  },
]

const quoted = (text: string): string => text.replace(/[\\"\n]/g, (mark) => (mark === '\n' ? '\\n' : `\\${mark}`))

/** Blocks by what is proved of them: the one thing with a label of its own. */
const levelLines = (rows: readonly Row[]): string[] => [
  '# HELP daybook_blocks Blocks whose highest level of proof it is.',
  '# TYPE daybook_blocks gauge',
  ...rows.flatMap(({ status, completeness }) => {
    const { id, name } = status.state.chain
    return completeness.blocksByLevel.map(
      ({ level, blocks }) => `daybook_blocks{chain="${id}",name="${quoted(name)}",level="${level}"} ${blocks}`,
    )
  }),
]

/** Documents outside the chain, by where their fetching stands; nothing while none was ever looked for. */
const documentLines = (documents: DocumentSummary | null): string[] =>
  documents === null
    ? []
    : [
        '# HELP daybook_documents Documents by where their fetching stands.',
        '# TYPE daybook_documents gauge',
        ...Object.entries(documents.states).map(([state, count]) => `daybook_documents{state="${state}"} ${count}`),
        '# HELP daybook_document_bytes Bytes of documents that are kept.',
        '# TYPE daybook_document_bytes gauge',
        `daybook_document_bytes ${documents.storedBytes}`,
        '# HELP daybook_document_queue_full 1 when there is no room for more documents, else 0.',
        '# TYPE daybook_document_queue_full gauge',
        `daybook_document_queue_full ${Number(documents.full)}`,
      ]

const linesOf = ({ name, type, help, value }: Metric, rows: readonly Row[]): string[] => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} ${type}`,
  ...rows.flatMap((row) => {
    const number = value(row)
    const { id, name: chain } = row.status.state.chain
    return number === null ? [] : [`${name}{chain="${id}",name="${quoted(chain)}"} ${number}`]
  }),
]

/** Where every chain stands, in Prometheus' text format, from one snapshot. */
export const answerMetrics = async (store: Store, version: string): Promise<Answer> => {
  const { rows, documents } = await store.read(async (db) => {
    const reader = createReader(db, store.tables)
    const now = Math.floor(Date.now() / 1_000)
    const found: Row[] = []
    for (const state of await reader.chains()) {
      const status = await syncStatus(reader, state, now)
      const completeness = await readCompleteness(reader, state.chain, state.cursor)
      found.push({ status, completeness, reorgs: (await reorgSummary(reader, state.chain.id)).count, now })
    }
    return { rows: found, documents: await documentSummary(db, store.tables) }
  })
  const info = [
    '# HELP daybook_info What serves this.',
    '# TYPE daybook_info gauge',
    `daybook_info{version="${version}"} 1`,
  ]
  return {
    status: 200,
    headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' },
    body: `${[...info, ...metrics.flatMap((metric) => linesOf(metric, rows)), ...levelLines(rows), ...documentLines(documents)].join('\n')}\n`,
  }
}
