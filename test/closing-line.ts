import type { Reporter, TestCase, TestModule } from 'vitest/node'

/** Ends a run with one line that any program can read: how many tests passed, and how many failed. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0 }
    for (const module of modules) {
      for (const test of module.children.allTests() as Iterable<TestCase>) {
        const { state } = test.result()
        if (state !== 'pending') counts[state]++
      }
      // A file that could not even be loaded is a failure, though no test of it ran.
      if (module.state() === 'failed' && [...module.children.allTests()].length === 0) counts.failed++
    }
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''
    console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`)
  }
}
