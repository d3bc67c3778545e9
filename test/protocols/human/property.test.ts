import fc from 'fast-check'
import { expect, test } from 'vitest'
import { statesMoney } from '../../../src/domain/event.ts'
import type { Hex } from '../../../src/domain/hex.ts'
import {
  bulk,
  bulkV2,
  bulkV3,
  cancelled,
  completed,
  counted,
  fund,
  launched,
  launchedV2,
  oracleFees,
  pending,
  pendingV2,
  pendingV3,
} from './emissions.ts'
import {
  ann,
  answering,
  bob,
  cid,
  createMarket,
  type Emission,
  escrow,
  escrow2,
  exchange,
  legacyFactory,
  move,
  nobody,
  type Outcome,
  poster,
  recording,
  reputation,
  token,
} from './market.ts'

// Each generation's bulkPayOut as its source has it: which transfers it makes, and what it says of them. Whatever is paid must be
// found again, each payment once.

type Rows = readonly (readonly [Hex, bigint])[]
type Percents = readonly [number, number, number]
/** What a bulk emits, and what it pays to whom. */
type Bulk = { readonly emissions: readonly Emission[]; readonly pays: Rows; readonly fees: Rows }
type Generation = {
  readonly oracles: number
  readonly percentMax: number
  readonly launch: (of: Hex) => Emission
  readonly setup: (percents: Percents, of: Hex, funds: bigint) => readonly Emission[]
  /** `rest` goes back with the bulk, where it is given. */
  readonly pay: (rows: Rows, percents: Percents, left: bigint, rest: bigint, of: Hex) => Bulk
  readonly end: (rest: bigint, of: Hex) => readonly Emission[]
  /** Whether the last bulk can end the escrow. */
  readonly forces: boolean
}

const oracles = [reputation, recording, exchange] as const
const part = (percent: number, amount: bigint): bigint => (BigInt(percent) * amount) / 100n
const total = (rows: Rows): bigint => rows.reduce((sum, [, amount]) => sum + amount, 0n)
const sent = (of: Hex, rows: Rows): Emission[] => rows.map(([to, amount]) => move(of, to, amount))
const positive = (rows: Rows): Rows => rows.filter(([, amount]) => amount > 0n)
const taking = (rows: Rows, percents: Percents): Rows => rows.filter((_, i) => percents[i]! > 0)

/** Each row less a floor for each oracle; the oracles get the sums of these floors. */
const perRow = (rows: Rows, percents: Percents): { pays: Rows; fees: Rows } => ({
  pays: rows.map(([to, gross]) => [to, percents.reduce((left, percent) => left - part(percent, gross), gross)]),
  fees: oracles.map((oracle, i) => [oracle, rows.reduce((sum, [, gross]) => sum + part(percents[i]!, gross), 0n)]),
})

const refund = (rest: bigint, of: Hex): Emission[] => (rest > 0n ? [move(of, poster, rest)] : [])

const named: Pick<Generation, 'percentMax' | 'pay' | 'end' | 'forces'> = {
  percentMax: 33,
  pay: (rows, percents, left, _rest, of) => {
    const { pays, fees } = perRow(rows, percents)
    return {
      emissions: [...sent(of, positive(pays)), ...sent(of, positive(fees)), bulk(pays, left > 0n, of)],
      pays,
      fees: positive(fees),
    }
  },
  end: (rest, of) => (rest > 0n ? [move(of, poster, rest), cancelled(of)] : [completed(of)]),
  forces: false,
}

const gross: Pick<Generation, 'oracles' | 'percentMax' | 'launch' | 'setup' | 'end' | 'forces'> = {
  oracles: 3,
  percentMax: 33,
  launch: launchedV2,
  setup: (_, of, funds) => [pendingV2(of), fund(funds, of)],
  end: (rest, of) => (rest > 0n ? [move(of, poster, rest), cancelled(of)] : []),
  forces: true,
}

const inRows = (rows: Rows, percents: Percents, left: bigint, rest: bigint, of: Hex): Bulk => {
  const net = perRow(rows, percents)
  const [pays, fees] = [net.pays, taking(net.fees, percents)]
  const padding = Array.from({ length: 3 - fees.length }, () => [nobody, 0n] as const)
  const ends = left === 0n || rest > 0n
  return {
    emissions: [
      ...sent(of, pays),
      ...sent(of, fees),
      bulkV3([...pays, ...fees, ...padding], !ends, of),
      ...(ends ? [...refund(rest, of), completed(of)] : []),
    ],
    pays,
    fees,
  }
}

