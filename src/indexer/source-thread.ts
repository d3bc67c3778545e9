import { type MessagePort, parentPort } from 'node:worker_threads'
import type { ChainEvent } from '../chain/event.ts'
import { systemClock } from '../clock.ts'
import type { Log } from '../log.ts'
import { createExchange } from './exchange.ts'
import { createHeldCopy } from './held-copy.ts'
import { openSource, type SourceGiven } from './open-source.ts'
import type { AskedBySource, AskedOfSource, EventBounds, ToOpen } from './source-apart.ts'

// The thread that reads the chains for the one that writes; started by source-apart.ts, which ends it.

const serve = (given: SourceGiven, port: MessagePort) => {
  const held = createHeldCopy()
  const stop = new AbortController()
  let events: AsyncGenerator<ChainEvent> | null = null

  const end = () => {
    stop.abort()
    void events?.return(undefined)
  }
  const begin = ({ doubts, ...bounds }: EventBounds) =>
    source.events({
      ...bounds,
      held,
      signal: stop.signal,
      looked: async (head) => void (await exchange.ask({ looked: head })),
      ...(doubts ? { doubted: async (open) => void (await exchange.ask({ doubted: open })) } : {}),
    })

  const exchange = createExchange<AskedOfSource, AskedBySource>(port, async (asked) => {
    if (asked === 'stop') return end()
    if ('call' in asked) return source.call(asked.call)
    held.take(asked.next)
    events ??= begin(asked.bounds!)
    const { done, value } = await events.next()
    return done ? null : value
  })
  const logAt =
    (level: keyof Log): Log[keyof Log] =>
    (sentence, fields = {}) =>
      void exchange.ask({ log: [level, sentence, fields] })
  const log: Log = { debug: logAt('debug'), info: logAt('info'), warn: logAt('warn'), error: logAt('error') }
  const source = openSource(given, { log, clock: systemClock })
  port.on('close', end)
}

parentPort!.on('message', ({ given, port }: ToOpen) => serve(given, port))
