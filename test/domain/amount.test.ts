import { expect, test } from 'vitest'
import { formatAmount, UINT256_MAX } from '../../src/domain/amount.ts'

test.each([
  [12_500_000n, 6, '12.500000'],
  [1n, 18, '0.000000000000000001'],
  [0n, 6, '0.000000'],
  [-1n, 2, '-0.01'],
  [7n, 0, '7'],
  [7n, null, '7'],
  [UINT256_MAX, 18, '115792089237316195423570985008687907853269984665640564039457.584007913129639935'],
])('%s with %s decimals is %s', (raw, decimals, text) => {
  expect(formatAmount(raw, decimals)).toBe(text)
})
