import type { Hex } from '../domain/hex.ts'
import type { ReceiptLog } from '../proof/receipt.ts'
import { dataMarketEvents } from '../protocols/datamarket/abi.ts'
import type { Arguments } from '../protocols/decode.ts'
import { erc20Events } from '../protocols/erc20.ts'
import { escrowEvents as humanEscrowEvents } from '../protocols/human/abi.ts'
import { escrowEvents, exchangeEvents } from '../protocols/ocean/abi.ts'
import { createEventTable, type EventTable, eventOf } from '../protocols/protocol.ts'

// What single logs state about payouts, by the ABIs of the protocols and nothing else: no memory, no other transaction.

/** A payout as one log states it. */
export type Statement = {
  readonly recipient: Hex
  /** Null where the event does not name it. */
  readonly token: Hex | null
  readonly amount: bigint
  /** Several payouts may share what is stated: then each is at most that. */
  readonly shared: boolean
}

type Reading = (args: Arguments) => readonly Statement[]

const one =
  (recipient: string, token: string, shared = false): Reading =>
  (args) => [{ recipient: args[recipient] as Hex, token: args[token] as Hex, amount: args.amount as bigint, shared }]

/** A row for each recipient that has an amount; counts of payouts without names state none. */
const rows: Reading = ({ recipients, amounts }) =>
  recipients === undefined
    ? []
    : (recipients as Hex[]).flatMap((recipient, i) => {
        const amount = (amounts as bigint[])[i]
        return amount === undefined ? [] : [{ recipient, token: null, amount, shared: false }]
      })

type Readable = { readonly table: EventTable; readonly readings: Readonly<Record<string, Reading>> }

const readable: ReadonlyMap<string, Readable> = new Map([
  [
    'datamarket',
    {
      table: createEventTable(dataMarketEvents),
      readings: { PayoutMade: one('contributor', 'token'), RevenueClaimed: one('contributor', 'token') },
    },
  ],
  [
    'human',
    {
      table: createEventTable(humanEscrowEvents),
      readings: { BulkTransfer: rows, BulkTransferV2: rows, BulkTransferV3: rows },
    },
  ],
  [
    'ocean',
    {
      table: createEventTable([...exchangeEvents, ...escrowEvents]),
      // What is taken out of the escrow pays for several jobs, and may be the account's own money in part.
      readings: { TokenCollected: one('to', 'token'), Withdraw: one('payer', 'token', true) },
    },
  ],
])

/** The name of a log's event and what it states of payouts; null when the protocol has no such event, or its bytes do not follow it. */
export const statementsOf = (
  protocol: string,
  log: Pick<ReceiptLog, 'topics' | 'data'>,
): { readonly event: string; readonly statements: readonly Statement[] } | null => {
  const known = readable.get(protocol)
  const event = known && eventOf(known.table, log)
  const args = event?.decode(log)
  if (!known || !event || !args) return null
  return { event: event.name, statements: known.readings[event.name]?.(args) ?? [] }
}

const transfers = createEventTable(erc20Events)

/** What a token's Transfer log moved, and to whom; null for any other log. */
export const transferIn = (
  log: ReceiptLog | undefined,
): { readonly token: Hex; readonly to: Hex; readonly amount: bigint } | null => {
  const args = log && eventOf(transfers, log)?.decode(log)
  return args ? { token: log.address, to: args.to as Hex, amount: args.value as bigint } : null
}
