import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import type { Call } from '../chain/call-put.ts'
import type { ChainEvent } from '../chain/event.ts'
import type { EventsFrom } from '../chain/source.ts'
import type { OpenBlock } from '../domain/block.ts'
import { DaybookError } from '../errors.ts'
import type { Log } from '../log.ts'
import { createExchange } from './exchange.ts'
import { changeOf, type HeldChange } from './held-copy.ts'
import type { Feed, OpenFeed, SourceGiven } from './open-source.ts'
import { threadArguments } from './thread-arguments.ts'

/** A chain's source that the thread is to open; it is asked over the port. */
export type ToOpen = { readonly given: SourceGiven; readonly port: MessagePort }

/** What the thread is asked. */
export type AskedOfSource =
  /** For the next event, after those before it were applied: null when there is none. `bounds` come with the first question. */
  { readonly next: HeldChange; readonly bounds?: EventBounds } | { readonly call: readonly Call[] } | 'stop'

export type EventBounds = Pick<EventsFrom, 'once' | 'toBlock'> & { readonly doubts: boolean }

/** What the thread asks, and waits for. */
export type AskedBySource =
  | { readonly looked: number }
  | { readonly doubted: readonly OpenBlock[] }
  | { readonly log: readonly [level: keyof Log, sentence: string, fields: Readonly<Record<string, unknown>>] }

/** As src/cli/heap-flags.ts has it for the thread that writes; room for several of the largest answers that are taken. */
const HEAP_MEGABYTES = { maxOldGenerationSizeMb: 1_500, maxYoungGenerationSizeMb: 12 }
const THREAD = new URL('./source-thread.ts', import.meta.url)

type Thread = { readonly worker: Worker; readonly open: Set<(error: Error) => void> }

/**
 * Reads and checks blocks in a thread beside the one that writes: one thread for all chains, begun at once, since it takes a while to
 * load. It ends with the last chain that is closed. A failure there rejects what is asked here by the same code; INVARIANT when the thread itself
 * ended.
 */
export const feedsApart = (): OpenFeed => {
  let thread: Thread | null = null

  const begin = (): Thread => {
    const worker = new Worker(THREAD, { execArgv: [...threadArguments], resourceLimits: HEAP_MEGABYTES })
    // Chains that are open keep the process alive.
    worker.unref()
    const begun: Thread = { worker, open: new Set() }
    const end = (error: Error) => {
      if (thread === begun) thread = null
      for (const each of begun.open) each(error)
    }
    worker.on('error', (error) => end(threadEnded(error)))
    worker.on('exit', (code) => end(threadEnded(code)))
    return begun
  }
  thread = begin()

  return (given, { log }) => {
    thread ??= begin()
    const { worker, open } = thread
    const { port1: here, port2: there } = new MessageChannel()
    let from: EventsFrom | null = null
    /** What failed here while the thread waited for it: it comes back from there without its causes. */
    let own: { readonly error: unknown } | null = null
    const exchange = createExchange<AskedBySource, AskedOfSource>(here, async (asked) => {
      try {
        if ('log' in asked) log[asked.log[0]](asked.log[1], asked.log[2])
        else if ('looked' in asked) await from?.looked?.(asked.looked)
        else await from?.doubted?.(asked.doubted)
      } catch (error) {
        own = { error }
        throw error
      }
    })
    const ask = (asked: AskedOfSource) =>
      exchange.ask(asked).catch((error: unknown) => {
        throw own ? own.error : error
      })
    open.add(exchange.end)
    worker.postMessage({ given, port: there } satisfies ToOpen, [there])

    return {
      events: (asked) => {
        from = asked
        return eventsOf(ask, asked)
      },
      call: (calls) => ask({ call: calls }) as ReturnType<Feed['call']>,
      close: () => {
        open.delete(exchange.end)
        exchange.end(new DaybookError('INVARIANT', 'A chain was asked for more after it was closed.'))
        here.close()
        if (open.size > 0 || thread?.worker !== worker) return
        thread = null
        void worker.terminate()
      },
    }
  }
}

async function* eventsOf(
  ask: (asked: AskedOfSource) => Promise<unknown>,
  { held, once, toBlock, signal, doubted }: EventsFrom,
): AsyncGenerator<ChainEvent> {
  const stop = () => void ask('stop').catch(() => {})
  signal?.addEventListener('abort', stop, { once: true })
  try {
    const bounds = {
      doubts: doubted !== undefined,
      ...(once === undefined ? {} : { once }),
      ...(toBlock === undefined ? {} : { toBlock }),
    }
    let event = (await ask({ next: changeOf(held, null), bounds })) as ChainEvent | null
    while (event !== null && !signal?.aborted) {
      yield event
      event = (await ask({ next: changeOf(held, event) })) as ChainEvent | null
    }
  } catch (error) {
    if (!signal?.aborted) throw error
  } finally {
    signal?.removeEventListener('abort', stop)
    stop()
  }
}

const threadEnded = (how: Error | number): DaybookError =>
  new DaybookError(
    'INVARIANT',
    `The thread that reads the chains ended ${typeof how === 'number' ? `with ${how}` : `by an error: ${how.message}`}.`,
    typeof how === 'number' ? {} : { cause: how },
  )