const generations: Record<string, Generation> = {
  legacy: {
    oracles: 2,
    percentMax: 50,
    launch: (of) => launched(of, legacyFactory),
    setup: (_, of) => [pending(of)],
    pay: (rows, percents, _left, _rest, of) => {
      const { pays, fees } = perRow(rows, percents)
      const two = fees.slice(0, 2)
      return { emissions: [...sent(of, pays), ...sent(of, two), counted(rows.length, of)], pays, fees: two }
    },
    end: refund,
    forces: false,
  },
  '1.x': { ...named, oracles: 2, launch: launched, setup: (_, of) => [pending(of)] },
  '3.x': { ...named, oracles: 3, launch: launchedV2, setup: (_, of) => [pending(of)] },
  '4.x, the first build': {
    ...gross,
    pay: (rows, percents, left, rest, of) => {
      const all = percents[0] + percents[1] + percents[2]
      const pays = rows.map(([to, amount]) => [to, amount - part(all, amount)] as const)
      const fees = taking(
        oracles.map((oracle, i) => [oracle, part(percents[i]!, total(rows))]),
        percents,
      )
      const ends = left === 0n || rest > 0n
      return {
        emissions: [
          ...sent(of, pays),
          ...sent(of, fees),
          ...refund(rest, of),
          bulkV2(rows, !ends, of),
          ...(ends ? [completed(of)] : []),
        ],
        pays,
        fees,
      }
    },
  },
  '4.x, later builds': {
    ...gross,
    pay: (rows, percents, left, rest, of) => {
      const net = perRow(rows, percents)
      const [pays, fees] = [net.pays, taking(net.fees, percents)]
      const ends = left === 0n || rest > 0n
      return {
        emissions: [
          ...sent(of, pays),
          ...sent(of, fees),
          bulkV2(rows, !ends, of),
          ...(ends ? [...refund(rest, of), completed(of)] : []),
        ],
        pays,
        fees,
      }
    },
  },
  '4.x, the last build': {
    ...gross,
    pay: (rows, percents, left, rest, of) => {
      const { pays, fees } = perRow(rows, percents)
      const rowsOfFees = fees.map((row, i) => (percents[i]! > 0 ? row : ([nobody, 0n] as const)))
      const ends = left === 0n || rest > 0n
      return {
        emissions: [
          ...sent(of, pays),
          ...sent(of, taking(fees, percents)),
          ...(ends ? [...refund(rest, of), completed(of)] : []),
          bulkV2([...pays, ...rowsOfFees], !ends, of),
        ],
        pays,
        fees: taking(fees, percents),
      }
    },
  },
  '5.x': { ...gross, pay: inRows },
  '6.x': {
    ...gross,
    percentMax: 25,
    setup: (percents, of, funds) => [pendingV3(percents, of), fund(funds, of)],
    pay: inRows,
  },
  '7.x': {
    ...gross,
    percentMax: 25,
    setup: (percents, of, funds) => [pendingV3(percents, of), fund(funds, of)],
    pay: (rows, percents, left, rest, of) => {
      const ends = left === 0n || rest > 0n
      // What is left is shared at the end: the oracles' part first.
      const fees = oracles.map((oracle, i) => [oracle, ends ? part(percents[i]!, rest) : 0n] as const)
      const [moved, back] = [positive(fees), rest - total(fees)]
      const end = [...sent(of, moved), oracleFees(fees, of), ...refund(back, of), completed(of)]
      return {
        emissions: [...sent(of, rows), bulkV3(rows, !ends, of), ...(ends ? end : [])],
        pays: rows,
        fees: ends ? fees : [],
      }
    },
  },
}

