import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  bulk,
  bulkV2,
  bulkV3,
  cancellationRefund,
  cancellationRequested,
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
  upgraded,
  withdraw,
} from './emissions.ts'
import {
  type Answers,
  ann,
  answering,
  bob,
  createMarket,
  type Emission,
  emit,
  escrow,
  exchange,
  implementation,
  legacyFactory,
  move,
  nobody,
  other,
  poster,
  recording,
  reputation,
} from './market.ts'

// The life of an escrow of each generation: its logs, and all that they mean. GOLDEN=write writes the files anew.

type Life = { readonly answers: Answers; readonly transactions: readonly (readonly Emission[])[] }

const posted = answering(escrow, 'launcher', poster)
const stored = emit(escrow, 'IntermediateStorage(string url, string hash)', 'ipfs://i', '5e'.repeat(32))

const lives: Record<string, Life> = {
  legacy: {
    answers: { ...answering(escrow, 'launcher', legacyFactory), ...answering(escrow, 'canceler', poster) },
    transactions: [
      [launched(escrow, legacyFactory)],
      [move(poster, escrow, 100n)],
      [pending()],
      [stored],
      [
        move(escrow, ann, 27n),
        move(escrow, ann, 0n),
        move(escrow, reputation, 2n),
        move(escrow, recording, 1n),
        counted(2),
      ],
      [move(escrow, poster, 70n)],
    ],
  },
  '1.x': {
    answers: answering(escrow, 'canceler', poster),
    transactions: [
      [launched()],
      [move(poster, escrow, 100n), pending()],
      [
        move(escrow, ann, 80n),
        move(escrow, reputation, 10n),
        move(escrow, recording, 10n),
        bulk(
          [
            [ann, 80n],
            [bob, 0n],
          ],
          false,
        ),
      ],
      [completed()],
    ],
  },
  '3.x': {
    answers: {},
    transactions: [
      [launchedV2()],
      [move(poster, escrow, 100n), pending()],
      [move(escrow, ann, 45n), move(escrow, exchange, 5n), bulk([[ann, 45n]], true)],
      [move(escrow, poster, 50n), cancelled()],
    ],
  },
  '4.x': {
    answers: posted,
    transactions: [
      [launchedV2()],
      [move(poster, escrow, 1000n), move(bob, escrow, 7n, other)],
      [pendingV2(), fund(1000n)],
      [move(escrow, poster, 7n, other), withdraw(other, 7n)],
      [
        move(escrow, ann, 90n),
        move(escrow, bob, 180n),
        move(escrow, reputation, 15n),
        move(escrow, exchange, 15n),
        move(escrow, poster, 700n),
        bulkV2(
          [
            [ann, 100n],
            [bob, 200n],
          ],
          false,
        ),
        completed(),
      ],
    ],
  },
  '5.x': {
    answers: posted,
    transactions: [
      [upgraded(implementation)],
      [launchedV2(), move(poster, escrow, 1000n), pendingV2(), fund(1000n)],
      [cancellationRequested()],
      [stored, move(escrow, poster, 900n), cancellationRefund(900n)],
      [
        move(escrow, ann, 90n),
        move(escrow, reputation, 10n),
        bulkV3(
          [
            [ann, 90n],
            [reputation, 10n],
            [nobody, 0n],
            [nobody, 0n],
          ],
          false,
        ),
        cancelled(),
      ],
    ],
  },
  '6.x': {
    answers: posted,
    transactions: [
      [upgraded(implementation)],
      [launchedV2(), move(poster, escrow, 1000n), pendingV3([5, 0, 5]), fund(1000n)],
      [
        move(escrow, ann, 90n),
        move(escrow, ann, 90n),
        move(escrow, reputation, 10n),
        move(escrow, exchange, 10n),
        bulkV3(
          [
            [ann, 90n],
            [ann, 90n],
            [reputation, 10n],
            [exchange, 10n],
            [nobody, 0n],
          ],
          false,
        ),
        move(escrow, poster, 800n),
        completed(),
      ],
    ],
  },
  '7.x': {
    answers: posted,
    transactions: [
      [upgraded(implementation)],
      [launchedV2(), move(poster, escrow, 1000n), pendingV3([5, 0, 5]), fund(1000n)],
      [stored],
      [
        move(escrow, ann, 400n),
        move(escrow, bob, 400n),
        bulkV3(
          [
            [ann, 400n],
            [bob, 400n],
          ],
          false,
        ),
        move(escrow, reputation, 50n),
        move(escrow, exchange, 50n),
        oracleFees([
          [reputation, 50n],
          [recording, 0n],
          [exchange, 50n],
        ]),
        move(escrow, poster, 100n),
        completed(),
      ],
    ],
  },
}

const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? each.toString() : each)))

for (const [name, { answers, transactions }] of Object.entries(lives)) {
  test(`the life of an escrow of ${name}`, () => {
    const market = createMarket(answers)
    const told = plain({
      answers,
      transactions: transactions.map((emissions) => {
        const { logs, meanings } = market.run(...emissions)
        return { logs, meanings }
      }),
    })
    const file = join(import.meta.dirname, 'golden', `${name}.json`)
    if (process.env.GOLDEN === 'write') writeFileSync(file, `${JSON.stringify(told, null, 2)}\n`)
    expect(told).toEqual(JSON.parse(readFileSync(file, 'utf8')))
  })
}
