import { constants, PerformanceObserver } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { createQuietGarbage } from '../../src/indexer/quiet-garbage.ts'

type Collected = { readonly startTime: number; readonly detail: { readonly kind: number } }

test('collects young garbage at once when it is called', async () => {
  const collect = createQuietGarbage()
  const seen: Collected[] = []
  const observer = new PerformanceObserver((list) => seen.push(...(list.getEntries() as unknown as Collected[])))
  observer.observe({ entryTypes: ['gc'] })
  const before = performance.now()
  collect()
  const after = performance.now()
  const kindsThen = () =>
    seen.filter(({ startTime }) => startTime >= before && startTime <= after).map(({ detail }) => detail.kind)
  await expect.poll(kindsThen).toContain(constants.NODE_PERFORMANCE_GC_MINOR)
  observer.disconnect()
})
