import { decodeEventLog } from 'viem'
import { createAnvilClient } from '../../../../src/demo/anvil.ts'
import type { Hex } from '../../../../src/domain/hex.ts'
import { artifacts } from './artifacts.ts'
import type { OceanTruth, Place } from './truth.ts'

/** An event of these contracts, and all that the truth says of it, in the order of the chain. */
export type Told = {
  readonly of: keyof typeof artifacts
  readonly event: string
  readonly addresses: readonly Hex[]
  readonly rows: readonly (Place & Readonly<Record<string, unknown>>)[]
}

/** The truth as events: who reads the chain with nothing else must find exactly these. */
export const toldBy = (truth: OceanTruth): Told[] => {
  const { contracts } = truth.market
  const datatokens = truth.datatokens.map(({ address }) => address)
  const exchange = { of: 'exchange', addresses: contracts.fixedRateExchange } as const
  const escrow = { of: 'escrow', addresses: contracts.escrow } as const
  const datatoken = { of: 'datatoken1', addresses: datatokens } as const
  const at = ({ tx, logIndex }: Place) => ({ tx, logIndex })
  const fees = (kind: string) => truth.orderFees.filter((fee) => fee.kind === kind)
  const cutOf = (fee: Place) =>
    fees('opcOfProvider').find(({ tx, logIndex }) => tx === fee.tx && logIndex === fee.logIndex)?.amount ?? 0n
  const updates = (kind: string) =>
    truth.datasets.flatMap(({ nft, updates }) =>
      updates.filter((update) => update.kind === kind).map((update) => ({ ...update, nft })),
    )
  const metadata = (kind: 'created' | 'updated', event: string, byName: string): Told => ({
    of: 'nft',
    event,
    addresses: truth.datasets.map(({ nft }) => nft),
    rows: updates(kind).map((update) => ({
      ...at(update),
      address: update.nft,
      [byName]: update.by,
      state: update.state,
      flags: update.flags,
      data: update.data,
      metaDataHash: update.hash,
    })),
  })
  const job = ({ escrow: address, payer, payee, jobId, token }: OceanTruth['jobs'][number]) => ({
    address,
    payer,
    payee,
    jobId,
    token,
  })
  const ended = (outcome: string) => truth.jobs.filter((each) => each.outcome === outcome)
  const wallet = (kind: 'deposit' | 'withdraw') =>
    truth.escrowMoves
      .filter((move) => move.kind === kind)
      .map((move) => ({
        ...at(move),
        address: move.escrow,
        payer: move.account,
        token: move.token,
        amount: move.amount,
      }))
  return [
    {
      ...datatoken,
      event: 'OrderStarted',
      rows: truth.purchases.map((order) => ({
        ...at(order),
        address: order.datatoken,
        consumer: order.consumer,
        payer: order.payerInEvent,
        serviceIndex: order.serviceIndex,
      })),
    },
    {
      ...datatoken,
      event: 'OrderReused',
      rows: truth.renewals.map((each) => ({
        ...at(each),
        address: each.datatoken,
        caller: each.payerInEvent,
        orderTxId: each.orderTxId,
      })),
    },
    {
      ...datatoken,
      event: 'ProviderFee',
      rows: fees('provider').map((fee) => ({
        ...at(fee),
        providerFeeAddress: fee.payee,
        providerFeeToken: fee.token,
        providerFeeAmount: fee.amount + cutOf(fee),
      })),
    },
    {
      ...datatoken,
      event: 'PublishMarketFee',
      rows: fees('publishMarket').map((fee) => ({ ...at(fee), PublishMarketFeeAmount: fee.amount })),
    },
    {
      ...datatoken,
      event: 'ConsumeMarketFee',
      rows: fees('consumeMarket').map((fee) => ({ ...at(fee), consumeMarketFeeAmount: fee.amount })),
    },
    {
      ...exchange,
      event: 'Swapped',
      rows: truth.swaps.map((swap) => ({
        ...at(swap),
        exchangeId: swap.exchangeId,
        by: swap.accountInEvent,
        tokenOutAddress: swap.direction === 'buy' ? swap.datatoken : swap.baseToken,
        baseTokenSwappedAmount: swap.baseAmount,
        datatokenSwappedAmount: swap.datatokenAmount,
        marketFeeAmount: swap.marketFee,
        oceanFeeAmount: swap.oceanFee,
        consumeMarketFeeAmount: swap.consumeMarketFee,
      })),
    },
    metadata('created', 'MetadataCreated', 'createdBy'),
    metadata('updated', 'MetadataUpdated', 'updatedBy'),
    { ...escrow, event: 'Deposit', rows: wallet('deposit') },
    { ...escrow, event: 'Withdraw', rows: wallet('withdraw') },
    { ...escrow, event: 'Lock', rows: truth.jobs.map((each) => ({ ...each.lock, ...job(each), amount: each.locked })) },
    {
      ...escrow,
      event: 'Claimed',
      rows: ended('claimed').map((each) => ({ ...each.end!, ...job(each), amount: each.claimed })),
    },
    {
      ...escrow,
      event: 'Canceled',
      rows: ended('canceled').map((each) => ({ ...each.end!, ...job(each), amount: each.locked })),
    },
  ]
}

/** The logs of an event by these contracts, decoded anew, with texts in lower case. */
export const logsOf = async (rpcUrl: string, truth: OceanTruth, { of, event, addresses }: Told) => {
  const { abi } = artifacts[of]
  const logs = await createAnvilClient(rpcUrl, truth.market.chainId).getLogs({
    address: [...addresses],
    fromBlock: BigInt(truth.market.startBlock),
    toBlock: truth.lastBlock,
  })
  return logs.flatMap((log) => {
    const decoded = decodeEventLog({ abi, topics: log.topics, data: log.data, strict: false })
    if (decoded.eventName !== event) return []
    const args = Object.entries(decoded.args as unknown as Record<string, unknown>).map(
      ([name, value]) => [name, typeof value === 'string' ? value.toLowerCase() : value] as const,
    )
    return [{ ...Object.fromEntries(args), tx: log.transactionHash, logIndex: log.logIndex, address: log.address }]
  })
}