const workers = [ann, bob, cid, poster, reputation, recording] as const
const bulks = fc.array(
  fc.record({
    of: fc.constantFrom(escrow, escrow2),
    rows: fc.array(fc.tuple(fc.constantFrom(...workers), fc.oneof(fc.bigInt(1n, 9n), fc.bigInt(1n, 10n ** 24n))), {
      minLength: 1,
      maxLength: 6,
    }),
    together: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
)

const found = (outcome: Outcome, of: Hex, type: 'PayoutMade' | 'FeeCharged'): Rows =>
  outcome.meanings
    .flatMap(({ events }) => events)
    .flatMap((event) => {
      if (event.type !== type || event.task !== of) return []
      return [[event.type === 'PayoutMade' ? event.contributor : event.payee, event.money.amount] as const]
    })

const claimedOnce = ({ events, transfers }: Outcome, of: Hex) => {
  const outgoing = transfers.filter((transfer) => transfer.from === of)
  const out = events.filter(statesMoney).filter(({ money }) => money.from === of)
  const logs = out.flatMap(({ money }) => (money.transferLog === null ? [] : [money.transferLog]))
  expect(logs.toSorted((a, b) => a - b)).toEqual(outgoing.map(({ logIndex }) => logIndex))
  expect(out.reduce((sum, { money }) => sum + money.amount, 0n)).toBe(
    outgoing.reduce((sum, { amount }) => sum + amount, 0n),
  )
}

for (const [name, generation] of Object.entries(generations)) {
  test(`${name}: what is paid, charged and given back is what left the escrow, each transfer once`, () => {
    const percent = fc.integer({ min: 0, max: generation.percentMax })
    fc.assert(
      fc.property(
        bulks,
        percent,
        percent,
        percent,
        fc.oneof(fc.constant(0n), fc.bigInt(1n, 10n ** 9n)),
        (plan, x, y, z, extra) => {
          const percents: Percents = [x, y, generation.oracles === 3 ? z : 0]
          const market = createMarket(
            Object.assign({}, ...[escrow, escrow2].map((each) => answering(each, 'canceler', poster))),
          )
          const left = new Map<Hex, bigint>()
          for (const of of [escrow, escrow2]) {
            const asked = plan.filter((each) => each.of === of).map(({ rows }) => total(rows))
            // The first build of 4.x may round up by a unit a row: without any excess, its last transfer fails.
            const spare = name === '4.x, the first build' || asked.length === 0 ? extra + 100n : extra
            const funds = asked.reduce((sum, each) => sum + each, spare)
            left.set(of, funds)
            market.run(generation.launch(of), move(poster, of, funds), ...generation.setup(percents, of, funds))
          }
          let waiting: (Bulk & { of: Hex })[] = []
          const ended = new Set<Hex>()
          const settle = () => {
            const outcome = market.run(...waiting.flatMap(({ emissions }) => emissions))
            for (const of of [escrow, escrow2]) {
              const own = waiting.filter((each) => each.of === of)
              expect(found(outcome, of, 'PayoutMade')).toEqual(own.flatMap(({ pays }) => pays))
              expect(found(outcome, of, 'FeeCharged')).toEqual(own.flatMap(({ fees }) => fees))
              claimedOnce(outcome, of)
            }
            expect(outcome.unclaimed).toEqual([])
            waiting = []
          }
          plan.forEach(({ of, rows, together }, i) => {
            const isLast = !plan.slice(i + 1).some((each) => each.of === of)
            const after = left.get(of)! - total(rows)
            const forced = isLast && generation.forces && together
            const made = generation.pay(rows, percents, after, forced ? after : 0n, of)
            const out = made.emissions.map(({ topics, address, data }) =>
              address === token ? ([topics, data] as const) : null,
            )
            const gone = out.reduce(
              (sum, each) => (each && BigInt(each[0][1]!) === BigInt(of) ? sum + BigInt(each[1]) : sum),
              0n,
            )
            left.set(of, left.get(of)! - gone)
            if (forced) ended.add(of)
            waiting.push({ ...made, of })
            if (!together) settle()
          })
          if (waiting.length > 0) settle()
          for (const of of [escrow, escrow2]) {
            if (!ended.has(of)) claimedOnce(market.run(...generation.end(left.get(of)!, of)), of)
            const task = market.task(of)!
            // What rounding left behind in the first build of 4.x stays in the escrow.
            expect(task.remaining).toBe(ended.has(of) ? left.get(of) : 0n)
            expect(['CANCELLED', 'COMPLETED', 'UNKNOWN']).toContain(task.status)
          }
        },
      ),
      { numRuns: 150 },
    )
  })
}
