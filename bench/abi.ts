import { hash } from 'node:crypto'
import { type Hex, toEventSelector } from 'viem'

// Encoders written out by hand: a history of a million logs cannot wait for a general one, and the expectation of a benchmark
// must not lean on the code that is measured. test/acceptance/synthetic-node.test.ts holds them against viem.

export type EncodedLog = { readonly topics: readonly Hex[]; readonly data: Hex }

/** 32 bytes of hex without 0x. */
const word = (value: number | bigint): string => value.toString(16).padStart(64, '0')
const addressWord = (address: Hex): string => address.slice(2).padStart(64, '0')

/** The tail of a dynamic value: its length, and its bytes up to a whole word. */
const bytesTail = (bytes: Buffer): string => {
  const hex = bytes.toString('hex')
  return word(bytes.length) + hex.padEnd(Math.ceil(hex.length / 64) * 64, '0')
}

const topic = (value: number | bigint): Hex => `0x${word(value)}`
const addressTopic = (address: Hex): Hex => `0x${addressWord(address)}`

const signatures = {
  taskPosted: toEventSelector('TaskPosted(uint256,address,uint256,address,uint256,uint64,uint64,string)'),
  submissionMade: toEventSelector('SubmissionMade(uint256,uint256,address,bytes32,string)'),
  submissionReviewed: toEventSelector('SubmissionReviewed(uint256,address,uint8,uint16)'),
  payoutMade: toEventSelector('PayoutMade(uint256,uint256,address,address,uint256)'),
  datasetRegistered: toEventSelector('DatasetRegistered(uint256,address,string,bytes32,uint256,address)'),
  datasetPurchased: toEventSelector('DatasetPurchased(uint256,address,address,uint256)'),
} as const

export type TaskPosted = {
  readonly task: number
  readonly requester: Hex
  readonly dataset: number
  readonly token: Hex
  readonly reward: bigint
  readonly quota: number
  readonly deadline: number
  readonly uri: Buffer
}
export const encodeTaskPosted = (event: TaskPosted): EncodedLog => ({
  topics: [signatures.taskPosted, topic(event.task), addressTopic(event.requester), topic(event.dataset)],
  data: `0x${addressWord(event.token)}${word(event.reward)}${word(event.quota)}${word(event.deadline)}${word(160)}${bytesTail(event.uri)}`,
})

export type SubmissionMade = {
  readonly submission: number
  readonly task: number
  readonly contributor: Hex
  readonly contentHash: Hex
  readonly uri: Buffer
}
export const encodeSubmissionMade = (event: SubmissionMade): EncodedLog => ({
  topics: [signatures.submissionMade, topic(event.submission), topic(event.task), addressTopic(event.contributor)],
  data: `0x${event.contentHash.slice(2)}${word(64)}${bytesTail(event.uri)}`,
})

export type SubmissionReviewed = {
  readonly submission: number
  readonly reviewer: Hex
  readonly verdict: number
  readonly score: number
}
export const encodeSubmissionReviewed = (event: SubmissionReviewed): EncodedLog => ({
  topics: [signatures.submissionReviewed, topic(event.submission), addressTopic(event.reviewer)],
  data: `0x${word(event.verdict)}${word(event.score)}`,
})

export type PayoutMade = {
  readonly task: number
  readonly submission: number
  readonly contributor: Hex
  readonly token: Hex
  readonly amount: bigint
}
export const encodePayoutMade = (event: PayoutMade): EncodedLog => ({
  topics: [signatures.payoutMade, topic(event.task), topic(event.submission), addressTopic(event.contributor)],
  data: `0x${addressWord(event.token)}${word(event.amount)}`,
})

export type DatasetRegistered = {
  readonly dataset: number
  readonly owner: Hex
  readonly uri: Buffer
  readonly contentHash: Hex
  readonly price: bigint
  readonly token: Hex
}
export const encodeDatasetRegistered = (event: DatasetRegistered): EncodedLog => ({
  topics: [signatures.datasetRegistered, topic(event.dataset), addressTopic(event.owner)],
  data: `0x${word(128)}${event.contentHash.slice(2)}${word(event.price)}${addressWord(event.token)}${bytesTail(event.uri)}`,
})

export type DatasetPurchased = {
  readonly dataset: number
  readonly buyer: Hex
  readonly token: Hex
  readonly amount: bigint
}
export const encodeDatasetPurchased = (event: DatasetPurchased): EncodedLog => ({
  topics: [signatures.datasetPurchased, topic(event.dataset), addressTopic(event.buyer)],
  data: `0x${addressWord(event.token)}${word(event.amount)}`,
})

/** Bytes that look like a hash or an address, told by a name: the same in every run. */
export const hashOf = (name: string): Hex => `0x${hash('sha256', name, 'hex')}`
export const addressOf = (name: string): Hex => hashOf(name).slice(0, 42) as Hex
