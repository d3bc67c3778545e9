import { toFunctionSelector } from 'viem'
import type { TaskStatus } from '../../domain/codes.ts'
import type { Hex } from '../../domain/hex.ts'
import type { Figures, Witness } from '../witness.ts'

const counterCall = toFunctionSelector('counter()')
const statusCall = toFunctionSelector('status()')
const manifestCalls = [toFunctionSelector('manifestUrl()'), toFunctionSelector('manifest()')]

/** What status() of an escrow stands for, by number: Launched, Pending, Partial, Paid, Complete, Cancelled, ToCancel. */
const meanings: readonly TaskStatus[] = ['CREATED', 'OPEN', 'PARTIAL', 'PAID', 'COMPLETED', 'CANCELLED', 'CANCELLING']
const statusIn = (answer: string): Figures | null => {
  const status = answer.length === 66 ? meanings[Number(BigInt(answer))] : undefined
  return status === undefined ? null : { status }
}

/** A text that is not empty: the manifest, its URL until 5.x. */
const describedIn = (answer: string): Figures | null => {
  const length = answer.slice(66, 130)
  return /^0*$/.test(length) || length.length < 64 ? null : { described: 'yes' }
}

const ofStatus: Readonly<Record<string, string>> = {
  OPEN: 'Pending, PendingV2 or PendingV3',
  PARTIAL: 'BulkTransfer, BulkTransferV2 or BulkTransferV3',
  PAID: 'BulkTransfer, BulkTransferV2 or BulkTransferV3',
  COMPLETED: 'Completed',
  CANCELLED: 'Cancelled',
  CANCELLING: 'CancellationRequested',
}

/** Factories count the escrows they launched, and an escrow knows its state; keys are addresses. */
export const witness: Witness = {
  counts: [{ call: counterCall, event: 'Launched or LaunchedV2', of: { role: 'escrow' } }],
  tasks: (key) => {
    const to = key as Hex
    return [{ to, data: statusCall, read: statusIn }, ...manifestCalls.map((data) => ({ to, data, read: describedIn }))]
  },
  eventOf: (figure, _, expected) =>
    figure === 'described' ? ofStatus.OPEN! : (ofStatus[expected] ?? 'Launched or LaunchedV2'),
}
