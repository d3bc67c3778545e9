import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BooksDiffer } from './books-differ.ts'
import type { Measured } from './measured.ts'
import { startNode } from './node-process.ts'
import type { Context, Scale } from './part.ts'

/** A run as the JSON holds it. */
export type NamedRun = Omit<Measured, 'differences'> & { readonly program: string; readonly differences: number }

/** What parts work with; tells of progress on standard error, and keeps every run. */
export const createContext = (scale: Scale): Context & { runs(): readonly NamedRun[] } => {
  const started = performance.now()
  const runs: NamedRun[] = []
  const known = new Map<string, Promise<unknown>>()

  const say = (line: string) => {
    const seconds = ((performance.now() - started) / 1_000).toFixed(0).padStart(5)
    process.stderr.write(`${seconds} s  ${line}\n`)
  }
  const inFolder: Context['inFolder'] = async (work) => {
    const folder = mkdtempSync(join(tmpdir(), 'daybook-bench-'))
    // Whoever breaks a run off does not keep its gigabytes either.
    const remove = () => rmSync(folder, { recursive: true, force: true })
    process.on('exit', remove)
    try {
      return await work(folder)
    } finally {
      process.off('exit', remove)
      remove()
    }
  }
  return {
    scale,
    say,
    inFolder,
    withNode: (argv, work) =>
      inFolder(async (folder) => {
        const node = await startNode(folder, argv)
        try {
          return await work(folder, node)
        } finally {
          await node.stop()
        }
      }),
    counts: (program, run) => {
      const { differences, ...figures } = run
      runs.push({ program, ...figures, differences: differences.length })
      const { eventsPerSecond, seconds, cpuSeconds, rssMegabytesMax } = run
      const [rate, memory] = [eventsPerSecond, rssMegabytesMax].map((value) =>
        Math.round(value!).toLocaleString('en-US'),
      )
      const times = `${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of processor`
      say(
        `  ${program}: ${rate} events/s (${times}), ${memory} MB; ${differences.length === 0 ? 'books equal' : 'BOOKS DIFFER'}`,
      )
      if (differences.length > 0) throw new BooksDiffer(program, differences)
      return run
    },
    once: <T>(key: string, work: () => Promise<T>) => {
      const made = (known.get(key) as Promise<T> | undefined) ?? work()
      known.set(key, made)
      return made
    },
    runs: () => runs,
  }
}
