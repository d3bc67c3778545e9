import { openConnection, requestOf } from './client.ts'

// The same list of payouts from two programs: fifty to a page, oldest first, from wherever a cursor says.

export type Page = {
  readonly payouts: readonly PagePayout[]
  /** Of the next page; null after the last. */
  readonly next: string | null
}

/** Addresses are lower-case hex, ids and amounts decimal text, times seconds. */
type PagePayout = {
  readonly contributor: string
  readonly token: string
  readonly amount: string
  readonly time: number
  /** Null where the program knows none. */
  readonly task: (Posted & { readonly dataset: Posted | null }) | null
}
type Posted = { readonly key: string; readonly time: number }

/** How a program is asked for a page after `$after`, and what its answer says. */
export type Paged = { readonly query: string; read(answer: string): Page }

const seconds = (text: string): number => Date.parse(text) / 1_000

type Event = { readonly timestamp: string }
type DaybookAnswer = {
  readonly payouts: {
    readonly nodes: readonly {
      readonly contributor: { readonly address: string }
      readonly amount: { readonly raw: string; readonly token: { readonly address: string } }
      readonly createdBy: Event
      readonly task: {
        readonly key: string
        readonly createdBy: Event
        readonly dataset: { readonly key: string; readonly createdBy: Event } | null
      } | null
    }[]
    readonly pageInfo: PageInfo
  }
}
type PageInfo = { readonly hasNextPage: boolean; readonly endCursor: string | null }

export const daybookPages: Paged = {
  query: `query ($after: String) {
    payouts(first: 50, after: $after, orderBy: [{ field: CREATED_AT, direction: ASC }]) {
      nodes {
        contributor { address }
        amount { raw token { address } }
        createdBy { timestamp }
        task { key createdBy { timestamp } dataset { key createdBy { timestamp } } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }`,
  read: (answer) => {
    const { payouts } = dataOf<DaybookAnswer>(answer)
    return {
      payouts: payouts.nodes.map(({ contributor, amount, createdBy, task }) => ({
        contributor: contributor.address.toLowerCase(),
        token: amount.token.address.toLowerCase(),
        amount: amount.raw,
        time: seconds(createdBy.timestamp),
        task: task && {
          key: task.key,
          time: seconds(task.createdBy.timestamp),
          dataset: task.dataset && { key: task.dataset.key, time: seconds(task.dataset.createdBy.timestamp) },
        },
      })),
      next: nextOf(payouts.pageInfo),
    }
  },
}

type PonderRow = { readonly id: string; readonly timestamp: string }
type PonderAnswer = {
  readonly payoutss: {
    readonly items: readonly {
      readonly contributor: string
      readonly token: string
      readonly amount: string
      readonly timestamp: string
      readonly postedTask: (PonderRow & { readonly ofDataset: PonderRow | null }) | null
    }[]
    readonly pageInfo: PageInfo
  }
}

const postedOf = ({ id, timestamp }: PonderRow): Posted => ({ key: id, time: Number(timestamp) })

/** Without an order of its own it takes that of the primary key, block and log, which is the cheapest there. It adds an "s" to names. */
export const ponderPages: Paged = {
  query: `query ($after: String) {
    payoutss(limit: 50, after: $after) {
      items {
        contributor token amount timestamp
        postedTask { id timestamp ofDataset { id timestamp } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }`,
  read: (answer) => {
    const { payoutss } = dataOf<PonderAnswer>(answer)
    return {
      payouts: payoutss.items.map(({ contributor, token, amount, timestamp, postedTask }) => ({
        contributor: contributor.toLowerCase(),
        token: token.toLowerCase(),
        amount,
        time: Number(timestamp),
        task: postedTask && {
          ...postedOf(postedTask),
          dataset: postedTask.ofDataset && postedOf(postedTask.ofDataset),
        },
      })),
      next: nextOf(payoutss.pageInfo),
    }
  },
}

const dataOf = <Data>(answer: string): Data => {
  const { data, errors } = JSON.parse(answer) as { readonly data?: Data | null; readonly errors?: unknown }
  if (!data || errors !== undefined) throw new Error(`No page of payouts, but: ${answer.slice(0, 1_000)}`)
  return data
}

const nextOf = ({ hasNextPage, endCursor }: PageInfo): string | null => (hasNextPage ? endCursor : null)

/** Every payout that a program tells of page by page, and a request for each of its pages. */
export const readAllPages = async (
  url: string,
  { query, read }: Paged,
): Promise<{ payouts: PagePayout[]; requests: Buffer[] }> => {
  const connection = await openConnection(url)
  const [payouts, requests]: [PagePayout[], Buffer[]] = [[], []]
  try {
    for (let after: string | null = null; ; ) {
      const request = requestOf(url, query, { after })
      const page: Page = read(await connection.ask(request))
      payouts.push(...page.payouts)
      requests.push(request)
      after = page.next
      if (after === null) return { payouts, requests }
    }
  } finally {
    connection.close()
  }
}

/**
 * What two programs tell otherwise. A task of which the second knows nothing is no difference: it goes by what the log names, and the
 * first by the submission where the log names none.
 */
export const differencesOf = (ours: readonly PagePayout[], theirs: readonly PagePayout[]): readonly string[] => {
  const textOf = (payout: PagePayout | undefined, hasTask: boolean) =>
    JSON.stringify(payout && { ...payout, task: hasTask ? payout.task : null })
  return Array.from({ length: Math.max(ours.length, theirs.length) }, (_, i) => {
    const hasTask = theirs[i]?.task != null
    const [own, other] = [textOf(ours[i], hasTask), textOf(theirs[i], hasTask)]
    return own === other ? [] : [`payout ${i}: ${own} and ${other}`]
  }).flat()
}
