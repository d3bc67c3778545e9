import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A file that grows at its end and is read anywhere: a million logs as JSON are no load on this process's memory. */
export type Spool = {
  /** Where the text was put. */
  append(text: string): number
  /** Bytes so far. */
  size(): number
  read(from: number, to: number): Buffer
  /** Forgets all behind this byte. */
  cut(size: number): void
  close(): void
}

const BUFFER_BYTES = 1 << 20

/** The file has no name any more once it is open: nothing is left behind however the process ends. */
export const createSpool = (): Spool => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-bench-'))
  const file = openSync(join(folder, 'spool'), 'w+')
  rmSync(folder, { recursive: true })
  let size = 0
  let waiting: string[] = []
  let waitingBytes = 0
  const flush = () => {
    if (waitingBytes === 0) return
    const bytes = Buffer.from(waiting.join(''))
    for (let done = 0; done < bytes.length; ) {
      done += writeSync(file, bytes, done, bytes.length - done, size - bytes.length + done)
    }
    waiting = []
    waitingBytes = 0
  }
  return {
    append: (text) => {
      const at = size
      const bytes = Buffer.byteLength(text)
      waiting.push(text)
      waitingBytes += bytes
      size += bytes
      if (waitingBytes >= BUFFER_BYTES) flush()
      return at
    },
    size: () => size,
    read: (from, to) => {
      flush()
      const bytes = Buffer.allocUnsafe(to - from)
      for (let done = 0; done < bytes.length; ) {
        const got = readSync(file, bytes, done, bytes.length - done, from + done)
        if (got === 0) throw new RangeError(`The spool ends before byte ${to}.`)
        done += got
      }
      return bytes
    },
    cut: (to) => {
      flush()
      size = to
    },
    close: () => closeSync(file),
  }
}
