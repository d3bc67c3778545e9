import type { Hex } from '../../../src/domain/hex.ts'
import { type Emission, emit, escrow, exchange, factory, recording, reputation, token } from './market.ts'

// What contracts of each generation emit.

export const launched = (address: Hex = escrow, by: Hex = factory): Emission =>
  emit(by, 'Launched(address token, address escrow)', token, address)
export const launchedV2 = (address: Hex = escrow, ref = 'job-1'): Emission =>
  emit(factory, 'LaunchedV2(address token, address escrow, string jobRequesterId)', token, address, ref)
export const upgraded = (to: Hex): Emission => emit(factory, 'Upgraded(address indexed implementation)', to)

export const pending = (of: Hex = escrow): Emission =>
  emit(of, 'Pending(string manifest, string hash)', 'ipfs://m', 'h')
export const pendingV2 = (of: Hex = escrow): Emission =>
  emit(
    of,
    'PendingV2(string manifest, string hash, address a, address b, address c)',
    'ipfs://m',
    'h',
    reputation,
    recording,
    exchange,
  )
export const pendingV3 = (percents: readonly [number, number, number], of: Hex = escrow): Emission =>
  emit(
    of,
    'PendingV3(string manifest, string hash, address a, address b, address c, uint8 x, uint8 y, uint8 z)',
    'ipfs://m',
    'h',
    reputation,
    recording,
    exchange,
    ...percents,
  )
export const fund = (amount: bigint, of: Hex = escrow): Emission => emit(of, 'Fund(uint256 amount)', amount)

type Rows = readonly (readonly [Hex, bigint])[]
const columns = (rows: Rows) => [rows.map(([to]) => to), rows.map(([, amount]) => amount)]

export const counted = (count: number, of: Hex = escrow): Emission =>
  emit(of, 'BulkTransfer(uint256 indexed txId, uint256 bulkCount)', 1n, BigInt(count))
export const bulk = (rows: Rows, isPartial: boolean, of: Hex = escrow): Emission =>
  emit(of, 'BulkTransfer(uint256 indexed txId, address[] to, uint256[] n, bool p)', 1n, ...columns(rows), isPartial)
export const bulkV2 = (rows: Rows, isPartial: boolean, of: Hex = escrow): Emission =>
  emit(
    of,
    'BulkTransferV2(uint256 indexed txId, address[] to, uint256[] n, bool p, string u)',
    1n,
    ...columns(rows),
    isPartial,
    'ipfs://r',
  )
export const bulkV3 = (rows: Rows, isPartial: boolean, of: Hex = escrow): Emission =>
  emit(
    of,
    'BulkTransferV3(bytes32 indexed id, address[] to, uint256[] n, bool p, string u, string h)',
    `0x${'77'.repeat(32)}`,
    ...columns(rows),
    isPartial,
    'ipfs://r',
    'h',
  )
export const oracleFees = (rows: Rows, of: Hex = escrow): Emission =>
  emit(of, 'OracleFeeTransfer(address[] oracles, uint256[] amounts)', ...columns(rows))

export const withdraw = (of: Hex, amount: bigint, at: Hex = escrow): Emission =>
  emit(at, 'Withdraw(address token, uint256 amount)', of, amount)
export const cancellationRefund = (amount: bigint, of: Hex = escrow): Emission =>
  emit(of, 'CancellationRefund(uint256 amount)', amount)
export const cancellationRequested = (of: Hex = escrow): Emission => emit(of, 'CancellationRequested()')
export const cancelled = (of: Hex = escrow): Emission => emit(of, 'Cancelled()')
export const completed = (of: Hex = escrow): Emission => emit(of, 'Completed()')
